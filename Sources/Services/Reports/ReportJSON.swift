public import FoundationEssentials

/// The one way to write a report as JSON: keys in snake case and in alphabetical order, slashes as they are, a line end
/// last.
///
/// `JSONEncoder` keeps no declared order, and any fixed one lets two reports be compared. What is signed is these bytes.
public enum ReportJSON {
    /// How much space there is.
    public enum Layout: Sendable {
        /// A member a line, indented.
        case indented
        /// All on one line.
        case line
    }

    /// The bytes of a value.
    ///
    /// - Throws: `EncodingError`, such as for a number that is infinite.
    public static func data(_ value: some Encodable, _ layout: Layout = .indented) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if layout == .indented { encoder.outputFormatting.insert(.prettyPrinted) }
        var data = try encoder.encode(value)
        data.append(0x0A)
        return data
    }

    /// The value of such bytes.
    ///
    /// - Throws: `DecodingError` for bytes of another type, such as a report of an earlier form.
    public static func value<Value: Decodable>(_ type: Value.Type, of data: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: data)
    }
}
