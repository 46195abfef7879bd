public import Postgres

/// Refuses servers on other machines: tests make and drop databases.
public enum HostGuard {
    /// Checks that every host of a configuration is this machine.
    /// - Throws: `TestFailure` naming the host.
    public static func check(_ configuration: PostgresConfiguration) throws {
        for keyword in ["host", "hostaddr"] {
            guard let hosts = configuration[keyword] else { continue }
            for host in hosts.split(separator: ",", omittingEmptySubsequences: false) where !isLocal(host) {
                throw TestFailure("Tests never touch a server on another machine, and \(host) is one.")
            }
        }
        // Without a host libpq asks its environment.
        guard configuration.host != nil || configuration["hostaddr"] != nil else {
            throw TestFailure("BERTH_TEST_URL must name a host: localhost or the folder of a socket.")
        }
    }

    private static func isLocal(_ host: Substring) -> Bool {
        host.hasPrefix("/") || host == "localhost" || host == "127.0.0.1" || host == "::1"
    }
}
