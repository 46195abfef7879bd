import ArgumentParser
import FoundationEssentials
import Matching
import Services

extension MatchCommand {
    /// `berth match verify`: a stored proof against its instance.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Check the proof of a run, or of a file, in one pass.",
            discussion: """
                With one reference, or none, the run of the database; with two files, the instances and the proofs that \
                berth match solve --certificate wrote, for which no database is needed.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The run, or the file of instances; - for standard input.") var subject: String?
        @Argument(help: "The file that berth match solve --certificate wrote.") var certificate: String?
        @Option(help: "How to print: json, or a table for people.") var format: Format = .json

        /// What was found about one instance.
        private struct Finding: Encodable {
            let id: String?
            let certificate: String
            let reason: String?
            let objective: Parts?
        }

        private struct Parts: Encodable {
            let unplaced: Int
            let problems: Int
            let rank: Int
            let travel: Int
        }

        func run() async throws {
            guard let subject, let certificate else { return try await verifyRun() }
            let context = CommandContext.current
            let findings = try await BlockingWork.run { try Self.findings(subject, certificate) }
            switch format {
            case .json: for finding in findings { context.write(try JSONOutput.line(finding)) }
            case .table: context.write(Self.table(findings).rendered(for: context.terminal))
            }
            let wrong = findings.count { $0.certificate != "valid" }
            if wrong > 0 {
                throw ServiceError(
                    .badData,
                    "\(wrong) of \(findings.count) instances are not proved by \(certificate); each line says why."
                )
            }
        }

        private func verifyRun() async throws {
            let found = try await operatorOptions.perform(VerifyMatch(reference: subject))
            let context = CommandContext.current
            switch format {
            case .json: context.write(try JSONOutput.line(found))
            case .table: context.write(MatchPages.verification(found).rendered(for: context.terminal))
            }
            if found.certificate == "invalid" || !found.assignmentsAgree {
                throw ServiceError(
                    .badData,
                    "\(found.run) is not what its certificate proves; somebody changed what was stored.")
            }
        }

        private static func table(_ findings: [Finding]) -> Table {
            var table = Table(
                [
                    .key("Problem"), TableColumn("Proof"), .number("Unplaced"), .number("Hard problems"),
                    .number("Ranks"), .number("Minutes"), TableColumn("Why", overflow: .wrapped),
                ], whenEmpty: "The file holds no problem.")
            for (number, finding) in findings.enumerated() {
                let parts = finding.objective.map { [$0.unplaced, $0.problems, $0.rank, $0.travel] }
                table.append(
                    [
                        TableCell(finding.id ?? "number \(number + 1)"),
                        TableCell(finding.certificate, tone: finding.certificate == "valid" ? .good : .bad),
                    ]
                        + (parts.map { $0.map { TableCell("\($0)") } }
                            ?? Array(repeating: TableCell(""), count: 4))
                        + [TableCell(finding.reason ?? "")])
            }
            return table
        }

        private static func findings(_ file: String, _ certificate: String) throws -> [Finding] {
            let stored = try CertificateFile(path: certificate).certificates.map(\.proof)
            var findings: [Finding] = []
            try InstanceFile(path: file).forEach { read, _ in
                let print = InstanceFingerprint(read.instance)
                let verdict = stored.first { $0.fingerprint == print }?.verify(for: read.instance)
                switch verdict {
                case .valid(let objective):
                    findings.append(
                        Finding(
                            id: read.id, certificate: "valid", reason: nil,
                            objective: Parts(
                                unplaced: objective.unplaced, problems: objective.problems,
                                rank: objective.rank, travel: objective.travel)))
                case .invalid(let fault):
                    findings.append(
                        Finding(id: read.id, certificate: "invalid", reason: "\(fault)", objective: nil))
                case nil:
                    findings.append(
                        Finding(
                            id: read.id, certificate: "none",
                            reason: "the file holds no certificate for this instance", objective: nil))
                }
            }
            return findings
        }
    }
}
