import Domain
import FoundationEssentials
import Postgres

extension TakeRoundSnapshot {
    /// Makes the deadlines of the round what they should be; answers how many were opened, moved or closed.
    ///
    /// One that was closed is opened by a further row with the first one's original date, so that what was due in between,
    /// and what was known of it, can still be told; one that was closed at this very instant is as if it had not been. A
    /// batch for an earlier day than the newest snapshot leaves the deadlines alone, and so does one for a day before
    /// a deadline was closed: they follow the present.
    func keepDeadlines(
        _ wanted: [RoundDeadline], of round: RoundRow, _ work: Work, on db: isolated PostgresConnection
    ) throws -> Int {
        if try areKept(wanted, work, on: db) { return 0 }
        return try db.one(
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
                insert into berth.deadline (
                    partnership_id, subject_id, kind, pathway_code, milestone_code, subject_kind,
                    organisation_id, owner, rule_key, rule_effective_from, inputs, original_due_on, due_on,
                    opened_on, recorded_at)
                select \(work.partnership.id), \(roundID), wanted.kind, wanted.pathway_code,
                       wanted.milestone_code, 'round', \(round.organisationId), wanted.owner, wanted.rule_key,
                       wanted.rule_effective_from, wanted.inputs,
                       coalesce(first.original_due_on, wanted.due_on), wanted.due_on, \(asOf), \(work.now)
                from wanted
                left join lateral (
                    select spell.original_due_on
                    from berth.deadline as spell
                    where spell.partnership_id = \(work.partnership.id) and spell.subject_id = \(roundID)
                      and (spell.kind, spell.pathway_code, spell.milestone_code)
                        = (wanted.kind, wanted.pathway_code, wanted.milestone_code)
                    order by spell.opened_on, spell.recorded_at
                    limit 1
                ) as first on true
                where not exists (
                    select from berth.deadline as spell
                    where spell.partnership_id = \(work.partnership.id) and spell.subject_id = \(roundID)
                      and (spell.kind, spell.pathway_code, spell.milestone_code)
                        = (wanted.kind, wanted.pathway_code, wanted.milestone_code)
                      and (spell.closed_on is null or spell.closed_on > \(asOf)
                           or (spell.closed_on, spell.closed_at) = (\(asOf), \(work.now)))
                )
                returning 1
            ), moved as (
                update berth.deadline as kept
                set due_on = wanted.due_on, owner = wanted.owner, rule_key = wanted.rule_key,
                    rule_effective_from = wanted.rule_effective_from, inputs = wanted.inputs,
                    closed_on = null, closed_because = null, closed_at = null, version = kept.version + 1
                from wanted
                where kept.partnership_id = \(work.partnership.id) and kept.subject_id = \(roundID)
                  and (kept.kind, kept.pathway_code, kept.milestone_code)
                    = (wanted.kind, wanted.pathway_code, wanted.milestone_code)
                  and (kept.closed_on is null or (kept.closed_on, kept.closed_at) = (\(asOf), \(work.now)))
                  and (kept.due_on, kept.owner, kept.rule_key, kept.rule_effective_from, kept.inputs,
                       kept.closed_on)
                    is distinct from (wanted.due_on, wanted.owner, wanted.rule_key, wanted.rule_effective_from,
                                      wanted.inputs, null)
                returning 1
            ), closed as (
                update berth.deadline as kept
                set closed_on = \(asOf), closed_because = 'nobody_waits_for_it', closed_at = \(work.now), version = kept.version + 1
                where kept.partnership_id = \(work.partnership.id) and kept.subject_id = \(roundID)
                  and kept.closed_on is null and kept.opened_on <= \(asOf)
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
            select (select count(*) from opened) + (select count(*) from moved) + (select count(*) from closed)
            """, as: Int.self)
    }

    /// True when the open deadlines of the round are those already, as on most nights: one look-up instead of a
    /// statement that would weigh each of them.
    private func areKept(
        _ wanted: [RoundDeadline], _ work: Work, on db: isolated PostgresConnection
    ) throws -> Bool {
        let open = try db.query(
            """
            select kind, pathway_code, milestone_code, owner, rule_key, rule_effective_from, due_on,
                   coalesce(inputs ->> 'round_due_on', '')
            from berth.deadline
            where partnership_id = \(work.partnership.id) and subject_id = \(roundID) and closed_on is null
            """,
            as: (String, String, String, String, String, CalendarDate, CalendarDate, String).self)
        if open.count != wanted.count { return false }
        var known: Set<[String]> = []
        for row in open {
            known.insert([row.0, row.1, row.2, row.3, row.4, row.5.description, row.6.description, row.7])
        }
        return wanted.allSatisfy { deadline in
            known.contains([
                deadline.kind, deadline.pathway, deadline.milestone, deadline.owner,
                deadline.rule.key.rawValue,
                deadline.rule.effectiveFrom.description, deadline.dueOn.description,
                deadline.roundDueOn?.description ?? "",
            ])
        }
    }

    /// Closes every deadline of the round.
    func closeDeadlines(
        because reason: String, _ work: Work, on db: isolated PostgresConnection
    ) throws -> Int {
        try db.execute(
            """
            update berth.deadline
            set closed_on = \(asOf), closed_because = \(reason), closed_at = \(work.now), version = version + 1
            where partnership_id = \(work.partnership.id) and subject_id = \(roundID) and closed_on is null
              and opened_on <= \(asOf)
            """)
    }
}
