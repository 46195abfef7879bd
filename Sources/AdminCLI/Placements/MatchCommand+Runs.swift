import ArgumentParser
import Domain
import FoundationEssentials
import Services

extension MatchCommand {
    /// `berth match run`: a draft of a term.
    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run", abstract: "Make a draft of who goes where in a term.",
            discussion: """
                Whoever has a place in the published run keeps it where that leaves nobody without a place. Nothing takes effect before somebody else publishes the draft.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "The term, where there are several.") var term: String?
        @Option(help: "What is sought: lexicographic, stable, rank-profile or worst-off-first.")
        var objective: Goal = .lexicographic
        @Option(help: "Keep the places of this run instead of the published one.") var keep: String?
        @Flag(help: "Decide everything anew; keep nobody's place.") var fresh = false
        @Flag(help: "Let placements open with fewer students than their minimum.") var ignoreMinimums = false
        @Flag(help: "Let students who belong together be apart.") var ignorePairs = false
        @Option(
            help: "The day whose rules and withdrawals count; today when left out.",
            transform: ArgumentValue.date)
        var asOf: CalendarDate?

        func validate() throws {
            if fresh && keep != nil {
                throw ValidationError(
                    "--fresh keeps nobody's place and --keep those of a run; give one of them.")
            }
        }

        func run() async throws {
            let keeping = keep.map { RunMatch.Keeping.run($0) } ?? (fresh ? .nothing : .published)
            let run = try await operatorOptions.perform(
                RunMatch(
                    term: term, goal: objective.matchGoal, keeping: keeping,
                    ignoreMinimums: ignoreMinimums, ignorePairs: ignorePairs, asOf: asOf))
            try output.print(run, table: MatchPages.runs([run]), footer: MatchPages.proof(run))
        }
    }

    /// `berth match list`: the runs.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the match runs, the newest first.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only those of a term.") var term: String?

        func run() async throws {
            let runs = try await operatorOptions.perform(ListMatches(term: term))
            try output.print(runs, table: MatchPages.runs(runs))
        }
    }

    /// `berth match unplaced`: who has no place, and why.
    struct Unplaced: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unplaced", abstract: "List the students without a place, each with the reason.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The run; the published or the newest one when left out.") var run: String?

        func run() async throws {
            let students = try await operatorOptions.perform(ListUnplaced(run: run))
            try output.print(students, table: MatchPages.unplaced(students))
        }
    }

    /// `berth match blocking`: who would rather have each other.
    struct Blocking: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "blocking",
            abstract: "List the students and hosts of a run who would both rather have each other.",
            discussion: """
                A student gains by a better rank, a host by a better band than its worst or by any student while it has room. A stable run has none of them, or only those that a minimum or a pair keeps apart.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The run; the published or the newest one when left out.") var run: String?

        func run() async throws {
            let pairs = try await operatorOptions.perform(ListBlockingPairs(run: run))
            try output.print(pairs, table: MatchPages.blocking(pairs))
        }
    }

    /// `berth match check`: what is wrong with the places.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract:
                "List the places of a run with a problem: conflict, educator, audit, adjustment, travel.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The run; the published or the newest one when left out.") var run: String?
        @Option(
            help: "The day whose rules and withdrawals count; today when left out.",
            transform: ArgumentValue.date)
        var asOf: CalendarDate?

        func run() async throws {
            let findings = try await operatorOptions.perform(CheckMatch(run: run, asOf: asOf))
            try output.print(findings, table: MatchPages.findings(findings))
        }
    }

    /// `berth match diff`: what changed between two runs.
    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "diff",
            abstract: "Compare two runs: who moved, whose promise is broken, who approved it.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The earlier run.") var earlier: String
        @Argument(help: "The later run.") var later: String

        func run() async throws {
            let comparison = try await operatorOptions.perform(CompareMatches(from: earlier, to: later))
            try output.print(
                comparison, table: MatchPages.changes(comparison), heading: MatchPages.heading(comparison))
        }
    }

    /// `berth match publish`: a draft becomes the match of its term.
    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "publish",
            abstract: "Make a draft the match of its term; not by whoever ran it.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The run.") var run: String
        @Option(help: "Why, where the records have changed since the run.", transform: ArgumentValue.reason)
        var reason: String?

        func run() async throws {
            let record = try await operatorOptions.perform(PublishMatch(reference: run, reason: reason))
            CommandContext.current.write(
                "Published \(record.ref) for \(record.term): \(record.objective.unplaced) without a place, \(record.moved) moved.\n"
            )
        }
    }
}
