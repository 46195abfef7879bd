/// The user of the operating system the server runs as, and how a program is run as that user.
struct ClusterUser: Sendable, Equatable {
    /// Whom the server runs as.
    var user: SystemUser
    /// Who starts it.
    var starter: SystemUser

    /// Oneself, or, for root (whom PostgreSQL refuses), the user `postgres`.
    static func choose() throws(ServerError) -> ClusterUser {
        let starter = SystemUser.current
        guard starter.id == 0 else { return ClusterUser(user: starter, starter: starter) }
        guard let user = SystemUser.named("postgres"), user.id != 0 else {
            throw ServerError(
                .noUnprivilegedUser,
                "PostgreSQL does not run as root and there is no user named postgres: make one "
                    + "(useradd --system postgres), run Berth as an ordinary user, or set DATABASE_URL.")
        }
        return ClusterUser(user: user, starter: starter)
    }

    /// Runs a program as the server's user and waits for its end.
    func run(_ executable: String, _ arguments: [String]) throws(ServerError) -> Subprocess.Outcome {
        guard user.id != starter.id else {
            return try Subprocess(executable: executable, arguments: arguments).run()
        }
        let folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
        func tool(_ name: String) -> String? {
            folders.map { "\($0)/\(name)" }.first(where: Files.exists)
        }
        // A child of posix_spawn cannot change its user; these programs do, setpriv without asking PAM.
        let wrapper: [String]
        if let setpriv = tool("setpriv") {
            wrapper = [
                setpriv, "--reuid=\(user.id)", "--regid=\(user.group)", "--init-groups", "--", executable,
            ]
        } else if let runuser = tool("runuser") {
            wrapper = [runuser, "-u", user.name, "--", executable]
        } else if let su = tool("su") {
            wrapper = [su, "-s", "/bin/sh", user.name, "-c", "exec \"$0\" \"$@\"", "--", executable]
        } else {
            throw ServerError(
                .noUnprivilegedUser,
                "None of setpriv, runuser and su is installed, so root cannot start the server as \(user.name): "
                    + "install util-linux or run Berth as an ordinary user.")
        }
        return try Subprocess(executable: wrapper[0], arguments: Array(wrapper.dropFirst()) + arguments).run()
    }

    /// Whether the server's user can enter a folder.
    func canEnter(_ folder: String) throws(ServerError) -> Bool {
        guard user.id != starter.id else { return true }
        return try run("/usr/bin/test", ["-x", folder]).succeeded
    }
}
