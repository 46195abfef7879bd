import Domain
import FoundationEssentials

/// What is told about people, and to whom: the one guard of the reports that count them.
///
/// Hiding small counts in one answer protects nobody while the same can be asked of the day before, of a part or of what
/// was known an hour ago, and subtracted. So a reader who may not see people is bound: to the threshold of the rules and
/// to answers that are of everybody, of one day a year and as known now. Whether a post is filled, covered, frozen or kept
/// and how many full-time equivalents are in posts is no secret to whoever sees the workforce: the list of posts says so.
/// Who is in them is: nobody who is bound has a list of assignments. So is what a report counts of people: who left, and why and where to, how old they are, who is newly qualified, their cases and absence.
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
            "\(actor.login) may not \(Action.viewWorkforcePersons.phrase), so this is told of everybody together, as known now and on a 30 September only: ask for the whole with --as-of \(CensusDay.last(by: today)), or read what is signed (berth report show-return)."
    }

    /// What a report on people in posts tells of them.
    ///
    /// - Parameters:
    ///   - given: the threshold that was asked for; nil for that of the rules.
    ///   - isToBeSigned: what is signed with a threshold is read by those who are bound.
    func disclosure(
        of scope: WorkforceScope, at moment: Moment, asAt: Date?, threshold given: Int?,
        isToBeSigned: Bool = false, _ reference: ReferenceData
    ) throws(ServiceError) -> WorkforceDisclosure {
        let threshold = try threshold(given, on: moment.asOf, reference)
        let isPublished = isToBeSigned && threshold > 1
        let isWhole = scope == WorkforceScope()
        let today = today
        return WorkforceDisclosure(
            threshold: threshold, asOf: moment.asOf, tellsYearly: isPublished || given != nil && threshold > 1
        ) { date in
            if date > today {
                return "of a day to come, and what will have happened by then is not known"
            }
            if isPublished, !CensusDay.isOne(date) {
                return "of people it is signed what was so on a 30 September only"
            }
            return reasonToWithhold(isWhole: isWhole, on: date, asAt: asAt)
        }
    }

    /// Refuses a question about what has happened by a day to come.
    func refuseToCome(
        _ date: CalendarDate, _ what: String,
        instead: String = ", or ask what may be with berth report workforce --what-if"
    ) throws(ServiceError) {
        if date > today {
            throw .badData(
                "\(date) is after today, \(today): \(what) by then is not known; choose a day that has come\(instead)."
            )
        }
    }

    /// Refuses a question about people in posts whose answer could be subtracted from another.
    func refuseToWithhold(isWhole: Bool, on date: CalendarDate, asAt: Date?) throws(ServiceError) {
        if let reason = reasonToWithhold(isWhole: isWhole, on: date, asAt: asAt) {
            throw ServiceError(.notAllowed, reason)
        }
    }
}
