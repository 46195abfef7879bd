public import Domain
import FoundationEssentials
public import Postgres

/// A deadline that a practice placement should have.
private struct WantedDeadline {
    let practice: PracticeRow
    let due: PracticeDue
    let inputs: String

    init(_ practice: PracticeRow, _ due: PracticeDue) throws {
        self.practice = practice
        self.due = due
        inputs = try Work.json(due.inputs)?.text ?? "{}"
    }

    /// Whose people have to act.
    var organisationID: UUID {
        due.owner == .university || due.owner == "student" ? practice.universityID : practice.hostID
    }
}

extension Work {
    /// Makes the deadlines of some practice placements what they should be on a day; answers how many were opened, moved
    /// or closed. Doing it again changes nothing.
    ///
    /// A deadline stays when it is met, until nothing is left to do about the placement: then all of them are closed. Where
    /// there is something to do again they are opened by further rows, as those of a round are.
    @discardableResult
    func keepPracticeDeadlines(
        of ids: [UUID], asOf: CalendarDate, on db: isolated PostgresConnection
    ) throws -> Int {
        try seeingEverything(on: db) {
            let cases = try practiceCases(
                where: "practice.practice_id = any (\(ids))",
                at: Moment(asOf: asOf, asAt: now, work: self), on: db)
            let over = cases.filter(\.isOver).map(\.row.id)
            let wanted = try cases.filter { !$0.isOver }.flatMap { one in
                try one.due.map { try WantedDeadline(one.row, $0) }
            }
            return try keep(wanted, asOf, on: db) + closeDeadlines(of: over, asOf, on: db)
        }
    }

    private func keep(
        _ wanted: [WantedDeadline], _ asOf: CalendarDate, on db: isolated PostgresConnection
    ) throws -> Int {
        if wanted.isEmpty { return 0 }
        return try db.one(
            """
            with wanted as (
                select subject_id, pathway_code, milestone_code, organisation_id, owner, rule_key,
                       rule_effective_from, inputs, due_on, opened_on
                from unnest(
                    \(wanted.map(\.practice.id)), \(wanted.map(\.practice.record.pathway)),
                    \(wanted.map(\.due.milestone)), \(wanted.map(\.organisationID)),
                    \(wanted.map(\.due.owner.rawValue)), \(wanted.map(\.due.rule.key.rawValue)),
                    \(wanted.map(\.due.rule.effectiveFrom)), \(wanted.map { PostgresJSON(text: $0.inputs) }),
                    \(wanted.map(\.due.dueOn)), \(wanted.map(\.practice.record.placedOn))
                ) as given (
                    subject_id, pathway_code, milestone_code, organisation_id, owner, rule_key,
                    rule_effective_from, inputs, due_on, opened_on)
            ), opened as (
                insert into berth.deadline (
                    partnership_id, subject_id, kind, pathway_code, milestone_code, subject_kind,
                    organisation_id, owner, rule_key, rule_effective_from, inputs, original_due_on, due_on,
                    opened_on, recorded_at)
                select \(partnership.id), wanted.subject_id, 'practice_due', wanted.pathway_code,
                       wanted.milestone_code, 'practice', wanted.organisation_id, wanted.owner, wanted.rule_key,
                       wanted.rule_effective_from, wanted.inputs,
                       coalesce(first.original_due_on, wanted.due_on), wanted.due_on,
                       case
                           when first.original_due_on is null then wanted.opened_on
                           else greatest(\(asOf), wanted.opened_on)
                       end, \(now)
                from wanted
                left join lateral (
                    select spell.original_due_on
                    from berth.deadline as spell
                    where spell.partnership_id = \(partnership.id) and spell.subject_id = wanted.subject_id
                      and (spell.kind, spell.pathway_code, spell.milestone_code)
                        = ('practice_due', wanted.pathway_code, wanted.milestone_code)
                    order by spell.opened_on, spell.recorded_at
                    limit 1
                ) as first on true
                where not exists (
                    select from berth.deadline as spell
                    where spell.partnership_id = \(partnership.id) and spell.subject_id = wanted.subject_id
                      and (spell.kind, spell.pathway_code, spell.milestone_code)
                        = ('practice_due', wanted.pathway_code, wanted.milestone_code)
                      and (spell.closed_on is null or spell.closed_at = \(now))
                )
                returning 1
            ), moved as (
                update berth.deadline as kept
                set due_on = wanted.due_on, owner = wanted.owner, rule_key = wanted.rule_key,
                    rule_effective_from = wanted.rule_effective_from, inputs = wanted.inputs,
                    closed_on = null, closed_because = null, closed_at = null, version = kept.version + 1
                from wanted
                where kept.partnership_id = \(partnership.id) and kept.subject_id = wanted.subject_id
                  and (kept.kind, kept.pathway_code, kept.milestone_code)
                    = ('practice_due', wanted.pathway_code, wanted.milestone_code)
                  and (kept.closed_on is null or kept.closed_at = \(now))
                  and (kept.due_on, kept.owner, kept.rule_key, kept.rule_effective_from, kept.inputs,
                       kept.closed_on)
                    is distinct from (wanted.due_on, wanted.owner, wanted.rule_key,
                                      wanted.rule_effective_from, wanted.inputs, null)
                returning 1
            )
            select (select count(*) from opened) + (select count(*) from moved)
            """, as: Int.self)
    }

