import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Small file operations whose errors name the file.
enum Files {
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// What this user may do with a folder.
    enum Access { case readable, missing, denied }

    static func access(_ folder: String) -> Access {
        if checkAccess(folder, R_OK | X_OK) == 0 { return .readable }
        return errno == EACCES || errno == EPERM ? .denied : .missing
    }

    static func isExecutable(_ path: String) -> Bool { checkAccess(path, X_OK) == 0 }

    static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// The text of a file, or nil if it cannot be read for whatever reason.
    static func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// The last part of a file, at most `bytes` long, for an error's details.
    static func tail(_ path: String, bytes: Int = 4000) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        let length = Int(lseek(descriptor, 0, SEEK_END))
        lseek(descriptor, off_t(max(0, length - bytes)), SEEK_SET)
        var buffer = [UInt8](repeating: 0, count: bytes)
        let count = read(descriptor, &buffer, bytes)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Makes a folder, with those above it, if it is not there.
    static func makeFolder(_ path: String) throws(ServerError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw ServerError(
                .file, "The folder \(path) cannot be made: choose another place with BERTH_HOME.",
                details: "\(error)")
        }
    }

    /// Makes a folder only `owner` may enter, or makes an existing one so.
    ///
    /// In a folder that everybody may write to, such as `/tmp`, another user may have been first: one that belongs to
    /// neither root nor `owner` is refused, and so is a symbolic link.
    static func makePrivateFolder(_ path: String, owner: SystemUser) throws(ServerError) {
        try makeFolder(Files.parent(path))
        if mkdir(path, 0o700) == 0 {
            try give(path, to: owner)
            return
        }
        guard errno == EEXIST else {
            throw ServerError(.file, "The folder \(path) cannot be made: \(SystemCall.message()).")
        }
        // By a descriptor, so that what is checked is what is changed.
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == EACCES || errno == EPERM { throw belongsToAnother(path) }
            throw ServerError(.file, "\(path) is in the way: it is not a folder; remove it.")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_uid == owner.id || status.st_uid == 0 else {
            throw belongsToAnother(path)
        }
        if status.st_uid != owner.id {
            guard geteuid() == 0 else { throw belongsToAnother(path) }
            guard fchown(descriptor, owner.id, owner.group) == 0 else {
                throw ServerError(.file, "\(path) cannot be given to \(owner.name): \(SystemCall.message()).")
            }
        }
        guard fchmod(descriptor, 0o700) == 0 else {
            throw ServerError(.file, "The rights of \(path) cannot be set: \(SystemCall.message()).")
        }
    }

    private static func belongsToAnother(_ path: String) -> ServerError {
        ServerError(
            .file,
            "The folder \(path) belongs to another user; run Berth as that user or choose another BERTH_HOME."
        )
    }

    /// Gives a file to a user, if it is not that user's already.
    static func give(_ path: String, to owner: SystemUser) throws(ServerError) {
        guard geteuid() == 0, owner.id != 0 else { return }
        guard lchown(path, owner.id, owner.group) == 0 else {
            throw ServerError(.file, "\(path) cannot be given to \(owner.name): \(SystemCall.message()).")
        }
    }

    /// Writes a file in one step, so that a reader sees the old text or the new; says whether it changed.
    ///
    /// Never through a link that is there already: root writes into folders that belong to the server's user.
    @discardableResult
    static func write(_ text: String, to path: String, owner: SystemUser) throws(ServerError) -> Bool {
        if Files.text(path) == text { return false }
        let partial = "\(path).new"
        unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ServerError(.file, "\(path) cannot be written: \(SystemCall.message()).")
        }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { writeBytes(descriptor, $0) }
            guard count > 0 else {
                let reason = errno
                close(descriptor)
                throw ServerError(.file, "\(path) cannot be written: \(SystemCall.message(reason)).")
            }
            bytes = bytes.dropFirst(count)
        }
        fsync(descriptor)
        let isGiven = geteuid() != 0 || owner.id == 0 || fchown(descriptor, owner.id, owner.group) == 0
        let reason = errno
        close(descriptor)
        guard isGiven else {
            throw ServerError(
                .file, "\(path) cannot be given to \(owner.name): \(SystemCall.message(reason)).")
        }
        try move(partial, to: path)
        return true
    }

    static func move(_ path: String, to target: String) throws(ServerError) {
        guard rename(path, target) == 0 else {
            throw ServerError(.file, "\(path) cannot become \(target): \(SystemCall.message()).")
        }
    }

    /// Removes a file or a folder with all it holds; nothing there is no error.
    static func remove(_ path: String) throws(ServerError) {
        guard exists(path) || SystemCall.linkTarget(path) != nil else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            // Another process may be writing into it still; what matters is whether it is gone.
            guard exists(path) else { return }
            throw ServerError(.file, "\(path) cannot be removed: remove it by hand.", details: "\(error)")
        }
    }

    /// The folder a path is in.
    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}

/// The system's `write`, which the static method of the same name would hide.
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

/// The system's `access`, which the static method of the same name would hide.
private func checkAccess(_ path: String, _ mode: Int32) -> Int32 {
    access(path, mode)
}
