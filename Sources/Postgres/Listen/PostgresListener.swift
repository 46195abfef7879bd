public import Logging

/// Hears what other sessions send with `notify`, on a connection of its own that is made again when it is lost.
///
/// Messages sent while there was no connection are lost, so every consumer must also be able to look for itself:
/// `.listening` says when it should, after every time the connection has been made.
///
/// ```swift
/// for await event in PostgresListener(configuration: configuration, channels: ["job"], logger: logger) {
///     await worker.look()
/// }
/// ```
///
/// The sequence ends when the task is cancelled.
public struct PostgresListener: AsyncSequence, Sendable {
    /// What is heard.
    public enum Event: Hashable, Sendable {
        /// The connection has been made and listens: look for what was missed.
        case listening
        /// A session sent a message.
        case notification(PostgresNotification)
    }

    /// An event.
    public typealias Element = Event

    private let configuration: PostgresConfiguration
    private let channels: [String]
    private let logger: Logger
    private let retry: ClosedRange<Duration>

    /// A listener that connects when it is first iterated.
    ///
    /// - Parameters:
    ///   - channels: names of channels, in the case in which they are notified.
    ///   - retry: the first and the longest pause between attempts to connect; each is twice the one before.
    public init(
        configuration: PostgresConfiguration, channels: [String], logger: Logger,
        retry: ClosedRange<Duration> = .milliseconds(250)...(.seconds(30))
    ) {
        self.configuration = configuration
        self.channels = channels
        self.logger = logger
        self.retry = retry
    }

    /// Only the messages, for a consumer that looks for itself often enough anyway.
    public var notifications: some AsyncSequence<PostgresNotification, Never> & Sendable {
        compactMap { event in
            if case .notification(let notification) = event { return notification }
            return nil
        }
    }

    /// Begins to listen; every iterator has a connection of its own.
    public func makeAsyncIterator() -> Iterator {
        Iterator(configuration: configuration, channels: channels, logger: logger, retry: retry)
    }

    /// Reads the events.
    public struct Iterator: AsyncIteratorProtocol {
        private let configuration: PostgresConfiguration
        private let channels: [String]
        private let logger: Logger
        private let retry: ClosedRange<Duration>
        private var pause: Duration
        private var connection: PostgresConnection?
        private var wake: WakePipe?
        private var waiting: [PostgresNotification] = []

        fileprivate init(
            configuration: PostgresConfiguration, channels: [String], logger: Logger,
            retry: ClosedRange<Duration>
        ) {
            self.configuration = configuration
            self.channels = channels
            self.logger = logger
            self.retry = retry
            pause = retry.lowerBound
        }

        /// The next event; nil when the task is cancelled.
        public mutating func next() async -> Event? {
            while !Task.isCancelled {
                if !waiting.isEmpty { return .notification(waiting.removeFirst()) }
                do {
                    guard let connection, let wake else {
                        try await connect()
                        pause = retry.lowerBound
                        return .listening
                    }
                    waiting = try await withTaskCancellationHandler {
                        try await connection.awaitNotifications(wake: wake)
                    } onCancel: {
                        wake.wake()
                    }
                } catch {
                    await lose(error)
                }
            }
            await connection?.close()
            connection = nil
            return nil
        }

        private mutating func connect() async throws {
            let wake = try WakePipe()
            let fresh = try await PostgresConnection.connect(configuration, logger: logger)
            let script = channels.map { "listen \(SQL.quotedIdentifier($0))" }.joined(separator: "; ")
            try await fresh.script(script)
            self.wake = wake
            connection = fresh
        }

        private mutating func lose(_ error: any Error) async {
            await connection?.close()
            connection = nil
            if Task.isCancelled { return }
            logger.warning(
                "the listener has no connection", metadata: ["error": "\(error)", "retry": "\(pause)"])
            // Cancellation ends the pause early and is noticed by the loop.
            try? await Task.sleep(for: pause)
            pause = Swift.min(pause * 2, retry.upperBound)
        }
    }
}

extension PostgresConnection {
    /// Milliseconds after which a silent link is tried.
    private static let listenTimeout: Int32 = 30_000

    func awaitNotifications(wake: WakePipe) throws(PostgresError) -> [PostgresNotification] {
        if Task.isCancelled { return [] }
        return try requireCore().awaitNotifications(timeout: PostgresConnection.listenTimeout, wake: wake)
    }
}