    private func closeDeadlines(
        of ids: [UUID], _ asOf: CalendarDate, on db: isolated PostgresConnection
    ) throws -> Int {
        if ids.isEmpty { return 0 }
        return try db.execute(
            """
            update berth.deadline
            set closed_on = greatest(\(asOf), opened_on), closed_because = 'placement_over',
                closed_at = \(now), version = version + 1
            where partnership_id = \(partnership.id) and subject_id = any (\(ids)) and kind = 'practice_due'
              and closed_on is null
            """)
    }
}

/// Keeps the deadlines of every practice placement that is not over, as the batch does at night.
public struct KeepPracticeDeadlines: Verb {
    /// Those who run the batch.
    public static var action: Action { .runBatch }

    /// What was done.
    public struct Outcome: Sendable, Hashable, Codable {
        /// Practice placements looked at.
        public let practices: Int
        /// Deadlines opened, moved or closed.
        public let deadlines: Int
    }

    let asOf: CalendarDate
    let isDryRun: Bool

    /// - Parameters:
    ///   - asOf: the day of the batch.
    ///   - dryRun: does everything and takes it back.
    public init(asOf: CalendarDate, dryRun: Bool = false) {
        self.asOf = asOf
        isDryRun = dryRun
    }

    /// Ends the savepoint of a dry run.
    private struct Rehearsal: Error {
        let outcome: Outcome
    }

    /// Keeps them.
    ///
    /// - Throws: `badData` for a day after today, unless it is a dry run.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Outcome {
        if !isDryRun {
            try work.refuseFutureBatch(asOf)
            return try keep(work, on: db)
        }
        do {
            return try db.transaction { db -> Outcome in throw Rehearsal(outcome: try keep(work, on: db)) }
        } catch let rehearsal as Rehearsal {
            return rehearsal.outcome
        }
    }

    private func keep(_ work: Work, on db: isolated PostgresConnection) throws -> Outcome {
        // Locked in one order, so that two batches, and whoever records something meanwhile, take turns.
        let ids = try db.query(
            """
            select practice.practice_id
            from berth.practice
            where practice.partnership_id = \(work.partnership.id) and practice.placed_on <= \(asOf)
              and (practice.ended_on is null
                   or exists (
                       select from berth.deadline
                       where deadline.partnership_id = practice.partnership_id
                         and deadline.subject_id = practice.practice_id and deadline.closed_on is null
                   ))
            order by practice.practice_id
            for no key update of practice
            """, as: UUID.self)
        if ids.isEmpty { return Outcome(practices: 0, deadlines: 0) }
        let touched = try work.keepPracticeDeadlines(of: ids, asOf: asOf, on: db)
        return Outcome(practices: ids.count, deadlines: touched)
    }
}
