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

/// Checks a stored run again: its certificate against the instance that was solved, in one pass, and everything else
/// that is stored of it against these two.
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
        // All rows count, also for somebody who sees few of them; none is told.
        let (stored, places) = try work.seeingEverything(on: db) {
            (Result { try work.storedProof(of: run.id, on: db) }, try work.storedPlaces(of: run.id, on: db))
        }
        switch stored {
        case .failure(let error as ServiceError) where error.kind == .internal:
            return MatchVerification(
                run: run.record.ref, certificate: "invalid", reason: error.message, assignmentsAgree: false)
        case .failure(let error): throw error
        case .success(let (instance, proof)):
            let agree = places.agree(with: instance, proof, run.record)
            guard let proof else {
                return MatchVerification(
                    run: run.record.ref, certificate: "none", reason: "a stable match has no certificate",
                    assignmentsAgree: agree)
            }
            switch proof.verify(for: instance) {
            case .valid:
                return MatchVerification(
                    run: run.record.ref, certificate: "valid", reason: nil, assignmentsAgree: agree)
            case .invalid(let fault):
                return MatchVerification(
                    run: run.record.ref, certificate: "invalid", reason: "\(fault)", assignmentsAgree: agree)
            }
        }
    }
}
