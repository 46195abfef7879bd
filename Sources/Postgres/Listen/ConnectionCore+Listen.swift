import CLibPQ

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ConnectionCore {
    /// Takes the notifications that have come in.
    func takeNotifications() throws(PostgresError) -> [PostgresNotification] {
        let connection = try live()
        if PQconsumeInput(connection) == 0 {
            let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
            markLost()
            throw PostgresError(.connectionLost, message)
        }
        var notifications: [PostgresNotification] = []
        while let raw = PQnotifies(connection) {
            notifications.append(
                PostgresNotification(
                    channel: String(cString: raw.pointee.relname),
                    payload: String(cString: raw.pointee.extra),
                    backendProcess: raw.pointee.be_pid))
            PQfreemem(raw)
        }
        return notifications
    }

    /// Blocks until notifications come in, the pipe is written to, or the time is over.
    ///
    /// - Parameter timeout: milliseconds.
    /// - Returns: what came in; nothing when woken or when the time is over.
    func awaitNotifications(timeout: Int32, wake: WakePipe) throws(PostgresError) -> [PostgresNotification] {
        let waiting = try takeNotifications()
        if !waiting.isEmpty { return waiting }
        var entries = [
            pollfd(fd: socket, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0),
        ]
        let ready = poll(&entries, 2, timeout)
        if entries[1].revents != 0 { wake.drain() }
        if ready == 0 {
            // A link that died in silence shows itself only when something is sent.
            try runSimple("select")
        }
        return try takeNotifications()
    }
}
