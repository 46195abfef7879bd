/// What ``ImportFile`` did, or, in a dry run, would have done.
public struct ImportResult: Sendable, Codable, Hashable {
    /// The kind of file.
    public let kind: String
    /// True when nothing was stored because it was only tried.
    public let isDryRun: Bool
    /// Rows below the header.
    public let rows: Int
    /// Records that are new.
    public let added: Int
    /// Records that the file changes.
    public let changed: Int
    /// Records that are as the file says already.
    public let unchanged: Int
    /// Records that the file, which replaces others, does not hold any more.
    public let removed: Int
    /// How many warnings there are.
    public let warningCount: Int
    /// The first twenty warnings, each a sentence.
    public let warnings: [String]
    /// SHA-256 of the file, in hexadecimal.
    public let sha256: String
}
