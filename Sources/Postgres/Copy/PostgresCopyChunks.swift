/// The data of a `copy … to stdout` as pieces of about 64 KB, each ending at the end of a row.
public struct PostgresCopyChunks: AsyncSequence, Sendable {
    /// A piece.
    public typealias Element = [UInt8]

    /// Marks the copy as left when nobody holds it any more.
    fileprivate final class Lease: Sendable {
        let token: CopyOutToken
        init(token: CopyOutToken) { self.token = token }
        deinit { token.abandon() }
    }

    private let connection: PostgresConnection
    private let lease: Lease

    init(connection: PostgresConnection, token: CopyOutToken) {
        self.connection = connection
        lease = Lease(token: token)
    }

    /// Begins to read; a copy can be read once.
    public func makeAsyncIterator() -> Iterator { Iterator(connection: connection, lease: lease) }

    /// Reads the pieces.
    public struct Iterator: AsyncIteratorProtocol {
        private let connection: PostgresConnection
        private let lease: Lease
        private var isAtEnd = false

        fileprivate init(connection: PostgresConnection, lease: Lease) {
            self.connection = connection
            self.lease = lease
        }

        /// The next piece; nil at the end.
        ///
        /// - Throws: the server's errors, `.cancelled`, `.connectionLost`.
        public mutating func next() async throws(PostgresError) -> [UInt8]? {
            if isAtEnd { return nil }
            let piece = try await connection.nextChunk(lease.token, size: 64 * 1024)
            isAtEnd = piece == nil
            return piece
        }
    }
}
