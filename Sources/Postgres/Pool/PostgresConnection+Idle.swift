#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension PostgresConnection {
    /// Whether the server has said something while nobody asked: nearly always that it has ended the session.
    ///
    /// One look at the socket, without a round trip. A harmless word of the server (a setting was reloaded) costs a new
    /// connection, which is cheaper than telling the two apart.
    var wasLostWhileIdle: Bool {
        guard let core = try? requireCore(), core.isUsable else { return true }
        var look = pollfd(fd: core.socket, events: Int16(POLLIN), revents: 0)
        return poll(&look, 1, 0) != 0
    }
}
