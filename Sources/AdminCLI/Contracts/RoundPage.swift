import Domain
import Services

/// `round show` for people: the answer first, then the candidates, the worst first, then the option.
struct RoundPage {
    private let report: RoundReport

    init(_ report: RoundReport) {
        self.report = report
    }

    /// The answer in three lines.
    var heading: String {
        let round = report.round
        let counts = report.counts
        let supplier = round.supplier.map { ", \($0)" } ?? ""
        let left =
            report.workingDaysLeft < 0
            ? "\(Self.days(-report.workingDaysLeft)) past" : "\(Self.days(report.workingDaysLeft)) left"
        let best = counts.achieved + counts.onCourse + counts.atRisk
        let outlook =
            switch RoundStatus(rawValue: report.status) {
            case .green: "the target is in reach without those at risk"
            case .amber: "the target needs those at risk: \(best) of \(counts.target) with them"
            default: "\(best) of \(counts.target) even if everybody at risk is in time"
            }
        return """
            \(round.ref)  \(round.title)\(supplier)
            As of \(report.asOf.longText): \(counts.target) to reach '\(round.countsAt)' by \(round.dueOn.longText), \(left).
            \(report.status.uppercased()): \(counts.achieved) achieved, \(counts.onCourse) on course, \(counts.atRisk) at risk, \(counts.willMiss) will miss, \(counts.lost) lost; \(outlook).
            \(report.partial ? Self.partly : "")

            """
    }

    private static let partly =
        "Your role is for one organisation: candidates of others who are in this round are not in these figures.\n"

    /// The candidates, the worst outlook first, then by expected date.
    var table: Table {
        var table = Table(
            [
                .key("Candidate"), TableColumn("Name"), TableColumn("Stage"), .key("Since"),
                TableColumn("Next"), TableColumn("Waiting on"), .key("Expected"), .number("Late"),
                .key("Outlook"), TableColumn("To blame"),
            ], whenEmpty: "Nobody is in this round yet.")
        for candidate in report.candidates.sorted(by: Self.worstFirst) {
            let outlook = Outlook(rawValue: candidate.outlook)
            table.append([
                TableCell(candidate.ref), TableCell(candidate.name), TableCell(candidate.stage ?? ""),
                TableCell(candidate.stageSince?.description ?? ""), TableCell(candidate.nextMilestone ?? ""),
                TableCell(candidate.waitingOnName ?? ""), TableCell(candidate.expectedOn?.description ?? ""),
                TableCell(candidate.daysLate > 0 ? "\(candidate.daysLate) d" : ""),
                TableCell(outlook?.displayName ?? candidate.outlook, tone: outlook.map(Tone.init(outlook:))),
                TableCell(Self.blame(candidate)),
            ])
        }
        return table
    }

    /// What to do about the option.
    var footer: String {
        guard let option = report.option else { return "" }
        let advice = option.advice.split(separator: "_").joined(separator: " ").uppercased()
        let decide = option.decideBy.map { ", to be decided by \($0.longText)" } ?? ""
        return """

            Option \(option.ref): \(option.target) more by \(option.dueOn.longText)\(decide).
            \(advice): \(option.because)

            """
    }

    private static func blame(_ candidate: RoundReport.Candidate) -> String {
        guard let milestone = candidate.blamedMilestone else { return "" }
        let beyond = candidate.blamedDaysBeyondUsual
        return beyond > 0 ? "\(milestone), \(beyond) d over usual" : milestone
    }

    private static func days(_ count: Int) -> String {
        count == 1 ? "1 working day" : "\(count) working days"
    }

    private static func worstFirst(_ one: RoundReport.Candidate, _ other: RoundReport.Candidate) -> Bool {
        func rank(_ candidate: RoundReport.Candidate) -> (Int, CalendarDate, String) {
            let outlooks: [Outlook] = [.willMiss, .atRisk, .onCourse, .achieved, .lost]
            let place = outlooks.firstIndex { $0.rawValue == candidate.outlook } ?? outlooks.count
            return (place, candidate.expectedOn ?? CalendarDate(daysSinceEpoch: .max), candidate.ref)
        }
        return rank(one) < rank(other)
    }
}

extension Tone {
    /// The tone of the status of a round; the word always stands beside it.
    init?(status: String) {
        switch RoundStatus(rawValue: status) {
        case .green: self = .good
        case .amber: self = .warning
        case .red: self = .bad
        case nil: return nil
        }
    }

    /// The tone of an outlook; the word always stands beside it.
    init(outlook: Outlook) {
        self =
            switch outlook {
            case .achieved, .onCourse: .good
            case .atRisk: .warning
            case .willMiss: .bad
            case .lost: .quiet
            }
    }
}
