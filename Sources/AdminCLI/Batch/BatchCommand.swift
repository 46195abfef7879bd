import ArgumentParser
import Domain
import FoundationEssentials
import Jobs
import Logging
import ServiceLifecycle
import Services
import UnixSignals

/// `berth batch`: what runs at night.
struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "What runs at night.", subcommands: [RoundTargets.self, Nightly.self])

    struct RoundTargets: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a snapshot of every open round and keep its deadlines.",
            discussion: """
                Runs in every partnership in which the operator may run the batch, or in the one named. Run again \
                it changes nothing that has not changed.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @Option(
            help: "The day of the snapshots; today in London when left out.", transform: ArgumentValue.date)
        var asOf: CalendarDate?
        @Option(help: "CONTRACT/NO: this round only.", transform: ArgumentValue.round) var round:
            RoundReference?
        @Flag(help: "Compute and report; store nothing.") var dryRun = false
        @Flag(help: "Print the summary only, no line per round.") var quiet = false

        /// Rounds worked on at a time; more than the server has processors gains nothing.
        static let lanes = 2

        func run() async throws {
            let context = CommandContext.current
            let asOf = asOf ?? context.today
            let summary = try await operatorOptions.asOperator(connections: Self.lanes) {
                workspace, signedIn in
                try await BatchRun(
                    workspace: workspace, context: context, asOf: asOf, only: round, isDryRun: dryRun,
                    isQuiet: quiet
                ).run(as: signedIn)
            }
            if summary.failed > 0 {
                throw ServiceError(
                    summary.failedOnlyForBeingBusy ? .busy : .internal,
                    summary.failedOnlyForBeingBusy
                        ? "\(summary.failed) of \(summary.rounds) rounds were busy with somebody else; run the batch again."
                        : "\(summary.failed) of \(summary.rounds) rounds failed; the lines above say why, and the others are done."
                )
            }
        }
    }

    struct Nightly: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run round-targets every night, until told to stop (SIGTERM).")
        @OptionGroup var operatorOptions: OperatorOptions
        @Option(help: "The time of day in London, as in 02:00.") var at: String = "02:00"

        func validate() throws {
            if NightlySchedule(at) == nil {
                throw ValidationError("\"\(at)\" is not a time of day; write hours and minutes, as in 02:00.")
            }
        }

        func run() async throws {
            let context = CommandContext.current
            guard let schedule = NightlySchedule(at) else { return }
            let options = operatorOptions
            let service = NightlyService(schedule: schedule, now: context.now) { night in
                do {
                    _ = try await options.asOperator(connections: RoundTargets.lanes) { workspace, signedIn in
                        try await BatchRun(
                            workspace: workspace, context: context, asOf: night, only: nil, isDryRun: false,
                            isQuiet: false
                        ).run(as: signedIn)
                    }
                } catch {
                    // The next night tries again; tonight's failure is for whoever watches the log.
                    context.logger.critical("the batch of the night failed", metadata: ["why": "\(error)"])
                }
            }
            context.note(
                "Waiting for \(at) in London; the next batch is at \(ReportInstant(schedule.next(after: context.now())))."
            )
            let group = ServiceGroup(
                services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: context.logger)
            try await group.run()
        }
    }
}

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
        let places = signedIn.partnership.map { [$0] } ?? signedIn.partnerships
        if places.isEmpty {
            throw ServiceError(.notAllowed, "\(signedIn.login) has no role in any partnership.")
        }
        let batch = RoundTargetsBatch(workspace: workspace, logger: context.logger)
        var total = RoundTargetsBatch.Summary.empty(asOf: asOf)
        for place in places {
            total.add(
                try await batch.run(as: signedIn.working(in: place), asOf: asOf, only: only, dryRun: isDryRun)
                {
                    report($0)
                })
        }
        context.write(Self.text(total, isDryRun: isDryRun))
        return total
    }

    private func report(_ turn: RoundTargetsBatch.Turn) {
        switch turn {
        case .failed(let reference, let error):
            context.note("\(reference): failed: \(error)")
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
        return "\(turn.reference): \(what); \(turn.deadlinesTouched) deadlines opened, moved or closed\n"
    }

    private static func text(_ summary: RoundTargetsBatch.Summary, isDryRun: Bool) -> String {
        func count(_ outcome: RoundTurn.Outcome) -> Int { summary.outcomes[outcome] ?? 0 }
        func count(_ status: RoundStatus) -> Int { summary.statuses[status] ?? 0 }
        return
            "As of \(summary.asOf)\(isDryRun ? " (dry run, nothing stored)" : ""): \(summary.rounds) rounds, "
            + "\(count(.green)) green, \(count(.amber)) amber, \(count(.red)) red; "
            + "\(count(.taken)) snapshots taken, \(count(.renewed)) renewed, \(count(.unchanged)) unchanged; "
            + "\(summary.deadlinesTouched) deadlines touched; \(summary.failed) failed.\n"
    }
}
