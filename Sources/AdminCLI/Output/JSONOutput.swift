import FoundationEssentials
import Services

/// The one way to print JSON: as ``ReportJSON`` writes it.
///
/// A digit is no word to it: a property `interval90` needs the coding key `interval_90`, which it leaves alone. So it
/// does the keys of a dictionary. An optional is left out when nil unless its type encodes the null.
enum JSONOutput {
    /// The bytes to print.
    ///
    /// - Throws: `EncodingError`, such as for a number that is infinite.
    static func data(_ value: some Encodable) throws -> Data { try ReportJSON.data(value) }

    /// The text of a value on one line, where there is a value a line.
    ///
    /// - Throws: `EncodingError`, such as for a number that is infinite.
    static func line(_ value: some Encodable) throws -> String {
        String(decoding: try ReportJSON.data(value, .line), as: UTF8.self)
    }

    /// The text to print.
    ///
    /// - Throws: `EncodingError`, such as for a number that is infinite.
    static func text(_ value: some Encodable) throws -> String {
        String(decoding: try data(value), as: UTF8.self)
    }
}
