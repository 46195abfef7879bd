import FoundationEssentials

/// The one way to print JSON: indented, keys in snake case, a line end last.
///
/// Keys are in alphabetical order: `JSONEncoder` keeps no declared order, and any fixed one lets two reports be
/// compared. A digit is no word to it: a property `interval90` needs the coding key `interval_90`, which it leaves
/// alone. So it does the keys of a dictionary. An optional is left out when nil unless its type encodes the null.
enum JSONOutput {
    /// The bytes to print.
    ///
    /// - Throws: `EncodingError`, such as for a number that is infinite.
    static func data(_ value: some Encodable) throws -> Data { try data(value, .prettyPrinted) }

    /// The text of a value on one line, where there is a value a line.
    ///
    /// - Throws: `EncodingError`, such as for a number that is infinite.
    static func line(_ value: some Encodable) throws -> String {
        String(decoding: try data(value, []), as: UTF8.self)
    }

    private static func data(
        _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
    ) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        var data = try encoder.encode(value)
        data.append(0x0A)
        return data
    }

    /// The text to print.
    ///
    /// - Throws: `EncodingError`, such as for a number that is infinite.
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try data(value), as: UTF8.self)
    }
}
