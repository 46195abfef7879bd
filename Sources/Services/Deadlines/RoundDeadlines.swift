import Domain
import FoundationEssentials
import Postgres

/// A deadline that a round should have on a day.
struct RoundDeadline {
    let kind: String
    let pathway: String
    let milestone: String
    let owner: String
    let rule: Rule
    let inputs: String
    /// The due date of the round that the date was reckoned from; nil for an option.
    let roundDueOn: CalendarDate?
    let dueOn: CalendarDate
}

extension TakeRoundSnapshot {
    /// The latest useful date of every milestone that somebody in the round still has to pass.
    ///
    /// The date is that on which the milestone may happen at the latest for the counting milestone to be reached
    /// by the due date with usual durations, so it is the same for everybody on a pathway.
    func milestoneDeadlines(
        of round: RoundRow, _ picture: RoundPicture, _ reference: ReferenceData
    ) throws -> [RoundDeadline] {
        var isOpen: [String: [Bool]] = [:]
        for (candidate, assessment) in zip(picture.cases, picture.assessments)
        where assessment.outlook != .lost && !assessment.progress.happened[assessment.progress.countsAt] {
            let happened = assessment.progress.happened
            var open = isOpen[candidate.pathwayCode] ?? Array(repeating: false, count: happened.count)
            for index in happened.indices where !happened[index] { open[index] = true }
            isOpen[candidate.pathwayCode] = open
        }
        let rule = try reference.rule(.latestUsefulDate, on: asOf)
        var deadlines: [RoundDeadline] = []
        for code in isOpen.keys.sorted() {
            let pathway = try reference.pathway(code)
            guard let countsAt = pathway.index(of: round.countsAt), let open = isOpen[code] else { continue }
            let latest = try pathway.latestUsefulDates(
                countsAt: countsAt, dueOn: picture.aim.dueOn, calendar: reference.calendar)
            for index in 0..<pathway.count {
                guard open[index], let dueOn = latest[index] else { continue }
                let milestone = pathway.milestones[index]
                deadlines.append(
                    RoundDeadline(
                        kind: "latest_useful_date", pathway: code, milestone: milestone.code,
                        owner: milestone.actor.rawValue, rule: rule,
                        inputs:
                            "{\"round_due_on\":\"\(picture.aim.dueOn)\",\"counts_at\":\"\(round.countsAt)\"}",
                        roundDueOn: picture.aim.dueOn, dueOn: dueOn))
            }
        }
        return deadlines
    }

    /// The last day to decide an option.
    func optionDeadline(of round: RoundRow, _ reference: ReferenceData) throws -> [RoundDeadline] {
        guard let decideBy = round.optionDecideBy else { return [] }
        return [
            RoundDeadline(
                kind: "option_decide_by", pathway: "", milestone: "", owner: ActorKind.council.rawValue,
                rule: try reference.rule(.optionDecideBy, on: asOf),
                inputs: "{\"option_decide_by\":\"\(decideBy)\"}", roundDueOn: nil, dueOn: decideBy)
        ]
    }
}
