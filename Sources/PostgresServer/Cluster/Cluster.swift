#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

import Logging

/// The blocking work on one server: making its data, starting it, stopping it. Callers run it off the cooperative pool.
struct Cluster: Sendable {
    var location: ServerLocation
    var logger: Logger
    var environment: [String: String]
    var settings: [String: String]

    /// How long another starter, a recovery or a shutdown may take, in seconds.
    private let patience = 120.0

    // MARK: What is there

    func status() -> ServerStatus {
        let data = location.data
        switch Files.access(data) {
        case .missing: return .stopped
        case .denied: return .unreadable("\(data) belongs to another user")
        case .readable: break
        }
        guard let version = Files.text("\(data)/PG_VERSION") else {
            return .unreadable("\(data)/PG_VERSION cannot be read")
        }
        guard let text = Files.text("\(data)/postmaster.pid") else {
            return Files.exists("\(data)/postmaster.pid")
                ? .unreadable("\(data)/postmaster.pid cannot be read") : .stopped
        }
        guard let file = PostmasterFile(text: text), file.isAlive(data: data) else { return .crashed }
        guard file.state == "ready" else { return .busy(pid: file.pid) }
        return .running(pid: file.pid, version: String(version.prefix { !$0.isWhitespace }))
    }

    /// Folder of the socket of the running server, or of the next one.
    var socketDirectory: String {
        let running = Files.text("\(location.data)/postmaster.pid").flatMap { PostmasterFile(text: $0) }
        return running?.socketDirectory ?? location.socketDirectory
    }

    // MARK: Start

    func start() throws(ServerError) {
        switch status() {
        case .running: return
        case .unreadable(let what): throw unreadable(what)
        case .busy, .stopped, .crashed: break
        }
        let user = try ClusterUser.choose()
        try Files.makeFolder(location.folder)
        try FileLock.holding(location.lock, seconds: patience) { () throws(ServerError) in
            try startAlone(user)
        }
    }

    private func startAlone(_ user: ClusterUser) throws(ServerError) {
        if try settle() { return }
        try choosePlace(user)
        if !Files.exists("\(location.data)/PG_VERSION") { try initialise(user) }
        let version = Files.text("\(location.data)/PG_VERSION").map { String($0.prefix { !$0.isWhitespace }) }
        let programs = try ServerPrograms.find(version: version, environment: environment)
        let crashed = status() == .crashed
        try configure(user)
        try removeStaleFiles()
        if crashed { logger.warning("The database server did not end properly; it recovers now.") }
        try launch(programs, user)
    }

    private func unreadable(_ what: String) -> ServerError {
        ServerError(.file, "\(what): run Berth as that user or choose another BERTH_HOME.")
    }

    /// Waits while a server comes up or goes down; says whether one is ready.
    private func settle() throws(ServerError) -> Bool {
        let limit = SystemCall.monotonicSeconds() + patience
        while true {
            switch status() {
            case .running: return true
            case .stopped, .crashed: return false
            case .unreadable(let what): throw unreadable(what)
            case .busy(let pid):
                guard SystemCall.monotonicSeconds() < limit else {
                    throw ServerError(
                        .timeout,
                        "The database server (process \(pid)) is still recovering; try again later.",
                        details: Files.tail(location.log))
                }
                SystemCall.pause(milliseconds: 50)
            }
        }
    }

    /// Writes the note that sends the data elsewhere, if the server's user could not reach them here.
    private func choosePlace(_ user: ClusterUser) throws(ServerError) {
        guard !Files.exists(location.note), !Files.exists(location.data + "/PG_VERSION"),
            try !user.canEnter(location.folder)
        else { return }
        let place = location.elsewhere
        try Files.makeFolder(place)
        try Files.write(
            """
            # The server runs as \(user.user.name), who cannot enter this folder, so its data, socket and log are in:
            \(place)

            """, to: location.note, owner: user.starter)
        logger.notice(
            "The user \(user.user.name) cannot enter \(location.home); the database is in \(place).")
    }

