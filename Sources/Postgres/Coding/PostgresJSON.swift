public import FoundationEssentials

/// A JSON value (`jsonb`) as its text.
public struct PostgresJSON: Hashable, Sendable, CustomStringConvertible {
    /// The JSON text.
    public let text: String

    /// Wraps JSON text; the server checks it.
    public init(text: String) { self.text = text }

    /// Encodes a value.
    ///
    /// - Throws: `.encoding` when the encoder refuses it.
    public init(encoding value: some Encodable, encoder: JSONEncoder = JSONEncoder()) throws(PostgresError) {
        do {
            text = String(decoding: try encoder.encode(value), as: UTF8.self)
        } catch {
            throw PostgresError(.encoding, "the value cannot be written as JSON", underlying: error)
        }
    }

    /// Decodes a value.
    ///
    /// - Throws: `.decoding` when the JSON does not fit.
    public func decode<Value: Decodable>(
        _ type: Value.Type = Value.self, decoder: JSONDecoder = JSONDecoder()
    ) throws(PostgresError) -> Value {
        do {
            return try decoder.decode(type, from: Data(text.utf8))
        } catch {
            throw PostgresError(.decoding, "the JSON is not a \(type)", underlying: error)
        }
    }

    /// The JSON text.
    public var description: String { text }
}

extension PostgresJSON: PostgresEncodable, PostgresDecodable {
    /// `jsonb`.
    public static var postgresType: PostgresType { .jsonb }
    /// `jsonb[]`.
    public static var postgresArrayType: PostgresType { .jsonbArray }

    /// Writes the text.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        try writer.write(text: text)
    }

    /// Reads the text of a `json` or `jsonb` column.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        text = try String(postgres: cell)
    }
}
