/// A value that can be read from a column.
public protocol PostgresDecodable {
    /// Reads the value.
    ///
    /// - Throws: `.decoding` when the column is null or not of this type.
    init(postgres cell: borrowing PostgresCell) throws(PostgresError)

    /// Reads the value; the same as ``init(postgres:)``, which is what a type of its own writes.
    ///
    /// Rows are read through this one: an initialiser that does not know its type makes the value in a place of its own
    /// first, for which an optional asks the runtime for its metadata, value for value. A function writes it where it
    /// is wanted.
    ///
    /// - Throws: `.decoding` when the column is null or not of this type.
    static func read(_ cell: borrowing PostgresCell) throws(PostgresError) -> Self
}

extension PostgresDecodable {
    /// Reads the value.
    public static func read(_ cell: borrowing PostgresCell) throws(PostgresError) -> Self {
        try Self(postgres: cell)
    }
}

/// One column of one row, borrowed from the result while a value is read from it.
///
/// It cannot be copied or kept: its memory goes when the result goes.
public struct PostgresCell: ~Copyable {
    /// The text form of the value; empty for a null.
    let bytes: UnsafeBufferPointer<UInt8>
    /// Whether the column is null.
    public let isNull: Bool
    /// The type of the column.
    public let type: PostgresType
    /// The place of the column in the row, counted from 0.
    public let column: Int

    init(bytes: UnsafeBufferPointer<UInt8>, isNull: Bool, type: PostgresType, column: Int) {
        self.bytes = bytes
        self.isNull = isNull
        self.type = type
        self.column = column
    }

    /// Calls the body with the text form of the value in UTF-8, valid during the call only.
    ///
    /// - Throws: `.decoding` for a null, and what the body throws.
    public func withText<Result>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(PostgresError) -> Result
    ) throws(PostgresError) -> Result {
        try body(try text())
    }

    /// The error for a value that does not fit; its message names the type, never the value.
    public func mismatch(_ wanted: String) -> PostgresError {
        let found = isNull ? "null" : "a value of type \(type) that is not one"
        return PostgresError(.decoding, "column \(column) should be \(wanted), found \(found)")
    }

    func text(_ wanted: @autoclosure () -> String = "a value") throws(PostgresError) -> UnsafeBufferPointer<
        UInt8
    > {
        if isNull { throw mismatch(wanted()) }
        return bytes
    }
}

extension RawRepresentable where Self: PostgresDecodable, RawValue: PostgresDecodable {
    /// Reads the raw value.
    ///
    /// - Throws: `.decoding` when no case has the value.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        let raw = try RawValue(postgres: cell)
        guard let value = Self(rawValue: raw) else { throw cell.mismatch("\(Self.self)") }
        self = value
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// Reads the value, or nil for a null.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) { self = try Self.read(cell) }

    /// Reads the value, or nil for a null.
    public static func read(_ cell: borrowing PostgresCell) throws(PostgresError) -> Wrapped? {
        if cell.isNull { return nil }
        return try Wrapped.read(cell)
    }
}
