import ArgumentParser
import FoundationEssentials
import Services

/// `berth import`: a whole file or nothing.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a CSV file: all of it, or nothing and every bad row by line and column.",
        discussion: "Importing the same file again changes nothing. The columns are those of berth export.")
    @OptionGroup var operatorOptions: OperatorOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "What the file holds: \(Interchange.kinds.joined(separator: ", ")).") var kind: String
    @Argument(help: "The file; - for standard input.") var file: String
    @Flag(help: "Check everything and say what would happen; store nothing.") var dryRun = false
    @Flag(help: "Leave columns aside that are not known, instead of refusing the file.") var ignoreUnknown =
        false
    @Flag(
        help:
            "Take the file as the whole truth for whom it names, and remove what it leaves out of them: preferences, host_preferences, travel."
    ) var replace = false
    @Option(help: "Write the file back with a column that says what is wrong in each row.") var errorsTo:
        String?

    func run() async throws {
        let context = CommandContext.current
        let source = try ImportSource(path: file)
        let result: ImportResult
        do {
            // A university may import this and nothing else.
            if kind == "preferences" {
                result = try await operatorOptions.perform(
                    ImportPreferences(
                        source: source, ignoreUnknown: ignoreUnknown, dryRun: dryRun, replace: replace))
            } else {
                result = try await operatorOptions.perform(
                    ImportFile(
                        kind: kind, source: source, ignoreUnknown: ignoreUnknown, dryRun: dryRun,
                        replace: replace))
            }
        } catch let refusal as ServiceError {
            if let errorsTo, refusal.kind == .badData {
                let marked = try writeErrors(of: refusal, source, to: errorsTo)
                context.note(
                    "Wrote \(errorsTo): \(marked.counted("row")) \(marked == 1 ? "is" : "are") marked.")
            }
            throw refusal
        }
        for warning in result.warnings { context.note("Warning: \(warning)") }
        if result.warningCount > result.warnings.count {
            context.note("Warning: there are \(result.warningCount - result.warnings.count) more like these.")
        }
        if output.format == .json {
            context.write(try JSONOutput.text(result))
        } else {
            context.write(Self.sentence(result))
        }
    }

    private func writeErrors(of refusal: ServiceError, _ source: ImportSource, to path: String) throws -> Int
    {
        var bytes: [UInt8] = []
        let marked = try ErrorFile.write(source, details: refusal.details) { bytes += $0 }
        do {
            try Data(bytes).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ServiceError(.badData, "\(refusal.message) The file \(path) could not be written either.")
        }
        return marked
    }

    private static func sentence(_ result: ImportResult) -> String {
        if result.rows == 0 { return "Nothing changed: the file has no rows.\n" }
        var counts = "\(result.added) added, \(result.changed) changed, \(result.unchanged) unchanged"
        if result.removed > 0 { counts += ", \(result.removed) removed" }
        if result.isDryRun {
            return "Dry run of \(result.rows) \(result.kind): \(counts); nothing was stored.\n"
        }
        if result.added + result.changed + result.removed == 0 {
            return "Nothing changed: all \(result.rows) \(result.kind) of the file are stored already.\n"
        }
        return "Imported \(result.rows) \(result.kind): \(counts).\n"
    }
}

/// `berth export`: a file that can be imported again.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the records of a kind as CSV, in the order of their references.",
        discussion: "Who exported what is kept in the audit.")
    @OptionGroup var operatorOptions: OperatorOptions
    @Argument(help: "What to export: \(Interchange.kinds.joined(separator: ", ")).") var kind: String

    func run() async throws {
        let write = CommandContext.current.write
        let kind = kind
        _ = try await operatorOptions.asOperator { workspace, signedIn in
            try await workspace.export(kind: kind, as: signedIn) { bytes in
                write(String(decoding: bytes, as: UTF8.self))
            }
        }
    }
}
