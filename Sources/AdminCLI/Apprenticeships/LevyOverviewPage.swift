import Domain
import FoundationEssentials
import Services

/// The levy accounts of a partnership for people.
enum LevyOverviewPage {
    static func heading(_ overview: LevyOverview) -> String {
        "Levy accounts as of \(overview.asOf.longText): what is expected to expire.\n\n"
    }

    /// A line for each account and each rule under which anything will expire of it.
    static func accounts(_ overview: LevyOverview) -> Table {
        let months = overview.accounts.first?.horizons.map(\.months) ?? [3, 6, 12]
        let horizons = months.map { TableColumn.number("\($0) months") }
        var table = Table(
            [.key("Organisation"), .key("Recorded through"), .number("Balance"), .key("Rule")] + horizons
                + [.number("If agreed start"), .number("May be given")],
            whenEmpty: "Nothing is recorded of any levy account; import it with berth import levy.")
        for account in overview.accounts {
            for (line, place) in rules(of: account).enumerated() {
                // Of the account and not of a rule: said once, or a sum would count it twice.
                let isFirst = line == 0
                let rule = account.horizons.first?.expected[place]
                let expected = account.horizons.map(\.expected[place].pence).map {
                    TableCell(pence: $0, tone: $0 > 0 ? .warning : nil)
                }
                table.append(
                    [
                        TableCell(account.organisation),
                        TableCell(
                            account.recordedThrough.description,
                            tone: account.monthsBehind > 0 ? .warning : nil),
                        TableCell(pence: isFirst ? account.balancePence : nil),
                        TableCell(rule.map { "\($0.afterMonths.counted("month"))" } ?? ""),
                    ] + expected + [
                        TableCell(pence: account.horizons.last?.ifAgreedStart[place].pence ?? 0),
                        TableCell(pence: isFirst ? account.transfer?.leftPence : nil),
                    ])
            }
        }
        return table
    }

    /// The rules under which anything may expire, or the first where nothing will.
    private static func rules(of account: LevyOverview.Account) -> [Int] {
        guard let last = account.horizons.last else { return [] }
        let some = last.ifNothingIsSpent.indices.filter {
            last.ifNothingIsSpent[$0].pence > 0 || last.expected[$0].pence > 0
        }
        return some.isEmpty ? Array(last.ifNothingIsSpent.indices.prefix(1)) : some
    }

    /// Who could use what would be lost.
    static func receivers(_ overview: LevyOverview) -> String {
        var text = ""
        if let last = overview.accounts.first?.horizons.last {
            text +=
                "\nIf agreed start: what expires in \(last.months.counted("month")) if those start who are agreed and have not. May be given: to other employers in the financial year of the day.\n"
        }
        for account in overview.accounts where account.monthsBehind > 0 {
            text +=
                "Of \(account.organisation) nothing is recorded after \(account.recordedThrough), \(account.monthsBehind.counted("month")) behind: what is assumed of the months ahead is assumed of these too.\n"
        }
        let through = Month(of: overview.asOf).adding(12)
        for one in overview.receivers {
            let reason =
                one.hasAccount
                ? "whose account runs dry: \(Pounds.text(one.neededWithinYearPence)) cannot be paid from it by the end of \(through)"
                : "which has no levy account: \(one.waiting.counted("apprentice")) agreed and not started, \(Pounds.text(one.neededWithinYearPence)) by the end of \(through)"
            text += "Could use a transfer: \(one.organisation), \(reason).\n"
        }
        if !overview.accounts.isEmpty, overview.receivers.isEmpty {
            text +=
                "No employer is known that could use a transfer: none is short, or has agreed apprentices without an account.\n"
        }
        if overview.partial { text += "Only the organisations of your role.\n" }
        return text
    }
}
