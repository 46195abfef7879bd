import Domain
import FoundationEssentials
import Postgres

/// The latest useful dates of rounds and pathways at a moment, each reckoned once.
struct UsefulDates {
    private struct Key: Hashable {
        let roundID: UUID
        let pathway: String
    }

    private let moment: Moment
    private let reference: ReferenceData
    private var aims: [UUID: RoundAim?] = [:]
    private var latest: [Key: [CalendarDate?]] = [:]

    init(moment: Moment, reference: ReferenceData) {
        self.moment = moment
        self.reference = reference
    }

    /// What a round aimed at on the day.
    mutating func aim(
        of roundID: UUID, _ work: Work, on db: isolated PostgresConnection
    ) throws -> RoundAim? {
        if let known = aims[roundID] { return known }
        let aim = try work.aim(of: roundID, at: moment, on: db)
        aims[roundID] = .some(aim)
        return aim
    }

    /// The last day on which a milestone is of use to a round with an aim; nil where the round had none yet, or does
    /// not depend on the milestone.
    mutating func latest(
        _ milestone: String, on pathway: String, of roundID: UUID, countsAt: String, _ aim: RoundAim?
    ) throws -> CalendarDate? {
        guard let aim else { return nil }
        let steps = try reference.pathway(pathway)
        guard let index = steps.index(of: milestone), let counts = steps.index(of: countsAt) else {
            return nil
        }
        let key = Key(roundID: roundID, pathway: pathway)
        if let known = latest[key] { return known[index] }
        let dates = try steps.latestUsefulDates(
            countsAt: counts, dueOn: aim.dueOn, calendar: reference.calendar)
        latest[key] = dates
        return dates[index]
    }
}
