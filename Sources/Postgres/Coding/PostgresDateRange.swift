/// A range of days (`daterange`), in the form that PostgreSQL normalises to: lower day in, upper day out.
public struct PostgresDateRange: Hashable, Sendable, CustomStringConvertible {
    /// The first day inside; nil when there is none.
    public let lower: PostgresDate?
    /// The first day that is no longer inside; nil when there is none.
    public let upper: PostgresDate?
    /// Whether no day is inside.
    public let isEmpty: Bool

    /// The days from `lower` (inclusive) to `upper` (exclusive); nil leaves an end open.
    public init(from lower: PostgresDate?, until upper: PostgresDate?) {
        if let lower, let upper, upper <= lower {
            self = .empty
        } else {
            self.lower = lower
            self.upper = upper
            isEmpty = false
        }
    }

    /// The range without days.
    public static let empty = PostgresDateRange()

    private init() {
        lower = nil
        upper = nil
        isEmpty = true
    }

    /// Whether a day is inside.
    public func contains(_ date: PostgresDate) -> Bool {
        if isEmpty { return false }
        if let lower, date < lower { return false }
        if let upper, date >= upper { return false }
        return true
    }

    /// As PostgreSQL writes it.
    public var description: String {
        if isEmpty { return "empty" }
        let from = lower.map { "[\"\($0)\"" } ?? "("
        let until = upper.map { "\"\($0)\"" } ?? ""
        return "\(from),\(until))"
    }
}

extension PostgresDateRange: PostgresEncodable, PostgresDecodable {
    /// `daterange`.
    public static var postgresType: PostgresType { .daterange }
    /// `daterange[]`.
    public static var postgresArrayType: PostgresType { .daterangeArray }

    /// Writes the range.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        try writer.write(text: description)
    }

    /// Reads a range in PostgreSQL's normal form.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        let text = String(decoding: try cell.text("a range of dates"), as: UTF8.self)
        if text == "empty" {
            self = .empty
            return
        }
        let parts = text.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, text.hasPrefix("[") || text.hasPrefix("("), text.hasSuffix(")") else {
            throw cell.mismatch("a range of dates")
        }
        var ends: [PostgresDate?] = []
        for part in parts {
            let bare = part.filter { $0 != "\"" }
            if bare.isEmpty {
                ends.append(nil)
                continue
            }
            guard let date = Array(bare.utf8).withUnsafeBufferPointer({ PostgresDate(text: $0) }) else {
                throw cell.mismatch("a range of dates")
            }
            ends.append(date)
        }
        self.init(from: ends[0], until: ends[1])
    }
}