    /// Makes the data folder under another name and gives it its own only when it is complete.
    private func initialise(_ user: ClusterUser) throws(ServerError) {
        guard !Files.exists(location.data) else {
            throw ServerError(
                .file,
                "\(location.data) holds no PostgreSQL data (PG_VERSION is missing): move it out of the way.")
        }
        let programs = try ServerPrograms.find(environment: environment)
        try Files.makeFolder(location.base)
        for name in Files.names(in: location.base) where name.hasPrefix("data.partial") {
            try Files.remove("\(location.base)/\(name)")
        }
        logger.notice("A new database is made in \(location.data).")
        let partial = "\(location.base)/data.partial.\(getpid())"
        // Images without C.UTF-8 have C, which sorts alike and only knows no upper case beyond ASCII.
        var failure = ""
        for locale in ["C.UTF-8", "C"] {
            try Files.remove(partial)
            try Files.makePrivateFolder(partial, owner: user.user)
            let outcome = try user.run(
                programs.path("initdb"),
                [
                    "--pgdata=\(partial)", "--username=postgres", "--encoding=UTF8", "--locale=\(locale)",
                    "--auth-local=peer", "--auth-host=reject", "--data-checksums", "--no-instructions",
                ] + (settings["fsync"] == "off" ? ["--no-sync"] : []))
            if outcome.succeeded {
                let file = "\(partial)/postgresql.conf"
                try Files.write(
                    (Files.text(file) ?? "") + "\ninclude_if_exists 'berth.conf'\n", to: file,
                    owner: user.user)
                try Files.move(partial, to: location.data)
                return
            }
            failure = outcome.everything
            guard failure.contains("invalid locale name") else { break }
        }
        try? Files.remove(partial)
        throw ServerError(
            .program, "A new database could not be made in \(location.base): see the details in the log.",
            details: failure)
    }

    private func configure(_ user: ClusterUser) throws(ServerError) {
        let socket = location.socketDirectory
        try Files.makePrivateFolder(socket, owner: user.user)
        let texts = ClusterSettings(socketDirectory: socket, extra: settings)
        try Files.write(texts.configuration, to: "\(location.data)/berth.conf", owner: user.user)
        try Files.write(ClusterSettings.access, to: "\(location.data)/pg_hba.conf", owner: user.user)
        try Files.write(
            ClusterSettings.identities([user.starter.name, user.user.name]),
            to: "\(location.data)/pg_ident.conf", owner: user.user)
        if Files.size(location.log) > 10_000_000 { try Files.move(location.log, to: "\(location.log).1") }
        if !Files.exists(location.log) { try Files.write("", to: location.log, owner: user.user) }
    }

    /// Removes lock files whose process number now belongs to some other program, and unreadable ones.
    ///
    /// A file whose process is gone stays: the server looks after it, and checks that no orphan still uses the memory.
    private func removeStaleFiles() throws(ServerError) {
        let path = "\(location.data)/postmaster.pid"
        if let text = Files.text(path) {
            let file = PostmasterFile(text: text)
            if file.map({ SystemCall.processExists($0.pid) }) ?? true { try Files.remove(path) }
        }
        // Nobody else uses this folder, and no server runs.
        try Files.remove("\(location.socketDirectory)/.s.PGSQL.5432.lock")
        try Files.remove("\(location.socketDirectory)/.s.PGSQL.5432")
    }

    private func launch(_ programs: ServerPrograms, _ user: ClusterUser) throws(ServerError) {
        let limit = SystemCall.monotonicSeconds() + 30
        while true {
            let before = Files.size(location.log)
            // pg_ctl puts the server into a session of its own, so it outlives us and our terminal.
            let outcome = try user.run(
                programs.path("pg_ctl"),
                ["start", "-s", "-w", "-t", "\(Int(patience))", "-D", location.data, "-l", location.log])
            if outcome.succeeded { return }
            let said = Files.tail(location.log, bytes: min(8000, max(0, Files.size(location.log) - before)))
            // Orphans of a killed server need a moment to notice.
            guard said.contains("shared memory block"), SystemCall.monotonicSeconds() < limit else {
                throw ServerError(
                    .program, "The database server did not start: see the end of \(location.log).",
                    details: outcome.everything + "\n" + said)
            }
            SystemCall.pause(milliseconds: 100)
        }
    }

    // MARK: Stop

    /// Ends the server, breaking off what it does; says whether there was one.
    func stop() throws(ServerError) -> Bool {
        switch status() {
        case .stopped, .crashed: return false
        case .unreadable(let what): throw unreadable(what)
        case .running, .busy: break
        }
        let user = try ClusterUser.choose()
        return try FileLock.holding(location.lock, seconds: patience) { () throws(ServerError) in
            try stopAlone(user)
        }
    }

    private func stopAlone(_ user: ClusterUser) throws(ServerError) -> Bool {
        switch status() {
        case .running, .busy: break
        default: return false
        }
        let programs = try ServerPrograms.find(environment: environment)
        let outcome = try user.run(
            programs.path("pg_ctl"),
            ["stop", "-s", "-w", "-t", "\(Int(patience))", "-m", "fast", "-D", location.data])
        if outcome.succeeded { return true }
        // It may have ended by itself, or been killed, while we asked.
        switch status() {
        case .stopped, .crashed: return true
        case .running, .busy, .unreadable: break
        }
        throw ServerError(
            .program, "The database server did not stop: see the end of \(location.log).",
            details: outcome.everything)
    }
}
