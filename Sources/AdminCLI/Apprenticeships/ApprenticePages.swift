import Domain
import FoundationEssentials
import Services

/// Apprentices for people.
enum ApprenticePages {
    /// Where an apprenticeship stands, in words.
    static func state(_ report: ApprenticeReport) -> String {
        let state = ApprenticeshipState(rawValue: report.state)?.displayName ?? report.state
        let since = report.since.map { " since \($0.longText)" } ?? ""
        let isOver = ApprenticeshipState(rawValue: report.state)?.isOver ?? false
        let end = isOver ? "" : report.expectedEndOn.map { ", until \($0.longText)" } ?? ""
        return state + since + end
    }

    /// Training off the job, in words.
    static func hours(_ hours: ApprenticeReport.Hours) -> String {
        var text = "\(duration(hours.doneMinutes)) off the job"
        if let needed = hours.neededMinutes { text += " of \(duration(needed))" }
        if let behind = hours.minutesBehind {
            text += behind > 0 ? ", \(duration(behind)) behind" : ", on pace"
        }
        return text
    }

    private static func duration(_ minutes: Int) -> String {
        minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
    }

    /// The particulars.
    static func page(_ report: ApprenticeReport, _ terminal: Terminal) -> String {
        let record = report.apprentice
        var list = KeyValueList()
        list.append(
            "Apprentice", TableCell("\(record.apprenticeRef), \(record.givenName) \(record.familyName)"))
        list.append("Employer", TableCell(record.organisation))
        list.append(
            "Standard",
            TableCell(
                [record.standardRef, report.standardTitle, report.level.map { "level \($0)" }]
                    .compactMap(\.self).joined(separator: ", ")))
        list.append(
            "Role",
            TableCell(
                record.role + (record.wasEmployee ? ", employed before" : ", new")
                    + (record.maintainedSchool ? ", in a maintained school" : "")))
        list.append("Provider", TableCell(record.provider ?? ""))
        list.append("Mentor", TableCell(record.mentor ?? ""))
        list.append(
            "Planned",
            TableCell(
                "\(record.plannedStartOn?.longText ?? "not known") to \(record.plannedEndOn?.longText ?? "not known")"
            ))
        list.append("Price", TableCell(record.pricePence.map(LevyPages.pounds) ?? ""))
        list.append("Agreed by", TableCell(report.approvedBy.joined(separator: " and ")))
        list.append("State", TableCell(state(report)))
        list.append("Breaks", TableCell(report.breakDays == 0 ? "none" : "\(report.breakDays) days"))
        list.append("Training", TableCell(hours(report.offTheJob)))
        return list.rendered(for: terminal)
    }

    /// What happened.
    static func events(_ report: ApprenticeReport) -> Table {
        var table = Table(
            [.number("No"), .key("Event"), .key("On"), TableColumn("Reason", overflow: .wrapped)],
            whenEmpty: "Nothing has happened yet.")
        for event in report.events {
            table.append([
                TableCell(String(event.number)), TableCell(event.event.replacing("_", with: " ")),
                TableCell(event.happenedOn.description),
                TableCell(
                    [event.reason, event.overrideReason.map { "without approval: \($0)" }].compactMap(\.self)
                        .joined(separator: "; ")),
            ])
        }
        return table
    }
}
