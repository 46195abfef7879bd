extension PostgresConnection {
    /// Begins a `copy … from stdin` and answers the writer for its data.
    ///
    /// Until the writer is finished or abandoned the connection does nothing else. The form with a closure sees to that.
    ///
    /// - Throws: `.misuse` when the statement is not such a copy, and the server's errors.
    public func copyIn(_ sql: SQL) throws(PostgresError) -> PostgresCopyWriter {
        let core = try requireCore()
        try core.beginCopy(sql, .copyIn)
        return PostgresCopyWriter(core: core)
    }

    /// Runs a `copy … from stdin`: finished when the closure returns, abandoned when it throws.
    ///
    /// - Returns: the number of rows copied.
    @discardableResult
    public func copyIn(_ sql: SQL, _ body: (PostgresCopyWriter) throws -> Void) throws -> Int {
        let writer = try copyIn(sql)
        do {
            try body(writer)
        } catch {
            writer.abandon()
            throw error
        }
        return try writer.finish()
    }

    /// Runs a `copy … from stdin` with pieces of bytes that arrive one by one.
    ///
    /// The next piece is asked for when the last has gone out, so memory stays flat.
    ///
    /// - Returns: the number of rows copied.
    @discardableResult
    public func copyIn<Source: AsyncSequence>(_ sql: SQL, from source: Source) async throws -> Int
    where Source.Element == [UInt8] {
        let writer = try copyIn(sql)
        do {
            for try await piece in source { try writer.write(piece) }
        } catch {
            writer.abandon()
            throw error
        }
        return try writer.finish()
    }

    /// Runs a `copy … to stdout` and calls a closure with every piece, which is valid during the call only.
    ///
    /// - Returns: the number of rows copied.
    /// - Throws: the server's errors, and what the closure throws; then the copy is cancelled.
    @discardableResult
    public func copyOut(_ sql: SQL, _ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
        let core = try requireCore()
        try core.beginCopy(sql, .copyOut)
        while true {
            let (more, failure) = try core.nextCopyData(body)
            if let failure {
                core.abandonCopyOut()
                throw failure
            }
            if !more { return try core.finishCopyOut() }
        }
    }

    /// Begins a `copy … to stdout` and answers its data as a sequence of pieces.
    ///
    /// Pieces are read as they are asked for. A sequence that is dropped halfway is cancelled by the next use.
    public func copyOut(_ sql: SQL) throws(PostgresError) -> PostgresCopyChunks {
        let core = try requireCore()
        try core.beginCopy(sql, .copyOut)
        let token = CopyOutToken()
        core.copyOutToken = token
        return PostgresCopyChunks(connection: self, token: token)
    }

    /// The next piece of the copy that a token stands for; nil at its end.
    func nextChunk(_ token: CopyOutToken, size: Int) throws(PostgresError) -> [UInt8]? {
        let core = try requireCore()
        guard core.copyOutToken === token else { throw PostgresError(.misuse, "the copy has ended") }
        var chunk: [UInt8] = []
        chunk.reserveCapacity(size)
        while chunk.count < size {
            let (more, _) = try core.nextCopyData { (bytes) throws(Never) in chunk.append(contentsOf: bytes) }
            if !more {
                if chunk.isEmpty {
                    _ = try core.finishCopyOut()
                    return nil
                }
                return chunk
            }
        }
        return chunk
    }
}
