import CLibPQ
import Logging

/// Everything of a connection that needs no isolation of its own: libpq's handle and what is remembered beside it.
///
/// Not sendable on purpose: it never leaves the actor that owns it, and neither do the writers and pipelines that
/// refer to it.
final class ConnectionCore {
    /// What a connection is in the middle of; anything but `idle` refuses statements.
    enum Activity: String {
        case idle, copyIn = "copying in", copyOut = "copying out", streaming = "reading a stream"
        case pipeline = "running a pipeline"
    }

    let logger: Logger
    let arena = ParameterArena()
    let canceller: Canceller
    private let notices: NoticeSink
    private var handle: OpaquePointer?
    /// Polling the socket below TLS would miss bytes that TLS has decrypted already.
    let canPoll: Bool
    var activity: Activity = .idle
    /// Whether the connection has failed; it is finished when the actor goes or is closed.
    private(set) var isLost = false
    var cache: StatementCache?
    /// Names of statements to give up, once the transaction allows it.
    var discarded: [String] = []
    /// How many transactions and savepoints are open.
    var transactionDepth = 0
    /// The error that spoilt the transaction that is open, for a commit that turns into a rollback.
    var transactionFailure: PostgresError?
    /// Whether libpq may still be in single-row mode, which it forgets with the next query but not with a pipeline.
    var hasStreamed = false
    /// The copy or stream that is being read from outside, if any.
    var copyOutToken: CopyOutToken?

    /// Connects, blocking.
    ///
    /// - Throws: `.connectionFailed`.
    init(configuration: PostgresConfiguration, logger: Logger) throws(PostgresError) {
        self.logger = logger
        notices = NoticeSink(logger: logger)
        if case .cached(let limit) = configuration.preparedStatements { cache = StatementCache(limit: limit) }
        guard let connection = try ConnectionCore.open(configuration) else {
            throw PostgresError(.connectionFailed, "out of memory")
        }
        guard PQstatus(connection) == CONNECTION_OK else {
            // The handle must be finished after a failed connect too.
            let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
            PQfinish(connection)
            throw PostgresError(.connectionFailed, message)
        }
        handle = connection
        canceller = Canceller(handle: PQgetCancel(connection))
        canPoll = PQsslInUse(connection) == 0
        notices.attach(to: connection)
        do throws(PostgresError) {
            try pinSession(connection)
            if let limits = configuration.sessionLimits { try runSimple(limits) }
        } catch {
            throw error.with(.connectionFailed)
        }
    }

    deinit { if let handle { PQfinish(handle) } }

    private static func open(_ configuration: PostgresConfiguration) throws(PostgresError) -> OpaquePointer? {
        let pairs = configuration.connectionKeywords
        for (key, value) in pairs where key.utf8.contains(0) || value.utf8.contains(0) {
            throw PostgresError(.invalidConfiguration, "a connection setting holds a NUL character")
        }
        let block = ByteArena()
        var offsets: [(Int, Int)] = []
        for (key, value) in pairs {
            let start = block.count
            var (key, value) = (key, value)
            _ = key.withUTF8 { block.append(text: $0) }
            block.append(byte: 0)
            let middle = block.count
            _ = value.withUTF8 { block.append(text: $0) }
            block.append(byte: 0)
            offsets.append((start, middle))
        }
        func pointer(_ offset: Int) -> UnsafePointer<CChar> {
            UnsafeRawPointer(block.base + offset).assumingMemoryBound(to: CChar.self)
        }
        var keys: [UnsafePointer<CChar>?] = offsets.map { pointer($0.0) }
        var values: [UnsafePointer<CChar>?] = offsets.map { pointer($0.1) }
        keys.append(nil)
        values.append(nil)
        return withExtendedLifetime(block) { PQconnectdbParams(keys, values, 0) }
    }

    /// A pooler may drop start-up options, so what matters is asked for again if it did not take.
    private func pinSession(_ connection: OpaquePointer) throws(PostgresError) {
        func setting(_ name: String) -> String {
            PQparameterStatus(connection, name).map { String(cString: $0) } ?? ""
        }
        guard
            setting("client_encoding") == "UTF8", setting("DateStyle").hasPrefix("ISO"),
            setting("TimeZone") == "UTC", setting("IntervalStyle") == "iso_8601",
            setting("standard_conforming_strings") == "on"
        else {
            let all = [("client_encoding", "UTF8")] + PostgresConfiguration.pinnedSettings
            try runSimple(all.map { "set \($0.0) = '\($0.1)'" }.joined(separator: "; "))
            return
        }
    }

    /// The handle, for whoever knows that the connection is in a state that allows the call.
    ///
    /// - Throws: `.closed` when it was closed or lost.
    func live() throws(PostgresError) -> OpaquePointer {
        guard let handle, !isLost else {
            throw PostgresError(
                .closed, isLost ? "the connection was lost before" : "the connection is closed")
        }
        return handle
    }

    /// The handle, ready for a new statement.
    ///
    /// - Throws: `.closed`, `.busy` in the middle of something else, `.cancelled` when the task is.
    func ready(shielded: Bool = false) throws(PostgresError) -> OpaquePointer {
        let connection = try live()
        if activity != .idle {
            if let token = copyOutToken, token.isAbandoned {
                abandonCopyOut()
            } else {
                throw PostgresError(.busy, "the connection is \(activity.rawValue)")
            }
        }
        if !shielded && Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled") }
        return connection
    }

    var noticeCount: Int { notices.count }

    var isUsable: Bool { handle != nil && !isLost && PQstatus(handle) == CONNECTION_OK }

    var transactionStatus: PGTransactionStatusType {
        handle.map { PQtransactionStatus($0) } ?? PQTRANS_UNKNOWN
    }

    var backendProcess: Int32 { handle.map { PQbackendPID($0) } ?? 0 }

    func parameter(_ name: String) -> String? {
        handle.flatMap { PQparameterStatus($0, name) }.map { String(cString: $0) }
    }

    var serverVersion: Int { handle.map { Int(PQserverVersion($0)) } ?? 0 }

    var socket: Int32 { handle.map { PQsocket($0) } ?? -1 }

    func markLost() { isLost = true }

    func close() {
        if let handle { PQfinish(handle) }
        handle = nil
        activity = .idle
        cache?.removeAll()
    }
}
