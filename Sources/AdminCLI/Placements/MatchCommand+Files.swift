import ArgumentParser
import FoundationEssentials
import Matching
import Services

extension MatchCommand {
    /// `berth match solve`: instances from a file, without a database.
    struct Solve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "solve", abstract: "Solve the placement problems of a file; no database is needed.",
            discussion: """
                The file is plain text (students settings pairs; capacity minimum for each setting; student setting \
                rank problems travel band for each pair) or JSON lines, packed with gzip or not. Answers one JSON \
                object for each problem, on a line of its own.
                """)
        @Argument(help: "The file; - for standard input.") var file: String
        @Option(help: "What is sought: lexicographic, stable, rank-profile or worst-off-first.")
        var objective: Goal = .lexicographic
        @Flag(help: "Let settings open with fewer students than their minimum.") var ignoreMinimums = false
        @Flag(help: "Let students who belong together be apart.") var ignorePairs = false
        @Option(help: "Write the proof to this file, for berth match verify.") var certificate: String?
        @Option(help: "How to print: json, or a table for people.") var format: Format = .json

        func run() async throws {
            let context = CommandContext.current
            let command = self
            let table = try await BlockingWork.run { try command.solve(context) }
            if format == .table { context.write(table.rendered(for: context.terminal)) }
        }

        private func solve(_ context: CommandContext) throws -> Table {
            let options = MatchOptions(
                goal: objective.goal, ignoresMinimums: ignoreMinimums, ignoresCouples: ignorePairs)
            let clock = ContinuousClock()
            var table = Self.table
            var proofs: [UInt8] = []
            try InstanceFile(path: file).forEach { read, readSeconds in
                var bar = ProgressBar(
                    "Placing students", total: read.instance.studentCount, terminal: context.errorTerminal,
                    clock: clock, write: context.writeError)
                let started = clock.now
                let solution: Solution
                do {
                    solution = try Matcher.solve(read.instance, options: options) { bar.update($0) }
                } catch {
                    throw ServiceError(
                        .badData, "The instance in line \(read.line) cannot be solved: \(error).")
                }
                bar.finish()
                let solved = clock.now
                let verdict = solution.proof?.verify(for: read.instance)
                let certified = clock.now
                if let verdict, !verdict.isValid {
                    throw ServiceError(
                        .internal,
                        "The answer to the instance in line \(read.line) failed its own proof: \(verdict).")
                }
                if certificate != nil, let proof = solution.proof { proofs += proof.encoded() }
                if format == .json {
                    let line = SolutionLine(
                        id: read.id, instance: read.instance, solution: solution,
                        isCertified: verdict?.isValid == true,
                        seconds: .init(
                            read: readSeconds, solve: (solved - started) / .seconds(1),
                            certify: (certified - solved) / .seconds(1)))
                    context.write(String(decoding: line.bytes(), as: UTF8.self))
                }
                table.append(Self.row(read, solution))
            }
            if let certificate { try Self.write(proofs, to: certificate) }
            return table
        }

        private static func write(_ bytes: [UInt8], to path: String) throws(ServiceError) {
            do {
                try Data(bytes).write(to: URL(filePath: path), options: .atomic)
            } catch {
                throw ServiceError(.badData, "The file \(path) could not be written. Check its folder.")
            }
        }

        private static var table: Table {
            Table(
                [
                    .key("Problem"), .number("Students"), .number("Placed"), .number("Unplaced"),
                    .number("Hard problems"), .number("Ranks"), .number("Minutes"), .number("Blocking pairs"),
                    TableColumn("Proof"),
                ], whenEmpty: "The file holds no problem.")
        }

        private static func row(_ read: ReadInstance, _ solution: Solution) -> [TableCell] {
            let objective = solution.objective
            let placed = read.instance.studentCount - objective.unplaced
            let numbers = [
                read.instance.studentCount, placed, objective.unplaced, objective.problems, objective.rank,
                objective.travel, solution.blockingPairs.weak,
            ]
            let proof =
                solution.isExact ? "best" : solution.proof == nil ? "none" : "best for what was decided"
            return [TableCell(read.id ?? "line \(read.line)")] + numbers.map { TableCell("\($0)") } + [
                TableCell(proof)
            ]
        }
    }

    /// What is sought, as the option says it.
    enum Goal: String, ExpressibleByArgument, CaseIterable, Sendable {
        case lexicographic, stable
        case rankProfile = "rank-profile"
        case worstOffFirst = "worst-off-first"

        /// What the engine calls it.
        var goal: MatchOptions.Goal {
            switch self {
            case .lexicographic: .lexicographic
            case .stable: .stable
            case .rankProfile: .rankProfile
            case .worstOffFirst: .worstOffFirst
            }
        }

        /// What the service calls it.
        var matchGoal: MatchGoal {
            switch self {
            case .lexicographic: .lexicographic
            case .stable: .stable
            case .rankProfile: .rankProfile
            case .worstOffFirst: .worstOffFirst
            }
        }
    }

    /// How an answer is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case json, table
    }
}
