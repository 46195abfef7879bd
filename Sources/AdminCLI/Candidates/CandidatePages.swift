import Domain
import Services

/// Lists of candidates.
enum CandidateTable {
    static func print(_ lines: [CandidateLine], _ output: OutputOptions, whenEmpty: String) throws {
        var table = Table(
            [
                .key("Candidate"), TableColumn("Name"), TableColumn("Organisation"), TableColumn("Pathway"),
                .key("Round"), TableColumn("Stage"), .key("Left"),
            ], whenEmpty: whenEmpty)
        for line in lines {
            table.append([
                TableCell(line.candidateRef), TableCell("\(line.givenName) \(line.familyName)"),
                TableCell(line.organisation), TableCell(line.pathway), TableCell(line.round ?? ""),
                TableCell(line.stage ?? ""), TableCell(line.exit ?? ""),
            ])
        }
        let more =
            lines.count == SearchCandidates.limit
            ? "These are the first \(lines.count); search more narrowly to see others.\n" : ""
        try output.print(lines, table: table, footer: more)
    }
}

/// What was registered or changed, with a warning for each person who looks the same.
enum RegistrationPage {
    static func print(_ registration: Registration, as done: String, _ output: OutputOptions) throws {
        let context = CommandContext.current
        for other in registration.possibleDuplicates {
            context.note(
                "Warning: \(other.candidateRef) \(other.name) has \(other.inWords.joined(separator: " and ")); is this the same person?"
            )
        }
        if output.format == .json {
            context.write(try JSONOutput.text(registration))
        } else {
            let candidate = registration.candidate
            context.write("\(done) \(candidate.candidateRef) \(candidate.fullName).\n")
        }
    }
}

/// `candidate show` for people.
struct CandidatePage {
    private let report: CandidateReport

    init(_ report: CandidateReport) {
        self.report = report
    }

    /// Particulars and outlook.
    func heading(for terminal: Terminal) -> String {
        let candidate = report.candidate
        var list = KeyValueList()
        list.append("Candidate", TableCell("\(candidate.candidateRef) \(candidate.fullName)"))
        list.append("Role", TableCell("\(candidate.role), \(candidate.pathway), \(candidate.organisation)"))
        list.append("Born", TableCell(candidate.dateOfBirth?.longText ?? ""))
        list.append("Nationality", TableCell(candidate.nationality ?? ""))
        list.append("E-mail", TableCell(candidate.email ?? ""))
        list.append("Source", TableCell(candidate.source ?? ""))
        list.append("Team", TableCell(candidate.team ?? ""))
        list.append("Registered", TableCell(candidate.registeredOn.longText))
        list.append("Round", TableCell(report.round ?? ""))
        if let exit = report.exit {
            list.append("Left", TableCell("\(exit.kind.rawValue) on \(exit.on.longText): \(exit.reasonCode)"))
        }
        if let outlook = report.outlook {
            let known = Outlook(rawValue: outlook.outlook)
            list.append(
                "Outlook",
                TableCell(known?.displayName ?? outlook.outlook, tone: known.map(Tone.init(outlook:))))
            list.append("Because", TableCell(outlook.because))
        }
        return list.rendered(for: terminal) + "\n"
    }

    /// Every milestone.
    var table: Table {
        var table = Table(
            [
                .key("Milestone"), TableColumn("Name"), .key("Who"), .key("State"), .key("Happened"),
                .key("Expected"), .key("Latest"),
            ], whenEmpty: "The pathway has no milestone.")
        for line in report.milestones {
            table.append([
                TableCell(line.milestone), TableCell(line.name), TableCell(line.actor),
                TableCell(
                    line.state, tone: line.state == "done" ? .good : line.state == "ready" ? .warning : .quiet
                ),
                TableCell(line.happenedOn?.description ?? ""), TableCell(line.expectedOn?.description ?? ""),
                TableCell(line.latestUsefulOn?.description ?? ""),
            ])
        }
        return table
    }
}
