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

    /// What has to be agreed to again; nothing where nothing has.
    static func voided(_ changed: AgreedTraining) -> String {
        if changed.approvalsVoided.isEmpty { return "" }
        let sides = changed.approvalsVoided.joined(separator: " and the ")
        return
            " The \(sides) had agreed to the terms before; both sides have to agree to the new ones with berth apprentice approve."
    }

    /// Who pays what is above the funding band; nothing where nothing is.
    static func aboveBand(_ training: AgreedTraining) -> String {
        if let fault = training.fundingFault { return " \(fault); the employer pays for it." }
        guard let funding = training.fundingPaysPence, let employer = training.employerPaysPence, employer > 0
        else { return "" }
        return
            " Funding pays \(Pounds.text(funding)) at most, and the employer the other \(Pounds.text(employer))."
    }

    private static func price(_ report: ApprenticeReport) -> String {
        guard let price = report.apprentice.pricePence else { return "" }
        guard let funding = report.fundingPaysPence, let employer = report.employerPaysPence, employer > 0
        else { return Pounds.text(price) }
        return
            "\(Pounds.text(price)), of which funding pays \(Pounds.text(funding)) and the employer \(Pounds.text(employer))"
    }

    /// The particulars.
    static func page(_ report: ApprenticeReport, _ terminal: Terminal) -> String {
        let record = report.apprentice
        var list = KeyValueList()
        list.append(
            "Apprentice", TableCell("\(record.apprenticeRef), \(record.givenName) \(record.familyName)"))
        list.append(
            "Employer",
            TableCell(record.organisation + (record.transferredFrom.map { ", was \($0) at another" } ?? "")))
        list.append("Born", TableCell(record.dateOfBirth?.longText ?? ""))
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
        list.append("Price", TableCell(price(report)))
        list.append("Agreed by", TableCell(report.approvedBy.joined(separator: " and ")))
        list.append("State", TableCell(state(report)))
        list.append("Breaks", TableCell(report.breakDays == 0 ? "none" : report.breakDays.counted("day")))
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
                    [
                        event.reasonCode?.replacing("_", with: " "), event.reason,
                        event.overrideReason.map { "all the same: \($0)" },
                    ].compactMap(\.self)
                        .joined(separator: "; ")),
            ])
        }
        return table
    }
}
