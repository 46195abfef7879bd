import Domain
import FoundationEssentials

/// Every number that a levy account shows, with the records behind it.
///
/// What is ahead rests on what has moved, on the months whose means are assumed, on who is agreed and on the rules.
struct LevyFigures {
    private let made: ShowLevy.Made
    private let report: LevyReport
    private let records: LevyRecords
    private let last: Month

    init(of made: ShowLevy.Made, _ records: LevyRecords) {
        self.made = made
        report = made.report
        self.records = records
        last = Month(of: made.moment.asOf)
    }

    /// Under the code of the organisation, with the names that the report has for them.
    var all: [ReportFigure] {
        account + report.months.flatMap { month($0) } + assumptions + report.horizons.flatMap { horizon($0) }
            + waiting + transfer + hardToFill
    }

    private func figure(
        _ name: String, _ value: (some CustomStringConvertible)?, _ sum: [ReportFigure.Addend]? = nil,
        others: [Int] = []
    ) -> ReportFigure {
        ReportFigure(
            key: "\(ShowLevy.mark)/\(report.organisation)/\(name)", value: value.map { "\($0)" },
            sums: sum.map { [$0] } ?? [], others: others, organisationID: made.organisationID)
    }

    // MARK: - What was

    private var account: [ReportFigure] {
        [
            figure("balance_pence", report.balancePence, balance(through: last), others: terms(by: last)),
            figure(
                "expired_pence", report.expiredPence, expired { $0 <= last },
                others: behindExpiry(report.months.map(\.month))),
            figure("averaged_months", report.averagedMonths, others: averaged),
            figure(
                "months_behind", report.monthsBehind,
                others: records.movements { $0 == report.recordedThrough }),
            figure(
                "co_investment_percent", report.coInvestmentPercent,
                others: inForce("levy.employer_co_investment")),
            figure("held_back_percent", report.heldBackPercent, others: inForce("levy.completion_payment")),
        ]
    }

    private func inForce(_ key: RuleKey) -> [Int] {
        records.rules(key, from: made.moment.asOf, to: made.moment.asOf)
    }

    private func month(_ line: LevyReport.Line) -> [ReportFigure] {
        let key = "months/\(line.month)"
        func moved(_ kind: LevyMovement.Kind) -> [ReportFigure.Addend] {
            records.movements(kind) { $0 == line.month }
        }
        return [
            figure("\(key)/paid_in_pence", line.paidInPence, moved(.paidIn)),
            figure("\(key)/spent_pence", line.spentPence, moved(.spent)),
            figure("\(key)/transferred_out_pence", line.transferredOutPence, moved(.transferredOut)),
            figure(
                "\(key)/expired_pence", line.expiredPence, expired { $0 == line.month },
                others: behindExpiry([line.month])),
            figure(
                "\(key)/balance_pence", line.balancePence, balance(through: line.month),
                others: terms(by: line.month)),
        ]
    }

    /// What entered, less what went out and what of it has expired.
    private func balance(through month: Month) -> [ReportFigure.Addend] {
        let gone = expiries.filter { $0.on <= month }
        return records.movements(.paidIn) {
            $0 <= month
        } _: { movement in
            gone.reduce(movement.pence) { $1.fundsOf == movement.month ? $0 - $1.pence : $0 }
        }
            + [LevyMovement.Kind.spent, .transferredOut].flatMap { kind in
                records.movements(kind) {
                    $0 <= month
                } _: {
                    -$0.pence
                }
            }
    }

    private var expiries: [LevyRecords.Expiry] {
        LevyRecords.expiries(in: made.known.account.lines, made.known.account.terms)
    }

    private func expired(where isWithin: (Month) -> Bool) -> [ReportFigure.Addend] {
        records.funds(of: expiries.filter { isWithin($0.on) })
    }

    /// The funds that were old enough in months, with their rule, and what had been paid out of them and of earlier ones.
    private func behindExpiry(_ months: [Month]) -> [Int] {
        made.known.account.terms.flatMap { due(in: months, under: $0) }
            + [LevyMovement.Kind.spent, .transferredOut].flatMap { kind in
                records.movements(kind) { month in months.last.map { month <= $0 } ?? false }.map(\.record)
            }
    }

    /// The funds that are old enough in months under some terms, whether anything is left of them or not, and the rule.
    private func due(in months: [Month], under terms: LevyTerms) -> [Int] {
        let all = made.known.account.terms
        let funds = months.map { $0.adding(-terms.months) }.filter { month in
            (all.last { $0.from <= month } ?? all.first) == terms
        }
        let entered = records.movements(.paidIn, where: funds.contains).map(\.record)
        return entered.isEmpty ? [] : entered + records.rule(of: terms)
    }

