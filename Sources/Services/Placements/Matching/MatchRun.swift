import Domain
import FoundationEssentials
import Matching
import Postgres

/// The four parts by which matchings are compared, in this order: each outweighs all that follow.
public struct MatchObjective: Sendable, Hashable, Codable {
    /// Students without a place.
    public let unplaced: Int
    /// Hard problems that the matching accepts.
    public let problems: Int
    /// The sum of the ranks that the placed students gave their placements; 1 is a first choice.
    public let rank: Int
    /// Minutes of travel one way, of all placed students together.
    public let travel: Int

    init(unplaced: Int, problems: Int, rank: Int, travel: Int) {
        self.unplaced = unplaced
        self.problems = problems
        self.rank = rank
        self.travel = travel
    }

    init(_ objective: Objective) {
        self.init(
            unplaced: objective.unplaced, problems: objective.problems, rank: objective.rank,
            travel: objective.travel)
    }
}

/// A match run, without who goes where.
public struct MatchRunRecord: Sendable, Codable, Hashable {
    /// The reference, such as `WOR-M-0001-4`.
    public let ref: String
    /// The code of the term.
    public let term: String
    /// When it was made.
    public let createdAt: ReportInstant
    /// Who made it.
    public let createdBy: String
    /// `draft`, `published` or `superseded`.
    public let status: String
    /// SHA-256 of the instance that was solved and of who is in it, in hexadecimal digits; equal inputs have equal ones.
    public let inputHash: String
    /// What was sought: `lexicographic` or `stable`.
    public let goal: String
    /// What the matching costs.
    public let objective: MatchObjective
    /// The best there could be if no minimum and no pair were kept.
    public let bound: MatchObjective
    /// Whether no better matching keeps the rules.
    public let exact: Bool
    /// `valid` when the run has a certificate, `none` when the goal has none.
    public let certificate: String
    /// Student and placement who would both rather have each other.
    public let blockingPairs: Int
    /// The run whose places were kept where that lost nothing.
    @ExplicitNull public var keptRun: String?
    /// The students who had a place in it and have another now, or none.
    public let moved: Int
    /// Who published it.
    @ExplicitNull public var publishedBy: String?
    /// When.
    @ExplicitNull public var publishedAt: ReportInstant?
}

/// A run with its keys.
struct MatchRunRow: Sendable {
    let id: UUID
    let termID: UUID
    let asOf: CalendarDate
    let createdBy: UUID
    let version: Int
    let record: MatchRunRecord
    let rules: [RuleLine]
}

extension Work {
    private typealias MatchRunColumns = (
        UUID, UUID, String, String, CalendarDate, Date, UUID, String, String, Data, String, Int, Int, Int,
        Int,
        String, Bool, Bool, Int, String?, Int, String?, Date?, Int, String
    )

    /// The run with a reference; without one the published run of the term, or the newest when none is.
    func matchRun(
        _ reference: String?, of termID: UUID? = nil, locked: Bool = false, on db: isolated PostgresConnection
    ) throws -> MatchRunRow {
        let lock: SQL = locked ? "for update of run" : ""
        let found = try db.query(
            """
            select run.match_run_id, run.term_id, run.reference, term.code, run.as_of, run.created_at,
                   run.created_by, coalesce(maker.full_name, ''), run.status, run.input_hash, run.goal,
                   run.unplaced, run.problems, run.rank_sum, run.travel_minutes, run.bound::text, run.is_exact,
                   run.certificate is not null, run.blocking_pairs, kept.reference, run.moved,
                   publisher.full_name, run.published_at, run.version, run.rules::text
            from berth.match_run as run
            join berth.placement_term as term
                on term.partnership_id = run.partnership_id and term.term_id = run.term_id
            left join berth.match_run as kept
                on kept.partnership_id = run.partnership_id and kept.match_run_id = run.kept_run_id
            left join berth.staff_account as maker on maker.staff_account_id = run.created_by
            left join berth.staff_account as publisher on publisher.staff_account_id = run.published_by
            where run.partnership_id = \(partnership.id)
              and (\(reference)::text is null or run.reference_key = \(reference.map { Reference.key($0) }))
              and (\(termID)::uuid is null or run.term_id = \(termID))
            order by (run.status = 'published') desc, run.created_at desc, run.reference
            limit 1
            \(lock)
            """, as: MatchRunColumns.self)
        guard let row = found.first else {
            throw ServiceError.notFound(
                reference.map { "There is no match run \($0) in \(partnership.name); see berth match list." }
                    ?? "There is no match run in \(partnership.name) yet; make one with berth match run.")
        }
        return MatchRunRow(
            id: row.0, termID: row.1, asOf: row.4, createdBy: row.6, version: row.23,
            record: MatchRunRecord(
                ref: row.2, term: row.3, createdAt: ReportInstant(row.5), createdBy: row.7, status: row.8,
                inputHash: row.9.map { Self.hex($0) }.joined(), goal: row.10,
                objective: MatchObjective(unplaced: row.11, problems: row.12, rank: row.13, travel: row.14),
                bound: try Self.decoded(row.15), exact: row.16, certificate: row.17 ? "valid" : "none",
                blockingPairs: row.18, keptRun: row.19, moved: row.20, publishedBy: row.21,
                publishedAt: row.22.map { ReportInstant($0) }),
            rules: try Self.decoded(row.24))
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    static func decoded<Value: Decodable>(_ json: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Value.self, from: Data(json.utf8))
    }
}
