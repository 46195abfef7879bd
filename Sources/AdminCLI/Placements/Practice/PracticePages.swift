import Domain
import FoundationEssentials
import Services

/// Practice placements for people.
enum PracticePages {
    /// A list.
    static func table(_ lines: [PracticeLine], whenEmpty: String) -> Table {
        var table = Table(
            [
                .key("Student"), TableColumn("Name"), .key("Placement"), .key("State"), .key("Started"),
                .number("Done"), .number("Of"), .number("Behind"), .number("Absent"), .key("Done on"),
                .number("Concerns"),
            ], whenEmpty: whenEmpty)
        for line in lines {
            let unit = line.practice.unit
            table.append([
                TableCell(line.practice.practiceRef), TableCell(line.practice.name),
                TableCell(line.practice.placementRef), state(line),
                TableCell(line.startedOn?.description ?? ""), TableCell(unit.number(line.done)),
                TableCell(unit.words(line.practice.required)),
                TableCell(line.behind > 0 ? unit.number(line.behind) : "", tone: .warning),
                TableCell(line.absentDays > 0 ? String(line.absentDays) : ""),
                TableCell(line.endsOn.description, tone: line.isPastPlacement ? .bad : nil),
                TableCell(line.openConcerns > 0 ? String(line.openConcerns) : "", tone: .bad),
            ])
        }
        return table
    }

    private static func state(_ line: PracticeLine) -> TableCell {
        let tone: Tone? =
            switch line.state {
            case "broken_down": .bad
            case "interrupted": .warning
            case "completed": .good
            case "withdrawn", "moved": .quiet
            default: nil
            }
        return TableCell(line.state.replacing("_", with: " "), tone: tone)
    }

    /// The milestones of a page.
    static func milestones(_ page: PracticePage) -> Table {
        var table = Table(
            [
                TableColumn("Milestone"), .key("State"), .key("Happened"), .key("Due"), .key("First due"),
                .key("Actor"),
            ], whenEmpty: "The pathway has no milestone.")
        for milestone in page.milestones {
            let moved = milestone.originalDueOn != milestone.dueOn ? milestone.originalDueOn : nil
            table.append([
                TableCell(milestone.name),
                TableCell(
                    milestone.state,
                    tone: milestone.state == "missed"
                        ? .bad : milestone.state == "met" || milestone.state == "done" ? .good : nil),
                TableCell(milestone.happenedOn?.description ?? ""),
                TableCell(milestone.dueOn?.description ?? ""), TableCell(moved?.description ?? ""),
                TableCell(milestone.actor.replacing("_", with: " ")),
            ])
        }
        return table
    }

    /// One placement with everything about it; of the register the last ten days.
    static func page(_ page: PracticePage, _ terminal: Terminal) -> String {
        let line = page.line
        let record = line.practice
        let unit = record.unit
        var list = KeyValueList()
        list.append("Placement", TableCell("\(record.practiceRef) \(record.name)"))
        list.append("At", TableCell("\(record.placementRef), \(record.team), \(record.host)"))
        list.append("Educator", TableCell(record.educatorRef ?? ""))
        list.append("State", state(line))
        list.append("Days of the week", TableCell(record.weekdays))
        list.append(
            "Started",
            TableCell(line.startedOn?.longText ?? "not yet; planned for \(record.startsOn.longText)"))
        list.append(
            "Done",
            TableCell(
                "\(unit.number(line.done)) of \(unit.words(record.required)), \(unit.words(line.owed)) owed"))
        if record.end == nil {
            list.append(
                "Behind",
                TableCell(
                    line.behind > 0
                        ? "\(unit.words(line.behind)), \(line.unrecordedDays) days of the pattern not recorded"
                        : "no", tone: line.behind > 0 ? .warning : nil))
        }
        if line.simulated + line.simulatedBeyond > 0 {
            list.append(
                "Simulated",
                TableCell(
                    "\(unit.words(line.simulated)) count\(line.simulatedBeyond > 0 ? ", \(unit.words(line.simulatedBeyond)) are beyond the limit" : "")"
                ))
        }
        if line.skills > 0 { list.append("Skills days", TableCell(unit.words(line.skills))) }
        list.append("Absent", TableCell(line.absentDays == 1 ? "1 day" : "\(line.absentDays) days"))
        let past = line.isPastTerm ? ", after the term" : line.isPastPlacement ? ", after the placement" : ""
        let ifWorked =
            line.owed > 0 ? ", if every day of the pattern after the last one recorded is worked" : ""
        list.append(
            record.end == nil ? "Done on" : "Ended",
            TableCell("\(line.endsOn.longText)\(past)\(ifWorked)", tone: past.isEmpty ? nil : .bad))
        if let reason = record.endReason { list.append("Why", TableCell(reason)) }
        if let reason = record.reason { list.append("Placed by hand", TableCell(reason)) }
        if page.placements.count > 1 {
            list.append("Placements", TableCell(page.placements.joined(separator: ", ")))
        }
        return list.rendered(for: terminal) + "\n" + milestones(page).rendered(for: terminal)
            + concerns(page, terminal) + register(page, terminal)
    }

    private static func concerns(_ page: PracticePage, _ terminal: Terminal) -> String {
        if page.concerns.isEmpty { return "" }
        var table = Table(
            [
                .number("Concern"), .key("Category"), .key("By"), .key("On"), .key("Step"),
                TableColumn("Note", overflow: .wrapped),
            ], whenEmpty: "")
        for concern in page.concerns {
            for event in concern.events {
                table.append([
                    TableCell(String(concern.concern)), TableCell(concern.category), TableCell(concern.by),
                    TableCell(event.on.description),
                    TableCell(event.kind.replacing("concern_", with: "").replacing("_", with: " ")),
                    TableCell(event.note ?? ""),
                ])
            }
        }
        return "\n" + table.rendered(for: terminal)
    }

    private static func register(_ page: PracticePage, _ terminal: Terminal) -> String {
        if page.register.isEmpty { return "" }
        var table = Table(
            [.key("Day"), .key("What"), .number("Done"), .key("Away for")], whenEmpty: "")
        let unit = page.line.practice.unit
        for line in page.register.suffix(10) {
            table.append([
                TableCell(line.on.description), TableCell(line.kind.rawValue),
                TableCell(line.amount > 0 ? unit.words(line.amount) : ""), TableCell(line.absence ?? ""),
            ])
        }
        let head =
            page.register.count > 10
            ? "\nThe last 10 of \(page.register.count) days of the register:\n" : "\n"
        return head + table.rendered(for: terminal)
    }
}
