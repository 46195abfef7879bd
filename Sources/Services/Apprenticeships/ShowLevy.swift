public import Domain
import FoundationEssentials
public import Postgres

/// Shows a levy account, with what will expire in 3, 6 and 12 months under which rule, and what would use it.
public struct ShowLevy: Verb, TraceableReport {
    /// Everybody who sees apprenticeships.
    public static var action: Action { .viewApprenticeships }
    /// A question.
    public static var isReadOnly: Bool { true }
    /// The name of the report.
    public static var name: String { "levy" }
    /// What somebody must be allowed to see.
    public static var view: Action { .viewApprenticeships }

    let organisation: String
    let spending: Int?
    let paidIn: Int?
    let question: ReportQuestion

    /// - Parameters:
    ///   - organisation: its code.
    ///   - spending: pence in every month of which nothing is recorded; when nil, what is due for the trainings that have
    ///     begun and whose price is known, and what was spent besides on them in the twelve months up to the last recorded
    ///     one.
    ///   - paidIn: pence that enter in every month of which nothing is recorded, with any top-up; when nil, the mean of
    ///     those twelve months, with the top-up of the month in which it enters in the place of that of the month that was.
    ///   - question: its day and its moment; the rest is not asked.
    public init(
        organisation: String, spending: Int? = nil, paidIn: Int? = nil,
        _ question: ReportQuestion = ReportQuestion()
    ) {
        self.organisation = organisation
        self.spending = spending
        self.paidIn = paidIn
        self.question = question
    }

    /// The account that a figure is of, as `tavy_trust` in `levy/tavy_trust/balance_pence`, with the usual assumptions.
    public init(tracing figure: String, _ question: ReportQuestion) throws(ServiceError) {
        try question.refuseParts(of: Self.name)
        try question.refuseFrom(of: Self.name)
        var asked = question
        asked.asOf = question.asOf ?? question.to
        self.init(organisation: Self.group(ofFigure: figure) ?? "", asked)
    }

