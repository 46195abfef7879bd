extension Workspace {
    /// Exports the records of a kind as a file that can be imported again.
    ///
    /// All rows are of one moment and come in the order of their references. The audit event is committed before
    /// the first byte is written, so it stays when the reader goes away.
    ///
    /// - Parameters:
    ///   - kind: one of ``Interchange/kinds``.
    ///   - actor: who exports.
    ///   - write: takes the bytes of the file, piece after piece.
    /// - Throws: `usage` for an unknown kind, `notAllowed` without the permission to export or to see such records,
    ///   or whatever `write` throws.
    @discardableResult
    public func export(
        kind: String, as actor: Operator, write: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws(ServiceError) -> ExportResult {
        try await perform(AuditExport(kindName: kind), as: actor)
        return try await perform(StreamExport(kindName: kind, write: write), as: actor)
    }
}
