public import Domain
import FoundationEssentials
import Gzip
import Matching
public import Postgres

/// Makes a draft of who goes where in a term, from one consistent look at what is known.
public struct RunMatch: Verb {
    /// Those who run matches.
    public static var action: Action { .runMatches }

    /// Whose places a run keeps where nothing is lost by it.
    public enum Keeping: Sendable, Hashable {
        /// Those of the term's published run, if there is one.
        case published
        /// Those of a run by its reference.
        case run(String)
        /// Nobody's: everything is decided anew.
        case nothing
    }

    let term: String?
    let goal: MatchGoal
    let keeping: Keeping
    let ignoresMinimums: Bool
    let ignoresPairs: Bool
    let asOf: CalendarDate?

    /// - Parameters:
    ///   - term: its code; nil where the partnership has only one.
    ///   - asOf: the day whose rules, withdrawals and clearances count; nil for today.
    public init(
        term: String?, goal: MatchGoal = .lexicographic, keeping: Keeping = .published,
        ignoreMinimums: Bool = false,
        ignorePairs: Bool = false, asOf: CalendarDate? = nil
    ) {
        self.term = term
        self.goal = goal
        self.keeping = keeping
        ignoresMinimums = ignoreMinimums
        ignoresPairs = ignorePairs
        self.asOf = asOf
    }

    /// The parts of a match are read as of one moment.
    public static var seesOneMoment: Bool { true }

    /// Reads, solves, proves and stores.
    ///
    /// - Throws: `badData` when the term cannot be matched at all, such as more locks than places.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MatchRunRecord {
        let term = try work.term(self.term, on: db)
        let inputs = try work.matchInputs(of: term, asOf: asOf ?? work.today, on: db)
        if inputs.students.isEmpty {
            throw ServiceError.badData(
                "There are no students in the term \(term.record.term); import them first.")
        }
        let kept = try earlierRun(of: term, work, on: db)
        let problem = try MatchProblem(
            inputs, keeping: try kept.map { try work.places(of: $0.id, inputs, on: db) } ?? [])
        let answer = try problem.solved(
            MatchOptions(
                goal: goal.engineGoal, ignoresMinimums: ignoresMinimums,
                ignoresCouples: ignoresPairs))
        let run = try store(answer, problem, kept, work, on: db)
        return run
    }

    private func earlierRun(
        of term: TermRow, _ work: Work, on db: isolated PostgresConnection
    ) throws -> MatchRunRow? {
        switch keeping {
        case .nothing: return nil
        case .run(let reference): return try work.matchRun(reference, of: term.id, on: db)
        case .published:
            let published = try db.first(
                """
                select reference
                from berth.match_run
                where partnership_id = \(work.partnership.id) and term_id = \(term.id) and status = 'published'
                """, as: String.self)
            return try published.map { try work.matchRun($0, of: term.id, on: db) }
        }
    }

    private func store(
        _ answer: MatchAnswer, _ problem: MatchProblem, _ kept: MatchRunRow?, _ work: Work,
        on db: isolated PostgresConnection
    ) throws -> MatchRunRecord {
        let inputs = problem.inputs
        let id = work.newID()
        let number = try work.nextNumber(of: "match_run", on: db)
        let reference = try Reference.make(prefix: work.partnership.prefix, kind: .matchRun, number: number)
        let instance = InstanceLine.encoded(problem.open.instance, id: reference)
        let proof = answer.proof?.encoded()
        let objective = answer.objective
        try db.execute(
            """
            insert into berth.match_run (
                partnership_id, match_run_id, term_id, reference, goal, status, kept_run_id, as_of, unplaced,
                problems, rank_sum, travel_minutes, moved, bound, is_exact, blocking_pairs, input_hash, instance,
                certificate, options, rules, created_by, created_at)
            values (
                \(work.partnership.id), \(id), \(inputs.term.id), \(reference), \(goal.rawValue), 'draft',
                \(kept?.id), \(inputs.asOf), \(objective.unplaced), \(objective.problems), \(objective.rank),
                \(objective.travel), \(answer.moved), \(try Work.json(answer.bound)), \(answer.isExact),
                \(answer.blockingPairs), \(problem.inputHash.bytes),
                \(try GzipWriter.packed(instance)), \(try proof.map { try GzipWriter.packed($0) }),
                \(try Work.json(Options(ignoreMinimums: ignoresMinimums, ignorePairs: ignoresPairs))),
                \(try Work.json(inputs.rules.rules.rows.map { RuleLine($0) })), \(work.actor.accountID), \(work.now))
            """)
        try storeStudents(answer, problem, id, work, on: db)
        try db.execute(
            """
            insert into berth.match_placement (partnership_id, match_run_id, number, placement_id, capacity)
            select \(work.partnership.id), \(id), given.place - 1, given.placement_id, given.capacity
            from unnest(\(inputs.placements.map(\.id)), \(problem.instance.capacities)) with ordinality
                as given (placement_id, capacity, place)
            """)
        let run = try work.matchRun(reference, on: db)
        try work.audit("match_run_made", of: "match_run", id, after: run.record, on: db)
        return run.record
    }

    private struct Options: Encodable {
        let ignoreMinimums: Bool
        let ignorePairs: Bool
    }

    private func storeStudents(
        _ answer: MatchAnswer, _ problem: MatchProblem, _ id: UUID, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        let inputs = problem.inputs
        let pairs = answer.places.enumerated().map { student, place in
            place.flatMap { problem.pair(student, $0) }
        }
        let locked = Set(inputs.locks.map(\.student))
        try db.execute(
            """
            insert into berth.match_student (
                partnership_id, match_run_id, number, student_id, placement_id, rank, problems, travel_minutes,
                is_locked)
            select \(work.partnership.id), \(id), given.place - 1, given.student_id, given.placement_id, given.rank,
                   string_to_array(given.problems, ' '), given.travel, given.is_locked
            from unnest(
                \(inputs.students.map(\.id)), \(answer.places.map { $0.map { inputs.placements[$0].id } }),
                \(pairs.map { $0.map { problem.rank(of: $0) } }),
                \(pairs.map { $0.map { problem.problems[$0].codes.joined(separator: " ") } ?? "" }),
                \(pairs.map { $0.map { Int(problem.instance.travel[$0]) } }),
                \(inputs.students.indices.map { locked.contains($0) })
            ) with ordinality
                as given (student_id, placement_id, rank, problems, travel, is_locked, place)
            """)
    }
}
