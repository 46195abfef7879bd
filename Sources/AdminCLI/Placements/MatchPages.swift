import Domain
import Services

/// What the commands of `berth match` print for people.
enum MatchPages {
    static func runs(_ runs: [MatchRunRecord]) -> Table {
        var table = Table(
            [
                .key("Run"), .key("Term"), TableColumn("Status"), .number("Unplaced"), .number("Problems"),
                .number("Ranks"), .number("Minutes"), .number("Moved"), TableColumn("Proof"),
                TableColumn("Made by"),
                TableColumn("Published by"),
            ], whenEmpty: "There is no match run yet; make one with berth match run.")
        for run in runs {
            table.append([
                TableCell(run.ref), TableCell(run.term), TableCell(run.status),
                TableCell("\(run.objective.unplaced)"),
                TableCell("\(run.objective.problems)"), TableCell("\(run.objective.rank)"),
                TableCell("\(run.objective.travel)"), TableCell("\(run.moved)"), TableCell(shortProof(run)),
                TableCell(run.createdBy), TableCell(run.publishedBy ?? ""),
            ])
        }
        return table
    }

    private static func shortProof(_ run: MatchRunRecord) -> String {
        if run.exact, run.certificate == "none" { return "places most" }
        return run.exact ? "best there is" : run.certificate == "valid" ? "near the best" : "none"
    }

    static func proof(_ run: MatchRunRecord) -> String {
        let goal = MatchGoal(rawValue: run.goal)
        if goal == .stable {
            let bound = run.bound.unplaced
            return
                "\n\(run.blockingPairs == 0 ? "No student and host would both rather have each other" : "\(run.blockingPairs) students and hosts would both rather have each other"). \(run.objective.unplaced) without a place; the fewest in any matching are \(bound).\n"
        }
        if run.exact {
            return
                "\nNo other matching that keeps the rules is better\(goal == .lexicographic ? "" : " for what was sought"); berth match verify \(run.ref) checks the proof again.\n"
        }
        let bound = run.bound
        return
            "\nNo matching at all can do better than \(bound.unplaced) unplaced and \(bound.problems) problems; this one has \(run.objective.unplaced) and \(run.objective.problems).\n"
    }

    static func heading(_ report: MatchReport) -> String {
        let all = report.placed + report.unplaced.count
        var text = "\(report.run.ref)  \(report.run.term), \(report.run.status)"
        if let publisher = report.run.publishedBy { text += " by \(publisher)" }
        text += "\n\(report.placed) of \(all) students have a place"
        if report.partial { text += " (of those you may see)" }
        text += "; \(report.run.objective.problems) hard problems, proof \(report.run.certificate)\n"
        if let goal = MatchGoal(rawValue: report.run.goal) { text += "\(goal.words)\n" }
        text += "\n"
        return text
    }

    static func places(_ report: MatchReport) -> Table {
        var table = Table(
            [
                .key("Student"), .key("Placement"), .number("Rank"), .number("Minutes"),
                TableColumn("Problems"),
                TableColumn("Decided"),
            ], whenEmpty: "Nobody is in this run.")
        for place in report.assignments {
            table.append([
                TableCell(place.studentRef), TableCell(place.placementRef), TableCell("\(place.rank)"),
                TableCell("\(place.travelMinutes)"), TableCell(place.problems.joined(separator: ", ")),
                TableCell(place.locked ? "locked" : ""),
            ])
        }
        for student in report.unplaced {
            table.append([TableCell(student), TableCell("no place", tone: .bad)])
        }
        return table
    }

    static func fairness(_ sheet: FairnessSheet) -> Table {
        var table = Table(
            [
                TableColumn("By"), TableColumn("Group"), .number("Students"), .number("Placed"),
                .number("First choice"), .number("First three"), .number("Minutes on average"),
            ], whenEmpty: "There is nobody to count.")
        for line in sheet.lines {
            let cells = [
                line.students, line.placed, line.firstChoice, line.firstThree, line.averageTravelMinutes,
            ]
            table.append(
                [TableCell(line.by), TableCell(line.group)]
                    + cells.map { TableCell($0.map { "\($0)" } ?? "c") })
        }
        return table
    }

    static func verification(_ found: MatchVerification) -> Table {
        var table = Table(
            [
                .key("Run"), TableColumn("Proof"), TableColumn("What is stored"),
                TableColumn("Why", overflow: .wrapped),
            ], whenEmpty: "There is no run.")
        table.append([
            TableCell(found.run), TableCell(found.certificate),
            TableCell(found.assignmentsAgree ? "is what was proved" : "is not what was proved"),
            TableCell(found.reason ?? ""),
        ])
        return table
    }

