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
            commandName: "round-targets",
            abstract:
                "Take a snapshot of every open round; keep its deadlines and those of practice placements.",
            discussion: """
                Runs in every partnership in which the operator may run the batch, or in the one named; the role \
                has to be for the whole partnership. Run again it changes nothing that has not changed; what was \
                reported before a correction is kept as an earlier revision. A day after today needs --dry-run.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @Option(
            help: "The day of the snapshots; today in London when left out.", transform: ArgumentValue.date)
        var asOf: CalendarDate?
        @Option(help: "CONTRACT/NO: this round only.", transform: ArgumentValue.round) var round:
            RoundReference?
        @Flag(help: "Say what would happen; store nothing.") var dryRun = false
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
            if summary.partnershipsFailed > 0 {
                throw ServiceError(
                    summary.failedOnlyForBeingBusy ? .busy : .internal,
                    "The batch failed in \(summary.partnershipsFailed) of the partnerships; the lines above say why, and the others are done."
                )
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
            commandName: "nightly", abstract: "Run round-targets every night, until told to stop (SIGTERM).")
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
            let at = at
            let service = NightlyService(
                schedule: schedule, now: context.now,
                waiting: { next in
                    context.note("Waiting for \(at) in London; the next batch is at \(ReportInstant(next)).")
                }
            ) { night in
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
            let group = ServiceGroup(
                services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: context.logger)
            try await group.run()
        }
    }
}
