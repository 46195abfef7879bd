public import Domain
import FoundationEssentials
import Matching
public import Postgres

/// What checking a stored run found.
public struct MatchVerification: Sendable, Codable, Hashable {
    /// The run.
    public let run: String
    /// `valid`, `invalid`, or `none` for a run without a certificate.
    public let certificate: String
    /// Which condition fails and where; nil when none does.
    @ExplicitNull public var reason: String?
    /// Whether the places that the run stored are those of its certificate.
    public let assignmentsAgree: Bool
}

/// Checks a stored run again: its certificate against the instance that was solved, in one pass, and the places that
/// are stored against the certificate.
public struct VerifyMatch: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String?

    /// - Parameter reference: the run; nil for the published one, or the newest when none is published.
    public init(reference: String? = nil) { self.reference = reference }

    /// Answers.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MatchVerification {
        let run = try work.matchRun(reference, on: db)
        let stored = try work.storedProof(of: run.id, on: db)
        guard let proof = stored.proof else {
            return MatchVerification(
                run: run.record.ref, certificate: "none", reason: "a stable match has no certificate",
                assignmentsAgree: true)
        }
        let rows = try db.query(
            """
            select matched.number, given.number
            from berth.match_student as matched
            left join berth.match_placement as given
                on given.partnership_id = matched.partnership_id and given.match_run_id = matched.match_run_id
               and given.placement_id = matched.placement_id
            where matched.partnership_id = \(work.partnership.id) and matched.match_run_id = \(run.id)
            order by matched.number
            limit \(proof.assignment.count)
            """, as: (Int, Int32?).self)
        let places = rows.map { $0.1 ?? -1 }
        let agrees = places == proof.assignment
        switch proof.verify(for: stored.instance) {
        case .valid:
            return MatchVerification(
                run: run.record.ref, certificate: "valid", reason: nil, assignmentsAgree: agrees)
        case .invalid(let fault):
            return MatchVerification(
                run: run.record.ref, certificate: "invalid", reason: "\(fault)", assignmentsAgree: agrees)
        }
    }
}
