import Domain
import FoundationEssentials
import Services

/// Levy accounts for people.
enum LevyPages {
    /// What the page is about.
    static func heading(_ report: LevyReport) -> String {
        "Levy account of \(report.organisation) as of \(report.asOf.longText), \(recorded(report)): \(Pounds.text(report.balancePence)), \(Pounds.text(report.expiredPence)) expired so far.\n\n"
    }

    /// How far it is recorded.
    private static func recorded(_ report: LevyReport) -> String {
        let behind = report.monthsBehind
        if behind == 0 { return "recorded through \(report.recordedThrough)" }
        return
            "recorded through \(report.recordedThrough) only, \(behind.counted("month")) behind"
    }

    /// Month by month.
    static func months(_ report: LevyReport) -> Table {
        var table = Table(
            [
                .key("Month"), .number("Paid in"), .number("Spent"), .number("Transferred"),
                .number("Expired"), .number("Balance"),
            ], whenEmpty: "Nothing has moved yet.")
        for line in report.months {
            table.append([
                TableCell(line.month.description), TableCell(pence: line.paidInPence),
                TableCell(pence: line.spentPence), TableCell(pence: line.transferredOutPence),
                TableCell(pence: line.expiredPence, tone: line.expiredPence > 0 ? .bad : nil),
                TableCell(pence: line.balancePence),
            ])
        }
        return table
    }

    static func balance(_ report: LevyReport) -> String {
        let share = report.coInvestmentPercent.map {
            " Once the funds are spent, the employer pays \($0) % of training."
        }
        return
            "\nFunds are spent first in, first out. Paid in is with the government's top-up.\(share ?? "")\n"
    }

    /// What expires, under which rule.
    static func horizons(_ report: LevyReport) -> Table {
        var table = Table(
            [
                .number("Months"), .key("Through"), .key("Rule"), .number("If nothing is spent"),
                .number("Expected"), .number("If agreed start"),
            ], whenEmpty: "Nothing is known of what is ahead.")
        for horizon in report.horizons {
            for (place, rule) in horizon.expected.enumerated() {
                table.append([
                    TableCell(String(horizon.months)), TableCell(horizon.through.description),
                    TableCell("\(rule.afterMonths.counted("month")), funds from \(rule.fundsFrom)"),
                    TableCell(pence: horizon.ifNothingIsSpent[place].pence),
                    TableCell(pence: rule.pence, tone: rule.pence > 0 ? .warning : nil),
                    TableCell(pence: horizon.ifAgreedStart[place].pence),
                ])
            }
        }
        return table
    }

    /// What enters in a month, and from when it changes.
    private static func income(_ report: LevyReport) -> String {
        report.assumedPaidIn.enumerated().map { place, income in
            let topUp = income.topUpPercent.map {
                $0 == 0 ? " without a top-up" : " with the government's top-up of \($0) %"
            }
            let from = place == 0 ? "" : "from \(income.from) on "
            return "\(from)\(Pounds.text(income.pence)) enter\(topUp ?? "")"
        }.joined(separator: ", ")
    }

    /// Which ends of months each number of months has: the present month's too, unless it is over.
    private static func monthEnds(_ report: LevyReport) -> String {
        guard let first = report.horizons.first else { return "" }
        let isOpen = first.from == Month(of: report.asOf)
        let through = report.horizons.map { "\($0.months) months through that of \($0.through)" }
        return
            "Funds expire at the ends of months, from that of \(first.from)\(isOpen ? ", which is not over," : "") on: \(through.joined(separator: ", ")).\n"
    }

    /// What of the spending is known.
    private static func trainings(_ report: LevyReport) -> String {
        if report.trainings == 0 { return "" }
        let known = report.assumedSpending.reduce(0) { $0 + $1.ofTrainingsPence }
        return
            " on average, \(Pounds.text(known / max(1, report.assumedSpending.count))) of it for \(report.trainings.counted("training")) under way whose price is known; \(Pounds.text(report.averageSpentPence)) were, on average of \(report.averagedMonths.counted("recorded month"))"
    }

    private static func overdue(_ one: LevyReport.Waiting, _ report: LevyReport) -> String {
        guard let start = one.plannedStartOn, start <= report.asOf else { return "" }
        return ", was to start on \(start.longText), and is reckoned as if it started now"
    }

    private static func payment(_ one: LevyReport.Waiting) -> String {
        if let reason = one.unfundedReason { return "nothing, since \(reason)" }
        return
            "\(Pounds.text(one.usesWithinYearPence)) of \(Pounds.text(one.pricePence)) within twelve months"
    }

    /// How many would use up what expires; nothing where nothing does.
    private static func starts(_ one: LevyReport.HardRole, _ report: LevyReport) -> String {
        let next = Month(of: report.asOf).adding(1)
        switch one.startsToUseUp {
        case nil, 0: return ""
        case let starts?:
            return
                "; \(starts.counted("start")) in \(next) would use all that expires from \(next.adding(1)) on"
        }
    }

    /// What would use or transfer it.
    static func uses(_ report: LevyReport) -> String {
        var text = "\n" + monthEnds(report)
        text +=
            "Expected: \(income(report)) and \(Pounds.text(report.assumedSpendingPence)) are spent in a month\(trainings(report)).\n"
        if report.monthsBehind > 0 {
            text +=
                "The same is assumed of \(report.monthsBehind.counted("month")) of which nothing is recorded.\n"
        }
        if let heldBack = report.heldBackPercent {
            text +=
                "A training is paid for month by month, each in the month after; \(heldBack) % are held back until it ends.\n"
        }
        if report.waiting.isEmpty {
            text += "Nobody is agreed by both sides who has not started.\n"
        }
        for one in report.waiting {
            text +=
                "\(one.apprenticeRef) on \(one.standardRef) is agreed and not started\(overdue(one, report)): \(payment(one)).\n"
        }
        for one in report.hardToFill where !one.isUsed || (one.openPosts ?? 0) > 0 {
            let age = one.fundedUpToAge.map { " who is no older than \($0)" } ?? ""
            let band =
                one.fundingBandPence.map { ", up to \(Pounds.text($0)) an apprentice\(age)" } ?? ""
            let posts = one.openPosts.map { "; open posts: \($0)" } ?? ""
            text +=
                "\(one.isUsed ? "Used" : "Not used") here: \(one.title ?? one.standardRef) (\(one.standardRef)), a way to \(one.role.replacing("_", with: " "))\(band)\(posts)\(starts(one, report)).\n"
        }
        if let transfer = report.transfer {
            text +=
                "May still be transferred to other employers until \(transfer.to.longText): \(Pounds.text(transfer.leftPence)) of \(Pounds.text(transfer.limitPence)).\n"
        }
        if let last = report.horizons.last, last.shortPence > 0 {
            text +=
                "The account runs dry: \(Pounds.text(last.shortPence)) cannot be paid from it, of which the employer pays \(Pounds.text(last.coInvestmentPence)).\n"
        }
        if let last = report.horizons.last, last.shortIfAgreedStartPence > last.shortPence {
            text +=
                "If those who are agreed start, \(Pounds.text(last.shortIfAgreedStartPence)) cannot be paid from it.\n"
        }
        return text
    }
}
