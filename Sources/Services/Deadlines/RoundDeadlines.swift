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
                        dueOn: dueOn))
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
                inputs: "{\"option_decide_by\":\"\(decideBy)\"}", dueOn: decideBy)
        ]
    }

    /// Makes the deadlines of the round what they should be; answers how many were opened, moved or closed.
    ///
    /// A batch for an earlier day than the newest snapshot leaves the deadlines alone, and so does one for a day before
    /// a deadline was closed: they follow the present.
    func keepDeadlines(
        _ wanted: [RoundDeadline], of round: RoundRow, _ work: Work, on db: isolated PostgresConnection
    ) throws -> Int {
        if isDryRun { return 0 }
        let touched = try db.one(
            """
            with wanted as (
                select kind, pathway_code, milestone_code, owner, rule_key, rule_effective_from, inputs, due_on
                from unnest(
                    \(wanted.map(\.kind)), \(wanted.map(\.pathway)), \(wanted.map(\.milestone)),
                    \(wanted.map(\.owner)), \(wanted.map(\.rule.key.rawValue)),
                    \(wanted.map(\.rule.effectiveFrom)), \(wanted.map { PostgresJSON(text: $0.inputs) }),
                    \(wanted.map(\.dueOn))
                ) as given (
                    kind, pathway_code, milestone_code, owner, rule_key, rule_effective_from, inputs, due_on)
                where not exists (
                    select from berth.round_snapshot as later
                    where later.partnership_id = \(work.partnership.id) and later.round_id = \(roundID)
                      and later.as_of > \(asOf)
                )
            ), opened as (
                insert into berth.deadline as kept (
                    partnership_id, subject_id, kind, pathway_code, milestone_code, subject_kind,
                    organisation_id, owner, rule_key, rule_effective_from, inputs, original_due_on, due_on,
                    opened_on)
                select \(work.partnership.id), \(roundID), wanted.kind, wanted.pathway_code,
                       wanted.milestone_code, 'round', \(round.organisationId), wanted.owner, wanted.rule_key,
                       wanted.rule_effective_from, wanted.inputs, wanted.due_on, wanted.due_on, \(asOf)
                from wanted
                on conflict (partnership_id, subject_id, kind, pathway_code, milestone_code) do update
                set due_on = excluded.due_on, owner = excluded.owner, rule_key = excluded.rule_key,
                    rule_effective_from = excluded.rule_effective_from, inputs = excluded.inputs,
                    closed_on = null, closed_because = null, version = kept.version + 1
                where (kept.closed_on is null or kept.closed_on <= \(asOf))
                  and (kept.due_on, kept.owner, kept.rule_key, kept.rule_effective_from, kept.inputs,
                       kept.closed_on)
                    is distinct from (excluded.due_on, excluded.owner, excluded.rule_key,
                                      excluded.rule_effective_from, excluded.inputs, null)
                returning 1
            ), closed as (
                update berth.deadline as kept
                set closed_on = \(asOf), closed_because = 'nobody_waits_for_it', version = kept.version + 1
                where kept.partnership_id = \(work.partnership.id) and kept.subject_id = \(roundID)
                  and kept.closed_on is null
                  and (kept.kind, kept.pathway_code, kept.milestone_code) not in (
                      select wanted.kind, wanted.pathway_code, wanted.milestone_code
                      from wanted
                  )
                  and not exists (
                      select from berth.round_snapshot as later
                      where later.partnership_id = \(work.partnership.id) and later.round_id = \(roundID)
                        and later.as_of > \(asOf)
                  )
                returning 1
            )
            select (select count(*) from opened) + (select count(*) from closed)
            """, as: Int.self)
        return touched
    }

    /// Closes every deadline of the round.
    func closeDeadlines(
        because reason: String, _ work: Work, on db: isolated PostgresConnection
    ) throws -> Int {
        if isDryRun { return 0 }
        return try db.execute(
            """
            update berth.deadline
            set closed_on = \(asOf), closed_because = \(reason), version = version + 1
            where partnership_id = \(work.partnership.id) and subject_id = \(roundID) and closed_on is null
              and opened_on <= \(asOf)
            """)
    }
}
