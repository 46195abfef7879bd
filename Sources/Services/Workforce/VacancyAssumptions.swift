import Domain

/// What somebody assumes of the time to come: `arrivals=12,newly_qualified=7,leavers=present,months=3,agency=-5`, or
/// `round=PLY-OSW-2022/1` instead of `arrivals` for the present outlook of a round.
public struct VacancyAssumptions: Sendable, Hashable {
    /// Who leaves.
    public enum Leavers: Sendable, Hashable {
        /// So many.
        case count(Int)
        /// As many as at the present turnover.
        case atPresentTurnover
    }

    /// How many arrive; nil for none, or for what a round says.
    public let arrivals: Int?
    /// The round whose outlook says how many arrive.
    public let round: RoundReference?
    /// How many newly qualified people start.
    public let newlyQualified: Int?
    /// Who leaves.
    public let leavers: Leavers?
    /// For how many months at the present turnover; twelve unless given.
    public let months: Int
    /// How much more agency there is, or less when below zero.
    public let agency: Int?
    /// As given.
    public let text: String

    static let help =
        "arrivals=12 or round=CONTRACT/NO, newly_qualified=7, leavers=5 or leavers=present with months=3, agency=-4, with commas between them"

    /// Reads the written form.
    ///
    /// - Throws: `usage` for anything else.
    public init(_ text: String) throws(ServiceError) {
        var values: [String: String] = [:]
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", omittingEmptySubsequences: false)
            let key = pair.first.map { String($0.filter { $0 != " " }) } ?? ""
            guard pair.count == 2, Self.keys.contains(key) else {
                throw ServiceError(
                    .usage, "\"\(part)\" is nothing that can be assumed; write \(Self.help).")
            }
            guard values.updateValue(String(pair[1].filter { $0 != " " }), forKey: key) == nil else {
                throw ServiceError(.usage, "\(key) stands there twice; give it once.")
            }
        }
        if values.isEmpty { throw ServiceError(.usage, "Nothing is assumed; write \(Self.help).") }
        func number(_ key: String, _ bounds: ClosedRange<Int>) throws(ServiceError) -> Int? {
            guard let value = values[key] else { return nil }
            guard let number = Int(value), bounds.contains(number) else {
                throw ServiceError(
                    .usage,
                    "\(key)=\(value) is not a whole number from \(bounds.lowerBound) to \(bounds.upperBound)."
                )
            }
            return number
        }
        arrivals = try number("arrivals", 0...100_000)
        newlyQualified = try number("newly_qualified", 0...100_000)
        agency = try number("agency", -100_000...100_000)
        round = try Self.round(values["round"])
        if arrivals != nil, round != nil {
            throw ServiceError(.usage, "Give either arrivals or a round, which says how many arrive.")
        }
        if values["leavers"] == "present" {
            leavers = .atPresentTurnover
        } else {
            leavers = try number("leavers", 0...100_000).map { .count($0) }
        }
        if values["months"] != nil, leavers != .atPresentTurnover {
            throw ServiceError(.usage, "months goes with leavers=present only.")
        }
        months = try number("months", 1...120) ?? 12
        self.text = text
    }

    private static let keys = ["arrivals", "round", "newly_qualified", "leavers", "months", "agency"]

    private static func round(_ text: String?) throws(ServiceError) -> RoundReference? {
        guard let text else { return nil }
        return try RoundReference(text)
    }
}
