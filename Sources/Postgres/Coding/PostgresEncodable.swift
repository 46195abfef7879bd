/// A value that can be bound to a statement or written to a copy.
///
/// An enum with a `String` or integer raw value conforms in one line:
/// `enum Stage: String, PostgresEncodable, PostgresDecodable { … }`.
public protocol PostgresEncodable: Sendable {
    /// The type that the value is sent as.
    static var postgresType: PostgresType { get }
    /// The type that an array of such values is sent as.
    static var postgresArrayType: PostgresType { get }
    /// The type that an array of arrays of such values is sent as; the same as ``postgresArrayType`` but for bytes.
    static var postgresNestedArrayType: PostgresType { get }

    /// Writes exactly one value, or one null.
    ///
    /// - Throws: `.encoding` when PostgreSQL has no such value (a NUL character in a text, for one).
    func encode(into writer: inout PostgresParameterWriter) throws(PostgresError)

    /// Writes an array of such values; the default writes a PostgreSQL array.
    static func encodeArray(_ array: [Self], into writer: inout PostgresParameterWriter) throws(PostgresError)
}

extension PostgresEncodable {
    /// The same as ``postgresArrayType``: PostgreSQL has one type for arrays of all dimensions.
    public static var postgresNestedArrayType: PostgresType { postgresArrayType }

    /// The type of an array that is written element by element, which bytes on their own are not.
    static var postgresElementArrayType: PostgresType {
        postgresType == .int2 && postgresArrayType == .bytea ? .int2Array : postgresArrayType
    }

    /// Writes `{…}` with the elements in their order.
    public static func encodeArray(
        _ array: [Self], into writer: inout PostgresParameterWriter
    ) throws(PostgresError) {
        writer.beginArray()
        for element in array {
            writer.beginElement()
            try element.encode(into: &writer)
        }
        writer.endArray()
    }
}

extension RawRepresentable where Self: PostgresEncodable, RawValue: PostgresEncodable {
    /// The type of the raw value.
    public static var postgresType: PostgresType { RawValue.postgresType }
    /// The array type of the raw value.
    public static var postgresArrayType: PostgresType { RawValue.postgresElementArrayType }

    /// Writes the raw value.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        try rawValue.encode(into: &writer)
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// The type of the value, so that a null is a typed one.
    public static var postgresType: PostgresType { Wrapped.postgresType }
    /// The array type of the value; `smallint[]` for bytes, since `bytea` has no place for nulls.
    public static var postgresArrayType: PostgresType { Wrapped.postgresElementArrayType }

    /// Writes the value, or a null.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        if let value = self { try value.encode(into: &writer) } else { writer.writeNull() }
    }
}

extension Array: PostgresEncodable where Element: PostgresEncodable {
    /// The array type of the element (`bytea` for bytes).
    public static var postgresType: PostgresType { Element.postgresArrayType }
    /// The type of an array of such arrays.
    public static var postgresArrayType: PostgresType { Element.postgresNestedArrayType }

    /// Writes the array (`bytea` for bytes).
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        try Element.encodeArray(self, into: &writer)
    }
}
