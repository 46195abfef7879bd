import ArgumentParser
import FoundationEssentials
import Services

/// `berth audit`: what was done, and the proof that the record is whole.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "What was done, by whom and why; and the proof that the record is whole.",
        subcommands: [Verify.self, Show.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Recompute every hash and follow every chain of the partnership.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let verdict = try await operatorOptions.perform(VerifyAudit())
            var table = Table([TableColumn("Broken")], whenEmpty: "Every chain is whole.")
            for line in verdict.broken { table.append([TableCell(line)]) }
            try output.print(
                verdict, table: table,
                heading: "\(verdict.events) events of \(verdict.subjects) subjects read.\n")
            if !verdict.broken.isEmpty {
                throw ServiceError(
                    .conflict,
                    "\(verdict.broken.count) breaks in the audit: somebody has changed or lost it outside Berth."
                )
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show what was done to one record.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(
            help: "Reference of a candidate, contract, round, student, post, apprentice and so on, or a code."
        )
        var reference: String

        func run() async throws {
            let lines = try await operatorOptions.perform(ShowAudit(reference: reference))
            var table = Table(
                [
                    .number("No"), .key("Recorded"), .key("What"), TableColumn("By"),
                    TableColumn("Reason", overflow: .wrapped), TableColumn("After", overflow: .truncated),
                ], whenEmpty: "Nothing is recorded.")
            for line in lines {
                table.append([
                    TableCell(String(line.sequence)), TableCell(ReportInstant(line.recordedAt).description),
                    TableCell(line.kind), TableCell(line.actorName), TableCell(line.reason ?? ""),
                    TableCell(line.after ?? ""),
                ])
            }
            try output.print(lines, table: table)
        }
    }
}
