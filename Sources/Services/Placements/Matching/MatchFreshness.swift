import Domain
import FoundationEssentials
import Matching
import Postgres

extension Work {
    /// The problem of a run made again from what is known now, as of the run's day.
    func problemAgain(of run: MatchRunRow, on db: isolated PostgresConnection) throws -> MatchProblem {
        let term = try term(run.record.term, on: db)
        let inputs = try matchInputs(of: term, asOf: run.asOf, on: db)
        let kept = try run.record.keptRun.map { try matchRun($0, of: run.termID, on: db) }
        return try MatchProblem(inputs, keeping: try kept.map { try places(of: $0.id, inputs, on: db) } ?? [])
    }

    /// Whether what a run was made of has changed since.
    func hasChanged(since run: MatchRunRow, on db: isolated PostgresConnection) throws -> Bool {
        do {
            return try !problemAgain(of: run, on: db).isWhat(run)
        } catch let error as ServiceError where error.kind == .badData {
            // What can no longer be put together has changed.
            return true
        }
    }
}

extension MatchProblem {
    /// Whether this is the problem that a run solved.
    func isWhat(_ run: MatchRunRow) -> Bool { inputHash.digits == run.record.inputHash }
}
