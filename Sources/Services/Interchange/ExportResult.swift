/// What ``Workspace/export(kind:as:write:)`` wrote.
public struct ExportResult: Sendable, Codable, Hashable {
    /// The kind of file.
    public let kind: String
    /// Rows below the header.
    public let rows: Int
}