    /// Answers from the movements.
    ///
    /// - Throws: `notFound` for an organisation that does not exist or has no account.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> LevyReport {
        try made(with: [], work, on: db).report
    }

    /// Makes the report with the records behind its figures.
    public func make(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport {
        let made = try made(with: .versions, work, on: db)
        let records = try LevyRecords(of: made, work, on: db)
        return try MadeReport(
            returnKey: "\(organisation) \(made.moment.asOf)", asOf: made.moment.asOf, asAt: made.moment.asAt,
            report: made.report, records: records.all, figures: LevyFigures(of: made, records).all)
    }

    /// Whoever sees an account sees all of it.
    public static func isBound(_ work: Work) -> Bool { false }

    /// An account is of one organisation.
    public func refuseTracing(_ figure: String, _ work: Work) throws(ServiceError) {
        throw ServiceError(
            .notAllowed,
            "\(figure) is a figure of another organisation than that of your role, so you cannot trace it.")
    }

    /// A report with what it was made from.
    struct Made {
        let report: LevyReport
        let organisationID: UUID
        let moment: Moment
        let known: KnownLevy
        /// If nothing is spent, as expected, and if besides those start who are agreed.
        let forecasts: (idle: LevyForecast, expected: LevyForecast, busy: LevyForecast)
        /// Whether what enters and what is spent is what somebody says.
        let isGiven: (paidIn: Bool, spending: Bool)
        let reference: ReferenceData
        let waiting: [LevyUses.Waiting]
        let running: [LevyUses.Running]
        let hardToFill: [LevyUses.HardRole]
        let establishment: LevyUses.Establishment?
    }

    /// - Parameter further: what else is wanted of the posts.
    func made(
        with further: WorkforceBook.Wanted, _ work: Work, on db: isolated PostgresConnection
    ) throws -> Made {
        let moment = try Moment(asOf: question.asOf, asAt: question.asAt, work: work)
        try work.refuseToCome(
            moment.asOf, "what has moved", instead: "; the forecast looks ahead from there")
        let owner = try work.organisation(organisation, to: Self.action, on: db)
        let known = try work.levyAccount(of: owner.id, organisation, moment, on: db)
        let account = known.account
        let reference = try work.reference(at: moment, on: db)
        let now = Month(of: moment.asOf)
        let income = income(known, until: now.adding(12), reference)
        let isGiven = (paidIn: self.paidIn != nil, spending: self.spending != nil)
        let uses = try LevyUses(organisation: organisation, id: owner.id, moment: moment, work: work, on: db)
        let waiting = try uses.waiting(on: db)
        let paidFrom = min(known.lastYear.first?.month ?? now, now)
        let running = try isGiven.spending ? [] : uses.running(paidFrom: paidFrom, on: db)
        let spending = LevySpending(given: self.spending, known, running)
        let outlook = LevyOutlook(known, moment, income: income, spending, waiting: waiting)
        let (idle, expected, busy) = (outlook.idle, outlook.expected, outlook.busy)
        let share = try? reference.rules.rule("levy.employer_co_investment", on: moment.asOf)
        let percent = share.flatMap { Int($0.value) }
        // Each month's shortfall is shared by the rule of that month.
        func employerPays(_ horizon: LevyForecast.Horizon) -> Int {
            horizon.shortfalls.reduce(0) { sum, shortfall in
                let rule = try? reference.rules.rule("levy.employer_co_investment", on: shortfall.month.first)
                return sum
                    + (rule.flatMap { Int($0.value) }
                        .map { CoInvestment.employerShare(of: shortfall.pence, percent: $0) } ?? 0)
            }
        }
        let limit = try? reference.rules.rule("levy.transfer_maximum", on: moment.asOf)
        let heldBack = try? reference.rules.rule("levy.completion_payment", on: moment.asOf)
        func expiries(_ pence: [Int]) -> [LevyReport.Expiry] {
            zip(account.terms, pence).map {
                LevyReport.Expiry(afterMonths: $0.months, fundsFrom: $0.from, pence: $1)
            }
        }
        let horizons = [3, 6, 12].map { months in
            let horizon = expected.horizon(months)
            let ifAgreedStart = busy.horizon(months)
            return LevyReport.Horizon(
                months: months, from: expected.firstMonth ?? now.adding(1), through: now.adding(months),
                ifNothingIsSpent: expiries(idle.horizon(months).expiring),
                expected: expiries(horizon.expiring), ifAgreedStart: expiries(ifAgreedStart.expiring),
                balancePence: horizon.balance, shortPence: horizon.short,
                shortIfAgreedStartPence: ifAgreedStart.short, coInvestmentPence: employerPays(horizon))
        }
        let shares = reference.rules.values(of: "levy.employer_co_investment").filter {
            ($0.effectiveTo ?? moment.asOf) >= moment.asOf
                && $0.effectiveFrom <= now.adding(12).first.lastOfMonth
        }
        let topUps = reference.rules.values(of: "levy.top_up").filter { rule in
            income.contains { $0.topUpPercent != nil && rule.effectiveFrom <= $0.from.first }
                && (rule.effectiveTo ?? moment.asOf) >= now.first
        }
        let rules =
            reference.rules.values(of: "levy.funds_expire_after") + topUps + shares
            + [limit, heldBack].compactMap(\.self)
        let establishment = try uses.establishment(further, on: db)
        let hardToFill = try uses.hardToFill(
            establishment,
            starts: { standard in
                uses.oneMore(standard).flatMap { outlook.startsToUseUp(each: $0) }
            }, on: db)
        let report = LevyReport(
            report: "levy", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: rules.map { RuleLine($0) }, organisation: organisation,
            recordedThrough: known.recordedThrough, monthsBehind: known.monthsBehind,
            averagedMonths: known.lastYear.count, balancePence: account.balance,
            expiredPence: account.lines.reduce(0) { $0 + $1.expiredInAll },
            months: account.lines.map {
                LevyReport.Line(
                    month: $0.month, paidInPence: $0.paidIn, spentPence: $0.spent,
                    transferredOutPence: $0.transferredOut, expiredPence: $0.expiredInAll,
                    balancePence: $0.balance)
            }, assumedPaidInPence: income.first?.pence ?? 0, assumedPaidIn: income,
            assumedSpendingPence: spending.mean(from: now), assumedSpending: spending.ahead(from: now),
            averageSpentPence: known.mean(\.spent), averageOfTrainingsPence: spending.ofTrainings,
            trainings: running.filter { $0.plan.paid(in: (1...12).map(now.adding)) > 0 }.count,
            horizons: horizons,
            waiting: waiting.map(\.line),
            transfer: limit?.share.map { Self.transfer(account, moment.asOf, limit: $0) },
            hardToFill: hardToFill.map(\.line), coInvestmentPercent: percent,
            heldBackPercent: heldBack.flatMap { Int($0.value) }
        )
        return Made(
            report: report, organisationID: owner.id, moment: moment, known: known,
            forecasts: (idle, expected, busy), isGiven: isGiven, reference: reference, waiting: waiting,
            running: running, hardToFill: hardToFill, establishment: establishment)
    }

    /// What enters in a month, from the first of which nothing is recorded, at the latest the present one: what the employer
    /// pays is taken to stay as it was on average, and the government adds what it adds then.
    private func income(
        _ known: KnownLevy, until last: Month, _ reference: ReferenceData
    ) -> [LevyReport.PaidIn] {
        let first = min(known.recordedThrough.adding(1), last.adding(-12))
        if let paidIn { return [LevyReport.PaidIn(from: first, pence: paidIn)] }
        var income: [LevyReport.PaidIn] = []
        for month in (0...first.months(until: last)).map(first.adding) {
            let percent = reference.levyTopUp(in: month)
            if income.last?.topUpPercent == percent { continue }
            let mean = known.mean {
                LevyTopUp.restated($0.paidIn, from: reference.levyTopUp(in: $0.month), to: percent)
            }
            income.append(LevyReport.PaidIn(from: month, pence: mean, topUpPercent: percent))
        }
        return income
    }

    /// What may be given in the financial year of a day: a share of what entered in the year before.
    private static func transfer(
        _ account: LevyAccount, _ date: CalendarDate, limit: Ratio
    ) -> LevyReport.Transfer {
        let last = Period.financialYear(endedBy: date)
        let year =
            last.to == date
            ? last : Period(from: last.to.adding(days: 1), to: last.to.adding(months: 12)) ?? last
        let before = year.yearBefore
        func sum(_ period: Period, _ part: (LevyAccount.Line) -> Int) -> Int {
            account.lines.filter { period.contains($0.month.first) }.reduce(0) { $0 + part($1) }
        }
        let funds = sum(before, \.paidIn)
        let most =
            funds / limit.denominator * limit.numerator
            + funds % limit.denominator * limit.numerator / limit.denominator
        let given = sum(year, \.transferredOut)
        return LevyReport.Transfer(
            from: year.from, to: year.to, fundsOfYearBeforePence: funds, limitPence: most, givenPence: given,
            leftPence: max(0, min(most - given, account.balance)))
    }
}
