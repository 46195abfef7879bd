import ArgumentParser
import Domain
import FoundationEssentials
import Services

extension MatchCommand {
    /// `berth match explain`: why a student is where they are.
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "explain",
            abstract:
                "Say why a student has this place or none, and the smallest changes that would place them.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The student.") var student: String
        @Option(help: "The run; the published or the newest one when left out.") var run: String?

        func run() async throws {
            let explanation = try await operatorOptions.perform(ExplainStudent(student: student, run: run))
            try output.print(
                explanation, table: MatchPages.changes(explanation), heading: MatchPages.heading(explanation),
                footer: MatchPages.footer(explanation))
        }
    }

    /// `berth match lock`: a decision that outweighs the match.
    struct Lock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lock",
            abstract: "Decide that a student goes to a placement, and see what that costs.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student.") var student: String
        @Argument(help: "The placement.") var placement: String
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String
        @Flag(
            help:
                "Also where a rule refuses it; not conflicts of interest, unmet adjustments or missing checks."
        )
        var overrideRules = false

        func run() async throws {
            let locked = try await operatorOptions.perform(
                LockStudent(
                    student: student, placement: placement, reason: reason, overrideRules: overrideRules))
            let rules =
                locked.overridden.isEmpty ? "" : ", against \(locked.overridden.joined(separator: ", "))"
            CommandContext.current.write(
                "Locked \(locked.studentRef) to \(locked.placementRef)\(rules); it costs \(MatchPages.words(locked.price)).\n"
            )
        }
    }

    /// `berth match unlock`: the next run decides again.
    struct Unlock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unlock", abstract: "Set a locked student free; the next run decides.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student.") var student: String
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String

        func run() async throws {
            try await operatorOptions.perform(UnlockStudent(student: student, reason: reason))
            CommandContext.current.write("Unlocked \(student).\n")
        }
    }

    /// `berth match what-if`: solve again with one thing different.
    struct WhatIf: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "what-if",
            abstract: "Solve a term again with one thing different; nothing is stored.",
            discussion: """
                --more-places WOR-P-12=2 gives a placement two places more. --new-placement adults --near WOR-P-12 opens \
                one more placement of that setting. --without STUDENT lets a student withdraw.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "The term, where there are several.") var term: String?
        @Option(help: "A placement and how many places more, as in WOR-P-12=2.") var morePlaces: String?
        @Option(help: "The setting of a new placement, such as adults.") var newPlacement: String?
        @Option(help: "The placement near which the new one is.") var near: String?
        @Option(help: "How many students the new placement takes.", transform: ArgumentValue.count)
        var capacity = 1
        @Option(help: "The stage of its educator, 1 or 2.", transform: ArgumentValue.count)
        var educatorStage = 2
        @Option(help: "A student who withdraws.") var without: String?
        @Option(
            help: "The day whose rules and withdrawals count; today when left out.",
            transform: ArgumentValue.date)
        var asOf: CalendarDate?

        private func trial() throws -> TryMatch.Trial {
            if let morePlaces, newPlacement == nil, without == nil {
                let parts = morePlaces.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, let count = Int(parts[1]) else {
                    throw ValidationError("\"\(morePlaces)\" is not PLACEMENT=NUMBER, as in WOR-P-12=2.")
                }
                return .morePlaces(count, at: String(parts[0]))
            }
            if let newPlacement, morePlaces == nil, without == nil {
                guard let near else {
                    throw ValidationError(
                        "A new placement has to be somewhere; name a placement with --near.")
                }
                guard capacity >= 1, (1...2).contains(educatorStage) else {
                    throw ValidationError(
                        "A new placement takes 1 or more, and its educator is of stage 1 or 2.")
                }
                return .newPlacement(
                    .init(setting: newPlacement, capacity: capacity, educatorStage: educatorStage, near: near)
                )
            }
            if let without, morePlaces == nil, newPlacement == nil { return .withdrawal(of: without) }
            throw ValidationError(
                "Say one thing that is different: --more-places, --new-placement or --without.")
        }

        func validate() throws { _ = try trial() }

        func run() async throws {
            let answer = try await operatorOptions.perform(
                TryMatch(term: term, trial: try trial(), asOf: asOf))
            try output.print(answer, table: MatchPages.changes(answer), heading: MatchPages.heading(answer))
        }
    }

    /// `berth match new-places`: where places would help most.
    struct NewPlaces: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new-places",
            abstract: "Say which single new place helps most, and the fewest new places that place everybody."
        )
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "The term, where there are several.") var term: String?
        @Option(
            help: "The day whose rules and withdrawals count; today when left out.",
            transform: ArgumentValue.date)
        var asOf: CalendarDate?

        func run() async throws {
            let report = try await operatorOptions.perform(RankNewPlaces(term: term, asOf: asOf))
            try output.print(
                report, table: MatchPages.singles(report), footer: MatchPages.smallestSet(report))
        }
    }
}
