public import Logging

/// Berth's own PostgreSQL server: made when first needed, reached by a Unix socket only, left running.
///
/// Safe to use from several processes at once: a lock on a file makes two starters end in one server.
public struct LocalServer: Sendable {
    /// The folders of the server.
    public let location: ServerLocation
    let cluster: Cluster

    /// Describes a server without touching it.
    /// - Parameters:
    ///   - location: the folders.
    ///   - logger: where notes about new data, recovery and moved folders go.
    ///   - environment: where `BERTH_PG_BIN` and `PATH` are looked up.
    ///   - settings: server settings on top of Berth's own, such as `["max_connections": "200"]`; they take effect when
    ///     the server starts.
    public init(
        location: ServerLocation, logger: Logger, environment: [String: String],
        settings: [String: String] = [:]
    ) {
        self.location = location
        self.cluster = Cluster(
            location: location, logger: logger, environment: environment, settings: settings)
    }

    /// Ends the server, breaking off what it does; a server that does not run is no error.
    /// - Returns: whether there was a server to stop.
    @discardableResult
    public func stop() async throws(ServerError) -> Bool {
        let cluster = self.cluster
        return try await BlockingQueue.run { () throws(ServerError) in try cluster.stop() }
    }

    /// Looks at the files and processes, without connecting.
    public func status() async -> ServerStatus {
        let cluster = self.cluster
        let status = try? await BlockingQueue.run { () throws(ServerError) in cluster.status() }
        return status ?? .stopped
    }

    /// The folder of the server's socket.
    public var socketDirectory: String { cluster.socketDirectory }

    /// Starts the server unless it runs, making its data first if there are none.
    func startServer() async throws(ServerError) {
        let cluster = self.cluster
        try await BlockingQueue.run { () throws(ServerError) in try cluster.start() }
    }
}