    /// The rules by which something has expired.
    private func terms(by month: Month) -> [Int] {
        Set(expiries.filter { $0.on <= month }.map(\.terms)).flatMap { records.rule(of: $0) }.sorted()
    }

    private var everyTerm: [Int] { made.known.account.terms.flatMap { records.rule(of: $0) } }

    // MARK: - What is assumed

    private var averagedMonths: ClosedRange<Month>? {
        guard let first = made.known.lastYear.first?.month, let last = made.known.lastYear.last?.month else {
            return nil
        }
        return first...last
    }

    private func isAveraged(_ month: Month) -> Bool { averagedMonths?.contains(month) ?? false }

    private var averaged: [Int] { records.movements(where: isAveraged) }

    /// A mean is a sum by the number of the months.
    private var assumptions: [ReportFigure] {
        [
            figure("assumed_spending_pence", report.assumedSpendingPence, others: behindSpending),
            figure(
                "average_spent_pence", report.averageSpentPence, records.movements(.spent, where: isAveraged)),
            figure(
                "average_of_trainings_pence", report.averageOfTrainingsPence,
                records.running(made.running) { $0.plan.mean(of: averagedMonthsInOrder) },
                others: made.running.isEmpty ? [] : paymentRules),
            figure(
                "trainings", report.trainings,
                records.running(made.running) {
                    $0.plan.paid(in: report.assumedSpending.map(\.month)) > 0 ? 1 : 0
                }),
            income("assumed_paid_in_pence", report.assumedPaidIn.first),
        ]
            + report.assumedSpending.flatMap { assumed in
                [
                    figure(
                        "assumed_spending/\(assumed.month)/pence", assumed.pence, others: behindSpending),
                    figure(
                        "assumed_spending/\(assumed.month)/of_trainings_pence", assumed.ofTrainingsPence,
                        records.running(made.running) { $0.plan.paid(in: assumed.month) },
                        others: made.running.isEmpty ? [] : paymentRules),
                ]
            }
            + report.assumedPaidIn.flatMap { assumed in
                [
                    income("assumed_paid_in/\(assumed.from)/pence", assumed),
                    figure(
                        "assumed_paid_in/\(assumed.from)/top_up_percent", assumed.topUpPercent,
                        others: topUp(in: assumed.from)),
                ]
            }
    }

    /// What was spent, and the trainings that have begun.
    private var behindSpending: [Int] {
        made.isGiven.spending
            ? []
            : (records.movements(.spent, where: isAveraged) + records.running(made.running) { _ in 1 })
                .map(\.record) + (made.running.isEmpty ? [] : paymentRules)
    }

    /// Everybody who is agreed and has not started, and how their training will be paid for.
    private var behindAgreed: [Int] {
        made.waiting.isEmpty ? [] : records.everyoneWaiting + paymentRules
    }

    /// How trainings are paid for that have begun, or begin within the forecast.
    private var paymentRules: [Int] {
        let first = report.months.first?.month ?? last
        return records.rules("levy.completion_payment", from: first.first, to: last.adding(12).last)
    }

    private var averagedMonthsInOrder: [Month] { made.known.lastYear.map(\.month) }

    /// What was paid in, each as it would have entered with the top-up that is assumed.
    private func income(_ name: String, _ assumed: LevyReport.PaidIn?) -> ReportFigure {
        guard let assumed, let percent = assumed.topUpPercent else {
            return figure(name, assumed?.pence)
        }
        let paidIn = records.movements(.paidIn, where: isAveraged) {
            LevyTopUp.restated($0.pence, from: made.reference.levyTopUp(in: $0.month), to: percent)
        }
        return figure(name, assumed.pence, paidIn, others: topUp(in: assumed.from) + topUpBefore)
    }

    private func topUp(in month: Month) -> [Int] {
        records.rules("levy.top_up", from: month.first, to: month.first)
    }

    private var topUpBefore: [Int] {
        averagedMonths.map {
            records.rules("levy.top_up", from: $0.lowerBound.first, to: $0.upperBound.first)
        } ?? []
    }

    // MARK: - What is ahead

