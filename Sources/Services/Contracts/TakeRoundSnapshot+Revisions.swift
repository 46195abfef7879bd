import Domain
import FoundationEssentials
import Postgres

extension Work {
    /// Refuses to keep a snapshot of a day that has not come: what is recorded until then would not be in it.
    func refuseFutureBatch(_ asOf: CalendarDate) throws(ServiceError) {
        if asOf > today {
            throw .badData(
                "The batch cannot keep snapshots of \(asOf), which is after today, \(today); give a day that has come, or add --dry-run to see what it would say."
            )
        }
    }
}

/// Snapshots are kept as revisions: a day has one for each time that its picture or its changes came out otherwise,
/// and the highest stands.
extension TakeRoundSnapshot {
    /// The outlooks of the newest snapshot of an earlier day; taken apart by the database, which is quicker at it.
    func earlierOutlooks(
        _ work: Work, on db: isolated PostgresConnection
    ) throws -> [(ref: String, outlook: String)] {
        try db.query(
            """
            select candidate.ref, candidate.outlook
            from (
                select earlier.candidates
                from berth.round_snapshot as earlier
                where earlier.partnership_id = \(work.partnership.id) and earlier.round_id = \(roundID)
                  and earlier.as_of < \(asOf)
                order by earlier.as_of desc, earlier.revision desc
                limit 1
            ) as newest
            cross join lateral jsonb_to_recordset(newest.candidates) as candidate (ref text, outlook text)
            """, as: (String, String).self
        ).map { (ref: $0.0, outlook: $0.1) }
    }

    /// Adds a revision of the snapshot, unless the last says the same.
    func store(
        _ picture: RoundPicture, _ candidates: [SnapshotCandidate], _ changes: [SnapshotChange], _ work: Work,
        on db: isolated PostgresConnection
    ) throws -> RoundTurn.Outcome {
        let counts = picture.outlook.counts
        let revision = try db.first(
            """
            insert into berth.round_snapshot (
                partnership_id, round_id, as_of, revision, target, achieved, on_course, at_risk, will_miss, lost,
                status, candidates, changes, taken_by, taken_at)
            select \(work.partnership.id), \(roundID), \(asOf), coalesce(latest.revision, 0) + 1,
                   fresh.target, \(counts.achieved), \(counts.onCourse), \(counts.atRisk), \(counts.willMiss),
                   \(counts.lost), fresh.status, fresh.candidates, fresh.changes, \(work.actor.accountID),
                   \(work.now)
            from (
                select \(counts.target)::integer as target, \(picture.outlook.status.rawValue)::text as status,
                       \(Self.json(candidates) { $0.appendJSON(to: &$1) })::jsonb as candidates,
                       \(Self.json(changes) { $0.appendJSON(to: &$1) })::jsonb as changes
            ) as fresh
            left join lateral (
                select kept.revision, kept.target, kept.status, kept.candidates, kept.changes
                from berth.round_snapshot as kept
                where kept.partnership_id = \(work.partnership.id) and kept.round_id = \(roundID)
                  and kept.as_of = \(asOf)
                order by kept.revision desc
                limit 1
            ) as latest on true
            where latest.revision is null
               or (latest.target, latest.status, latest.candidates, latest.changes)
                is distinct from (fresh.target, fresh.status, fresh.candidates, fresh.changes)
            returning revision
            """, as: Int.self)
        switch revision {
        case nil: return .unchanged
        case 1: return .taken
        default: return .renewed
        }
    }

    /// Reckons again what changed between this day and the next that has a snapshot, and adds a revision of that one
    /// where it differs; answers its day then.
    func renewNext(
        after present: [(ref: String, outlook: String)], _ work: Work, on db: isolated PostgresConnection
    ) throws -> CalendarDate? {
        let found = try db.first(
            """
            select later.as_of, later.revision
            from berth.round_snapshot as later
            where later.partnership_id = \(work.partnership.id) and later.round_id = \(roundID)
              and later.as_of > \(asOf)
            order by later.as_of, later.revision desc
            limit 1
            """, as: (CalendarDate, Int).self)
        guard let (day, revision) = found else { return nil }
        let outlooks = try db.query(
            """
            select candidate.ref, candidate.outlook
            from berth.round_snapshot as later
            cross join lateral jsonb_to_recordset(later.candidates) as candidate (ref text, outlook text)
            where later.partnership_id = \(work.partnership.id) and later.round_id = \(roundID)
              and later.as_of = \(day) and later.revision = \(revision)
            """, as: (String, String).self
        ).map { (ref: $0.0, outlook: $0.1) }
        let changes = Self.json(SnapshotChange.between(present, outlooks)) { $0.appendJSON(to: &$1) }
        return try db.first(
            """
            insert into berth.round_snapshot (
                partnership_id, round_id, as_of, revision, target, achieved, on_course, at_risk, will_miss, lost,
                status, candidates, changes, taken_by, taken_at)
            select later.partnership_id, later.round_id, later.as_of, later.revision + 1, later.target,
                   later.achieved, later.on_course, later.at_risk, later.will_miss, later.lost, later.status,
                   later.candidates, fresh.changes, \(work.actor.accountID), \(work.now)
            from berth.round_snapshot as later
            cross join (select \(changes)::jsonb as changes) as fresh
            where later.partnership_id = \(work.partnership.id) and later.round_id = \(roundID)
              and later.as_of = \(day) and later.revision = \(revision)
              and later.changes is distinct from fresh.changes
            returning as_of
            """, as: CalendarDate.self)
    }

    private static func json<Element>(
        _ elements: [Element], _ append: (Element, inout String) -> Void
    ) -> PostgresJSON {
        var text = "["
        for (place, element) in elements.enumerated() {
            if place > 0 { text += "," }
            append(element, &text)
        }
        return PostgresJSON(text: text + "]")
    }
}