    static func unplaced(_ students: [UnplacedStudent]) -> Table {
        var table = Table(
            [
                .key("Student"), TableColumn("Stage"), TableColumn("Why", overflow: .wrapped),
                TableColumn("Refused", overflow: .wrapped),
            ],
            whenEmpty: "Everybody has a place.")
        for student in students {
            let refusals = student.refusals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.value) × \($0.key)" }
            table.append([
                TableCell(student.studentRef), TableCell(student.stage), TableCell(student.why),
                TableCell(refusals.joined(separator: ", ")),
            ])
        }
        return table
    }

    static func blocking(_ pairs: [BlockingPairLine]) -> Table {
        var table = Table(
            [
                .key("Student"), .key("Would rather have"), .number("Rank"), .number("Has rank"),
                .number("Band"),
                .number("Worst band there"),
            ], whenEmpty: "No student and host would both rather have each other.")
        for pair in pairs {
            table.append([
                TableCell(pair.studentRef), TableCell(pair.placementRef), TableCell("\(pair.rank)"),
                TableCell(pair.heldRank.map { "\($0)" } ?? "no place"),
                TableCell(pair.band.map { "\($0)" } ?? ""), TableCell(pair.worstBand.map { "\($0)" } ?? ""),
            ])
        }
        return table
    }

    static func findings(_ findings: [MatchFinding]) -> Table {
        var table = Table(
            [
                .key("Student"), TableColumn("Stage"), .key("Placement"), TableColumn("Refused by"),
                TableColumn("Problems", overflow: .wrapped), .number("Minutes"),
            ], whenEmpty: "No place of the run has a problem.")
        for finding in findings {
            table.append([
                TableCell(finding.studentRef), TableCell(finding.stage), TableCell(finding.placementRef),
                TableCell(
                    finding.refused.joined(separator: ", ")
                        + (finding.locked && !finding.refused.isEmpty ? " (overridden)" : "")),
                TableCell(finding.problems.joined(separator: ", ")),
                TableCell(finding.travelMinutes.map { "\($0)" } ?? "not known"),
            ])
        }
        return table
    }

    static func heading(_ comparison: MatchComparison) -> String {
        let approved = comparison.approvedBy.map { "approved by \($0)" } ?? "not approved by anybody yet"
        return
            "From \(comparison.from.ref) to \(comparison.to.ref), \(approved): \(comparison.unchanged) unchanged, \(comparison.moved) moved, \(comparison.promisesBroken) promises broken\n\n"
    }

    static func changes(_ comparison: MatchComparison) -> Table {
        var table = Table(
            [
                .key("Student"), .key("From"), .key("To"), TableColumn("What"), TableColumn("Promise"),
                TableColumn("Decided"),
            ],
            whenEmpty: "Nothing changed.")
        for change in comparison.changes {
            table.append([
                TableCell(change.studentRef), TableCell(change.from ?? "no place"),
                TableCell(change.to ?? "no place"),
                TableCell(change.kind), TableCell(change.promiseBroken ? "broken" : "", tone: .bad),
                TableCell(change.locked ? "locked" : ""),
            ])
        }
        return table
    }

    static func heading(_ trial: MatchTrial) -> String {
        "With \(trial.tried): \(trial.then.unplaced) without a place instead of \(trial.now.unplaced), \(trial.then.problems) hard problems instead of \(trial.now.problems)\n\n"
    }

    static func changes(_ trial: MatchTrial) -> Table {
        var table = Table([.key("Student"), .key("From"), .key("To")], whenEmpty: "Nobody would move.")
        for change in trial.changes {
            table.append([
                TableCell(change.studentRef), TableCell(change.from ?? "no place"),
                TableCell(change.to ?? "no place"),
            ])
        }
        return table
    }

    static func singles(_ report: NewPlacesReport) -> Table {
        var table = Table(
            [
                .key("One more place at"), TableColumn("Host"), TableColumn("Setting"),
                TableColumn("What it does", overflow: .wrapped),
            ],
            whenEmpty: "No single new place helps anybody.")
        for single in report.singles {
            table.append([
                TableCell(single.placementRef), TableCell(single.host), TableCell(single.setting),
                TableCell(words(single.objectiveChange)),
            ])
        }
        return table
    }

    static func smallestSet(_ report: NewPlacesReport) -> String {
        if report.smallestSet.isEmpty { return "\nNew places place nobody more than have one now.\n" }
        let parts = report.smallestSet.map { "\($0.places) at \($0.placementRef)" }
        let rest =
            report.stillUnplaced == 0
            ? "everybody" : "everybody but \(report.stillUnplaced) whom no placement can take"
        let count = report.smallestSetPlaces
        return
            "\n\(count) new \(count == 1 ? "place places" : "places place") \(rest): \(parts.joined(separator: ", ")).\n"
    }

    /// A change of the objective in words, such as "1 unplaced fewer, 2 problems more".
    static func words(_ change: MatchObjective) -> String {
        var parts: [String] = []
        for (number, one, many) in [
            (change.unplaced, "unplaced", "unplaced"), (change.problems, "hard problem", "hard problems"),
            (change.rank, "rank", "ranks"), (change.travel, "minute", "minutes"),
        ] where number != 0 {
            parts.append("\(abs(number)) \(abs(number) == 1 ? one : many) \(number < 0 ? "fewer" : "more")")
        }
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }
}
