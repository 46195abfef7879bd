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
    /// The day of the next snapshot, where what changed between the two had to be reckoned again.
    public let nextRenewed: CalendarDate?
    /// Deadlines opened, moved or closed.
    public let deadlinesTouched: Int
}

/// Takes the snapshot of one round for one day and opens or closes the deadlines that follow from it.
///
/// Doing it again changes nothing; doing it after a correction adds a revision of that day's snapshot and leaves
/// what was reported before as it was. The round is locked meanwhile, so two batches at once take turns. It needs a
/// role in the whole partnership: whoever sees one organisation only would keep a part as if it were the whole.
public struct TakeRoundSnapshot: Verb {
    /// Those who run the batch.
    public static var action: Action { .runBatch }
    /// One round of many: ``NoteBatch`` makes them last.
    public static var isRepeatable: Bool { true }

    let roundID: UUID
    let asOf: CalendarDate
    let isDryRun: Bool

    /// - Parameters:
    ///   - roundID: from ``ListOpenRounds``.
    ///   - asOf: the day of the snapshot.
    ///   - dryRun: does everything and takes it back, so that nothing is stored.
    public init(roundID: UUID, asOf: CalendarDate, dryRun: Bool) {
        self.roundID = roundID
        self.asOf = asOf
        self.isDryRun = dryRun
    }

    /// Takes it; a dry run does the same and takes it back, so that it says what would happen.
    ///
    /// - Throws: `badData` for a day after today, unless it is a dry run.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RoundTurn {
        if !isDryRun {
            try work.refuseFutureBatch(asOf)
            return try take(work, on: db)
        }
        do {
            return try db.transaction { db -> RoundTurn in
                throw Rehearsal(turn: try take(work, on: db))
            }
        } catch let rehearsal as Rehearsal {
            return rehearsal.turn
        }
    }

    /// Ends the savepoint of a dry run.
    private struct Rehearsal: Error {
        let turn: RoundTurn
    }

    /// Takes the snapshot in a transaction that is open, as the closing of a round does too.
    ///
    /// A round that was closed on the very day still gets the snapshot of that day, its last.
    func take(_ work: Work, on db: isolated PostgresConnection) throws -> RoundTurn {
        let reference = try work.reference(on: db)
        let moment = try Moment(asOf: asOf, asAt: nil, work: work)
        let round = try lockedRound(work, on: db)
        let aim = try work.aim(of: roundID, at: moment, on: db)
        let isUndecided = round.isOption && aim?.optionExercisedOn == nil
        guard let aim, aim.optionLapsedOn == nil,
            aim.closedOn == nil || (aim.closedOn == asOf && !isUndecided),
            aim.opensOn <= asOf || isUndecided
        else {
            let closed = try closeDeadlines(because: "round_finished", work, on: db)
            return turn(round, .notOpen, deadlines: closed)
        }
        if isUndecided {
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
        let present = candidates.map { (ref: $0.ref, outlook: $0.outlook) }
        let changes = SnapshotChange.between(earlier, present)
        let outcome = try store(picture, candidates, changes, work, on: db)
        let next = outcome == .unchanged ? nil : try renewNext(after: present, work, on: db)
        let touched =
            aim.closedOn == nil
            ? try keepDeadlines(
                try milestoneDeadlines(of: round, picture, reference), of: round, work, on: db)
            : try closeDeadlines(because: "round_finished", work, on: db)
        return RoundTurn(
            reference: round.reference, outcome: outcome, counts: picture.outlook.counts,
            status: picture.outlook.status, changes: changes, nextRenewed: next, deadlinesTouched: touched)
    }

    private func turn(_ round: RoundRow, _ outcome: RoundTurn.Outcome, deadlines: Int) -> RoundTurn {
        RoundTurn(
            reference: round.reference, outcome: outcome, counts: nil, status: nil, changes: [],
            nextRenewed: nil, deadlinesTouched: deadlines)
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
}
