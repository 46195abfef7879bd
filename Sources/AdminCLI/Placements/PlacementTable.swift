import Domain
import Services

/// Placements for people.
enum PlacementTable {
    /// Prints a list.
    static func print(_ lines: [PlacementLine], _ output: OutputOptions) throws {
        var table = Table(
            [
                .key("Placement"), .key("Host"), TableColumn("Team"), .key("Setting"), .number("Places"),
                .number("Free"), .key("Educator"), .number("Stage"), .key("Starts"), .key("Ends"),
                TableColumn("Runs out", overflow: .wrapped),
            ], whenEmpty: "There is no such placement; import them with berth import placements.")
        for line in lines {
            let placement = line.placement
            table.append([
                TableCell(placement.placementRef), TableCell(placement.organisation),
                TableCell(placement.team), TableCell(placement.setting),
                TableCell(String(placement.capacity)), TableCell(String(line.free)),
                TableCell(placement.educatorRef ?? ""),
                TableCell(placement.educatorStage.map(String.init) ?? ""),
                TableCell(placement.startsOn.description), TableCell(placement.endsOn.description),
                TableCell(expiries(line), tone: .warning),
            ])
        }
        try output.print(lines, table: table)
    }

    /// One placement with everything about it.
    static func page(_ line: PlacementLine, _ terminal: Terminal) -> String {
        let placement = line.placement
        func yesNo(_ value: Bool?) -> TableCell { TableCell(value.map { $0 ? "yes" : "no" } ?? "not known") }
        var list = KeyValueList()
        list.append("Placement", TableCell(placement.placementRef))
        list.append("Host", TableCell(placement.organisation))
        list.append("Team", TableCell(placement.team))
        list.append("Setting", TableCell(placement.setting))
        list.append("Term", TableCell(placement.term))
        list.append("Dates", TableCell("\(placement.startsOn.longText) to \(placement.endsOn.longText)"))
        list.append("Places", TableCell("\(placement.capacity), \(line.free) free"))
        list.append("Opens with", TableCell(placement.minimum.map { "at least \($0) students" } ?? ""))
        list.append("Statutory tasks", yesNo(placement.statutory))
        let stage = placement.educatorStage.map { "stage \($0)" } ?? "stage not known"
        list.append("Educator", TableCell(placement.educatorRef.map { "\($0), \(stage)" } ?? ""))
        list.append("On-site supervisor", TableCell(placement.onSiteSupervisor ?? ""))
        list.append("Car needed", yesNo(placement.carNeeded))
        list.append("Adjustments", TableCell(placement.adjustments.joined(separator: ", ")))
        list.append("Audited until", TableCell(placement.auditedUntil?.longText ?? ""))
        list.append("Runs out", TableCell(expiries(line), tone: .warning))
        if let withdrawn = placement.withdrawnOn {
            list.append("Withdrawn", TableCell(withdrawn.longText, tone: .bad))
        }
        return list.rendered(for: terminal)
    }

    private static func expiries(_ line: PlacementLine) -> String {
        (line.runsOut.map { "\($0.what) \($0.on)" }
            + (line.educatorOverCommitted ? ["educator over-committed by locks"] : [])).joined(
                separator: ", ")
    }
}