    private func horizon(_ horizon: LevyReport.Horizon) -> [ReportFigure] {
        let key = "horizons/\(horizon.months)"
        let assumed = made.isGiven.paidIn ? [] : records.movements(.paidIn, where: isAveraged).map(\.record)
        let ifSpent = assumed + behindSpending
        func expiring(
            _ name: String, _ shown: [LevyReport.Expiry], _ forecast: LevyForecast, _ others: [Int]
        ) -> [ReportFigure] {
            let lines = forecast.lines.filter { $0.month <= horizon.through }
            let ahead = LevyRecords.expiries(in: lines, made.known.account.terms)
            return zip(shown, made.known.account.terms).map { shown, terms in
                figure(
                    "\(key)/\(name)/\(shown.fundsFrom)/pence", shown.pence,
                    records.funds(of: ahead.filter { $0.terms == terms }),
                    others: others + paidOut + records.rule(of: terms)
                        + due(in: lines.map(\.month), under: terms))
            }
        }
        let moved = records.movements { _ in true } + everyTerm + ifSpent
        let shares = records.rules(
            "levy.employer_co_investment", from: horizon.from.first, to: horizon.through.last)
        return expiring("if_nothing_is_spent", horizon.ifNothingIsSpent, made.forecasts.idle, assumed)
            + expiring("expected", horizon.expected, made.forecasts.expected, ifSpent)
            + expiring(
                "if_agreed_start", horizon.ifAgreedStart, made.forecasts.busy,
                ifSpent + behindAgreed)
            + [
                figure("\(key)/balance_pence", horizon.balancePence, others: moved),
                figure("\(key)/short_pence", horizon.shortPence, others: moved),
                figure(
                    "\(key)/short_if_agreed_start_pence", horizon.shortIfAgreedStartPence,
                    others: moved + behindAgreed),
                figure("\(key)/co_investment_pence", horizon.coInvestmentPence, others: moved + shares),
            ]
    }

    private var paidOut: [Int] {
        [LevyMovement.Kind.spent, .transferredOut].flatMap { kind in
            records.movements(kind) { _ in true }.map(\.record)
        }
    }

    private var waiting: [ReportFigure] {
        report.waiting.flatMap { one in
            [
                ("price_pence", one.pricePence, []), ("funding_pays_pence", one.fundingPaysPence, []),
                ("uses_within_year_pence", one.usesWithinYearPence, paymentRules),
            ].map { name, pence, others in
                figure("waiting/\(one.key)/\(name)", pence, records.waiting(one, pence), others: others)
            }
        }
    }

    private var transfer: [ReportFigure] {
        guard let shown = report.transfer, let year = Period(from: shown.from, to: shown.to) else {
            return []
        }
        let before = year.yearBefore
        let funds = records.movements(.paidIn) { before.contains($0.first) }
        let given = records.movements(.transferredOut) { year.contains($0.first) }
        let rule = inForce("levy.transfer_maximum")
        return [
            figure("transfer/funds_of_year_before_pence", shown.fundsOfYearBeforePence, funds),
            figure("transfer/limit_pence", shown.limitPence, others: funds.map(\.record) + rule),
            figure("transfer/given_pence", shown.givenPence, given),
            figure(
                "transfer/left_pence", shown.leftPence,
                others: rule + everyTerm + records.movements { _ in true }),
        ]
    }

    private func fundedAge(_ found: LevyReport.HardRole) -> ReportFigure {
        let next = last.adding(1).first
        return figure(
            "hard_to_fill/\(found.role)/\(found.standardRef)/funded_up_to_age", found.fundedUpToAge,
            others: records.rules("apprenticeship.level_7_age_maximum", from: next, to: next))
    }

    /// All that has moved, whom the forecast reckons with, and how a training is paid for.
    private var behindStarts: [Int] {
        records.movements { _ in true } + everyTerm + records.everyoneWaiting + paymentRules
    }

    private var hardToFill: [ReportFigure] {
        made.hardToFill.flatMap { found in
            let key = "hard_to_fill/\(found.line.role)/\(found.line.standardRef)"
            let open = records.vacant(found.line.role, of: made.establishment)
            return [
                figure(
                    "\(key)/funding_band_pence", found.line.fundingBandPence,
                    records.standard(found.standard, found.line.fundingBandPence ?? 0)),
                figure("\(key)/open_posts", found.line.openPosts, open.posts, others: open.others),
                fundedAge(found.line),
                figure(
                    "\(key)/starts_to_use_up", found.line.startsToUseUp,
                    others: found.line.startsToUseUp == nil
                        ? []
                        : behindStarts + behindSpending + records.standard(found.standard, 0).map(\.record)),
            ]
        }
    }
}
