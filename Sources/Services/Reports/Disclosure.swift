import Domain
import FoundationEssentials

/// What is told about people, and to whom: the one guard of the reports that count them.
///
/// Hiding small counts in one answer protects nobody while the same can be asked of the day before, of a part or of what
/// was known an hour ago, and subtracted. So a reader who may not see people is bound: to the threshold of the rules and
/// to answers that are of everybody, of one day a year and as known now. That somebody is in a post, came or left is no
/// secret to whoever sees the workforce; why and where to, how old they are and what else is said of them is.
public enum Disclosure {
    /// What to heed where cells are hidden and the reader chose what is asked.
    public static let publication =
        "Do not publish it beside a narrower report or one of other days: sign what is published."
}

extension Work {
    /// Whether the operator is bound in what is told of people in posts.
    var isBoundOnWorkforce: Bool { !mayEverywhere(.viewWorkforcePersons) }

    /// The threshold that somebody asks for, or that of the rules.
    ///
    /// - Throws: `notAllowed` for another one than that of the rules, from who may not see people: two thresholds are
    ///   two tables.
    func threshold(
        _ given: Int?, on date: CalendarDate, _ reference: ReferenceData
    ) throws(ServiceError) -> Int {
        let usual = try reference.integer(.smallNumberThreshold, on: date)
        guard let given else { return usual }
        if !(1...1_000).contains(given) {
            throw ServiceError(.usage, "\(given) is not a threshold from 1 to 1000; 5 or 10 are usual.")
        }
        if given != usual, isBoundOnWorkforce {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not \(Action.viewWorkforcePersons.phrase), so small numbers are hidden below \(usual); leave the threshold out."
            )
        }
        return given
    }

    /// Why nothing is told of people in posts in answer to a question; nil where it is.
    ///
    /// - Parameters:
    ///   - isWhole: whether it is about everybody whom the operator sees.
    ///   - asAt: the moment that was asked for; nil for now.
    func reasonToWithhold(isWhole: Bool, on date: CalendarDate, asAt: Date?) -> String? {
        if !isBoundOnWorkforce || isWhole && CensusDay.isOne(date) && asAt == nil { return nil }
        return
            "\(actor.login) may not \(Action.viewWorkforcePersons.phrase), so this is told of everybody together, as known now and on a 30 September only: ask for the whole with --as-of \(CensusDay.last(by: today)), or read what is signed with berth report show-return."
    }

    /// Refuses a question about people in posts whose answer could be subtracted from another.
    func refuseToWithhold(isWhole: Bool, on date: CalendarDate, asAt: Date?) throws(ServiceError) {
        if let reason = reasonToWithhold(isWhole: isWhole, on: date, asAt: asAt) {
            throw ServiceError(.notAllowed, reason)
        }
    }
}
