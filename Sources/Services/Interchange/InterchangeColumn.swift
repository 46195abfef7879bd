/// One column of an interchange file.
public struct InterchangeColumn: Sendable, Hashable {
    /// The name in the header.
    public let name: String
    /// What a cell may hold.
    public let type: InterchangeType
    /// Whether the header must have it and every cell must be filled.
    public let isRequired: Bool

    init(_ name: String, _ type: InterchangeType, required: Bool = false) {
        self.name = name
        self.type = type
        isRequired = required
    }
}
