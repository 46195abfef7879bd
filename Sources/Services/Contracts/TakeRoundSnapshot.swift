public import Domain
public import FoundationEssentials
public import Postgres

/// What one round's turn in the batch did.
public struct RoundTurn: Sendable, Hashable {
    /// How the snapshot fared.
    public enum Outcome: String, Sendable, Codable {
        /// There was none for this day.
        case taken
        /// There was one, and the facts have changed since.
        case renewed
        /// There was the same one.
        case unchanged
        /// The round is an option that has not been exercised: only its deadline is kept.
        case option
        /// The round had finished, or had not begun, on this day.
        case notOpen = "not_open"
    }

    /// The round.
    public let reference: RoundReference
    /// How the snapshot fared.
    public let outcome: Outcome
    /// The counts, where there is a snapshot.
    public let counts: RoundCounts?
    /// The status, where there is a snapshot.
    public let status: RoundStatus?
    /// What changed since the snapshot of an earlier day.
    public let changes: [SnapshotChange]
    /// Deadlines opened, moved or closed.
    public let deadlinesTouched: Int
}

/// Takes the snapshot of one round for one day and opens or closes the deadlines that follow from it.
///
/// Doing it again changes nothing; doing it after a correction renews the snapshot of that day. The round is
/// locked meanwhile, so two batches at once take turns.
public struct TakeRoundSnapshot: Verb {
    /// Those who run the batch.
    public static var action: Action { .runBatch }

    let roundID: UUID
    let asOf: CalendarDate
    let isDryRun: Bool

    /// - Parameters:
    ///   - roundID: from ``ListOpenRounds``.
    ///   - asOf: the day of the snapshot.
    ///   - dryRun: computes everything and stores nothing.
    public init(roundID: UUID, asOf: CalendarDate, dryRun: Bool) {
        self.roundID = roundID
        self.asOf = asOf
        self.isDryRun = dryRun
    }

    /// Takes it.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RoundTurn {
        let reference = try work.reference(on: db)
        let moment = Moment(asOf: asOf, asAt: nil, work: work)
        let round = try lockedRound(work, on: db)
        guard let aim = try work.aim(of: roundID, at: moment, on: db), aim.closedOn == nil,
            aim.optionLapsedOn == nil, aim.opensOn <= asOf || (round.isOption && aim.optionExercisedOn == nil)
        else {
            let closed = try closeDeadlines(because: "round_finished", work, on: db)
            return turn(round, .notOpen, deadlines: closed)
        }
        if round.isOption && aim.optionExercisedOn == nil {
            let touched = try keepDeadlines(
                try optionDeadline(of: round, reference), of: round, work, on: db)
            return turn(round, .option, deadlines: touched)
        }
        let picture = try RoundPicture(
            aim: aim, countsAt: round.countsAt,
            cases: try work.cases(of: roundID, at: moment, reference: reference, on: db), asOf: asOf,
            reference: reference)
        let candidates = zip(picture.cases, picture.assessments).map { SnapshotCandidate($0, $1) }
        let earlier = try earlierOutlooks(work, on: db)
        let changes = SnapshotChange.between(earlier, candidates)
        let outcome = try store(picture, candidates, changes, work, on: db)
        let touched = try keepDeadlines(
            try milestoneDeadlines(of: round, picture, reference), of: round, work, on: db)
        return RoundTurn(
            reference: round.reference, outcome: outcome, counts: picture.outlook.counts,
            status: picture.outlook.status, changes: changes, deadlinesTouched: touched)
    }

    private func turn(_ round: RoundRow, _ outcome: RoundTurn.Outcome, deadlines: Int) -> RoundTurn {
        RoundTurn(
            reference: round.reference, outcome: outcome, counts: nil, status: nil, changes: [],
            deadlinesTouched: deadlines)
    }

    private func lockedRound(_ work: Work, on db: isolated PostgresConnection) throws -> RoundRow {
        let found = try db.queryRows(
            """
            select \(Work.roundColumns)
            from \(Work.roundTables)
            where round.partnership_id = \(work.partnership.id) and round.round_id = \(roundID)
            for update of round
            """, as: RoundRow.self)
        guard let round = found.first else {
            throw ServiceError.notFound("The round is no longer there.")
        }
        return round
    }

    /// The outlooks of the newest snapshot of an earlier day; taken apart by the database, which is quicker at it.
    private func earlierOutlooks(
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
                order by earlier.as_of desc
                limit 1
            ) as newest
            cross join lateral jsonb_to_recordset(newest.candidates) as candidate (ref text, outlook text)
            """, as: (String, String).self
        ).map { (ref: $0.0, outlook: $0.1) }
    }

    private func store(
        _ picture: RoundPicture, _ candidates: [SnapshotCandidate], _ changes: [SnapshotChange], _ work: Work,
        on db: isolated PostgresConnection
    ) throws -> RoundTurn.Outcome {
        let counts = picture.outlook.counts
        let version =
            try isDryRun
            ? nil
            : db.first(
                """
                insert into berth.round_snapshot as kept (
                    partnership_id, round_id, as_of, target, achieved, on_course, at_risk, will_miss, lost, status,
                    candidates, changes, taken_by, taken_at)
                values (
                    \(work.partnership.id), \(roundID), \(asOf), \(counts.target), \(counts.achieved),
                    \(counts.onCourse), \(counts.atRisk), \(counts.willMiss), \(counts.lost),
                    \(picture.outlook.status.rawValue), \(Self.json(candidates) { $0.appendJSON(to: &$1) }),
                    \(Self.json(changes) { $0.appendJSON(to: &$1) }), \(work.actor.accountID), \(work.now))
                on conflict (partnership_id, round_id, as_of) do update
                set target = excluded.target, achieved = excluded.achieved, on_course = excluded.on_course,
                    at_risk = excluded.at_risk, will_miss = excluded.will_miss, lost = excluded.lost,
                    status = excluded.status, candidates = excluded.candidates, changes = excluded.changes,
                    taken_by = excluded.taken_by, taken_at = excluded.taken_at, version = kept.version + 1
                where (kept.target, kept.status, kept.candidates, kept.changes)
                    is distinct from (excluded.target, excluded.status, excluded.candidates, excluded.changes)
                returning version
                """, as: Int.self)
        switch version {
        case nil: return .unchanged
        case 1: return .taken
        default: return .renewed
        }
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
