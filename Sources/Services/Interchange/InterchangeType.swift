public import Domain
import FoundationEssentials

/// What the cells of a column may hold; an empty cell is always "unknown".
public enum InterchangeType: Sendable, Hashable {
    /// Any text.
    case text
    /// Lower-case words joined by underscores.
    case code
    /// A reference that Berth or somebody else gave; slashes where the record allows them.
    case reference(slashes: Bool)
    /// `YYYY-MM-DD`.
    case date
    /// A month as `YYYY-MM`, or its first day.
    case month
    /// An instant in ISO 8601 with its offset, such as `2022-09-30T16:05:00Z`.
    case instant
    /// A whole number within bounds, both inclusive.
    case integer(ClosedRange<Int>)
    /// Pounds such as `1320.00` or `1320`; stored as pence.
    case money
    /// `true` or `false`.
    case boolean
    /// One of a few codes.
    case oneOf([String])
    /// A number with or without decimals, within bounds, both inclusive, such as degrees.
    case decimal(ClosedRange<Double>)
    /// Full-time equivalents with at most four decimals, within bounds, both inclusive.
    case fte(ClosedRange<FTE>)
    /// Several items with semicolons between them.
    case list(InterchangeListItem)

    /// Says what is wrong with a cell that is not empty; nil when nothing is.
    func fault(in value: String) -> String? {
        switch self {
        case .text:
            return nil
        case .code:
            return value.isCode
                ? nil : "\"\(value)\" is not a code: use lower-case words joined by underscores."
        case .reference(let slashes):
            return Self.isReference(value, slashes: slashes)
                ? nil
                : "\"\(value)\" is not a reference: use letters A to Z without accents, digits, dots\(slashes ? ", slashes" : "") and dashes, no spaces, at most forty; a number or code, such as the payroll number, not a name."
        case .date:
            return CalendarDate(iso: value) != nil
                ? nil : "\"\(value)\" is not a date; write an existing day as YYYY-MM-DD."
        case .month:
            return Month(iso: value) != nil
                ? nil : "\"\(value)\" is not a month; write it as YYYY-MM, or as the first day of the month."
        case .instant:
            return Self.instant(value) != nil
                ? nil : "\"\(value)\" is not a moment; write it as 2022-09-30T16:05:00Z."
        case .integer(let bounds):
            return Self.integer(value).map(bounds.contains) == true
                ? nil
                : "\"\(value)\" is not a whole number from \(bounds.lowerBound) to \(bounds.upperBound)."
        case .money:
            return Pounds.pence(value) != nil
                ? nil : "\"\(value)\" is not an amount; write pounds, as in 1320.00 or 1320."
        case .boolean:
            return value == "true" || value == "false" ? nil : "\"\(value)\" is neither true nor false."
        case .oneOf(let codes):
            return codes.contains(value)
                ? nil : "\"\(value)\" is not known here; use one of \(codes.joined(separator: ", "))."
        case .decimal(let bounds):
            return Self.decimal(value).map(bounds.contains) == true
                ? nil
                : "\"\(value)\" is not a number from \(bounds.lowerBound) to \(bounds.upperBound)."
        case .fte(let bounds):
            return FTE(value).map(bounds.contains) == true
                ? nil
                : "\"\(value)\" is not a full-time equivalent from \(bounds.lowerBound) to \(bounds.upperBound) with at most four decimals, such as 0.6."
        case .list(let item):
            return Self.list(value).lazy.compactMap(item.fault).first
        }
    }

    /// Digits only: no sign, no spaces, no grouping.
    static func integer(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 18, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        return Int(text)
    }

    /// Decimal digits with a point, no sign but a minus and nothing that is infinite or no number; the exponent that
    /// an export writes for very small values is read too.
    static func decimal(_ text: String) -> Double? {
        let allowed = "0123456789.-e"
        guard text.utf8.count <= 40, text.allSatisfy(allowed.contains) else { return nil }
        return Double(text)
    }

    /// The items of a list, without blanks around them and without empty ones.
    static func list(_ text: String) -> [String] {
        text.split(separator: ";").compactMap { item in
            let words = item.split(separator: " ", omittingEmptySubsequences: true)
            return words.isEmpty ? nil : words.joined(separator: " ")
        }
    }

    /// An instant with its offset, to the microsecond that the database keeps.
    static func instant(_ text: String) -> Date? {
        if let date = try? Date(text, strategy: .iso8601) { return date }
        return try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func isReference(_ text: String, slashes: Bool) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 40, isLetterOrDigit(first) else { return false }
        return text.utf8.allSatisfy { byte in
            isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
                || byte == UInt8(ascii: "-") || (slashes && byte == UInt8(ascii: "/"))
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
    }
}
