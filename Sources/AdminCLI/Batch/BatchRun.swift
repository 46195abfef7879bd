import Domain
import FoundationEssentials
import Jobs
import Services

/// One run of the batch over the operator's partnerships, printed as it goes.
struct BatchRun {
    let workspace: Workspace
    let context: CommandContext
    let asOf: CalendarDate
    let only: RoundReference?
    let isDryRun: Bool
    let isQuiet: Bool

    /// Runs it in the partnership chosen, or in each where the operator may run the batch.
    func run(as signedIn: Operator) async throws -> RoundTargetsBatch.Summary {
        let total = try await RoundTargetsBatch(workspace: workspace, logger: context.logger)
            .runEverywhere(as: signedIn, asOf: asOf, only: only, dryRun: isDryRun) { report($0) }
        context.write(Self.text(total, isDryRun: isDryRun))
        return total
    }

    private func report(_ turn: RoundTargetsBatch.Turn) {
        switch turn {
        case .failed(let reference, let error):
            context.note("\(reference): failed: \(error)")
        case .partnershipFailed(let code, let error):
            context.note("\(code): failed: \(error)")
        case .done(let done) where !isQuiet:
            context.write(Self.text(done))
        case .done:
            break
        }
    }

    private static func text(_ turn: RoundTurn) -> String {
        let what: String
        if let counts = turn.counts, let status = turn.status {
            what =
                "\(status.rawValue), \(counts.achieved) of \(counts.target) achieved, \(counts.onCourse) on course, "
                + "\(counts.atRisk) at risk, \(counts.willMiss) will miss, \(counts.lost) lost; "
                + "\(turn.changes.count) changes; \(turn.outcome.rawValue)"
        } else {
            what = turn.outcome == .option ? "option, not exercised yet" : "not open on this day"
        }
        let next = turn.nextRenewed.map { "; changes of \($0) reckoned again" } ?? ""
        return
            "\(turn.reference): \(what)\(next); \(turn.deadlinesTouched) deadlines opened, moved or closed\n"
    }

    private static func text(_ summary: RoundTargetsBatch.Summary, isDryRun: Bool) -> String {
        func count(_ outcome: RoundTurn.Outcome) -> Int { summary.outcomes[outcome] ?? 0 }
        func count(_ status: RoundStatus) -> Int { summary.statuses[status] ?? 0 }
        let practices = summary.practices > 0 ? "\(summary.practices) practice placements; " : ""
        return
            "As of \(summary.asOf)\(isDryRun ? " (dry run, nothing stored)" : ""): \(summary.rounds) rounds, "
            + "\(count(.green)) green, \(count(.amber)) amber, \(count(.red)) red; "
            + "\(count(.taken)) snapshots taken, \(count(.renewed)) renewed, \(count(.unchanged)) unchanged; "
            + practices + "\(summary.deadlinesTouched) deadlines touched; \(summary.failed) failed.\n"
    }
}
