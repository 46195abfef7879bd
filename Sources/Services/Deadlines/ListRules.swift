public import Domain
public import FoundationEssentials
public import Postgres

/// Lists the rules in force on a day, or every dated row of one.
public struct ListRules: Verb {
    /// Those who see rules.
    public static var action: Action { .viewRules }
    /// A question.
    public static var isReadOnly: Bool { true }

    let on: CalendarDate?
    let key: String?
    let asAt: Date?

    /// - Parameters:
    ///   - on: rules in force on this day; every row when nil and a key is given, else today.
    ///   - key: a rule, or the beginning of several, such as `cos.`.
    ///   - asAt: as loaded by this instant; now when nil.
    public init(on: CalendarDate?, key: String?, asAt: Date? = nil) {
        self.on = on
        self.key = key
        self.asAt = asAt
    }

    /// Answers in the order of key and date.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [RuleLine] {
        let moment = try Moment(asOf: on, asAt: asAt, work: work)
        let date = on ?? (key == nil ? moment.asOf : nil)
        let found = try ReferenceData.readRules(asAt: moment.asAt, on: db).filter { rule in
            (key.map { rule.key.rawValue == $0 || rule.key.rawValue.hasPrefix($0) } ?? true)
                && (date.map { rule.effectiveFrom <= $0 && $0 <= (rule.effectiveTo ?? $0) } ?? true)
        }
        if found.isEmpty, let key {
            throw ServiceError.notFound("There is no rule whose key begins with \(key); see berth rule list.")
        }
        return found.map { RuleLine($0) }
    }
}
