public import Domain
import FoundationEssentials
public import Postgres

/// Shows a levy account, with what will expire in 3, 6 and 12 months under which rule, and what would use it.
public struct ShowLevy: Verb {
    /// Everybody who sees apprenticeships.
    public static var action: Action { .viewApprenticeships }
    /// A question.
    public static var isReadOnly: Bool { true }

    let organisation: String
    let spending: Int?
    let paidIn: Int?
    let question: ReportQuestion

    /// - Parameters:
    ///   - organisation: its code.
    ///   - spending: pence a month in the months ahead; the mean of the last twelve months when nil.
    ///   - paidIn: pence a month that enter; the mean of the last twelve months when nil.
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

    /// Answers from the movements.
    ///
    /// - Throws: `notFound` for an organisation that does not exist or has no account.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> LevyReport {
        let moment = Moment(asOf: question.asOf, asAt: question.asAt, work: work)
        let owner = try work.organisation(organisation, on: db)
        try work.refuseBeyondReach(.viewApprenticeships, of: owner.id, organisation)
        let account = try work.levyAccount(of: owner.id, organisation, moment, on: db)
        let reference = try work.reference(at: moment, on: db)
        let year = account.lines.suffix(12)
        let paidIn = paidIn ?? year.reduce(0) { $0 + $1.paidIn } / max(1, year.count)
        let spending = spending ?? year.reduce(0) { $0 + $1.spent } / max(1, year.count)
        let rows = try work.apprenticeships(
            where: "apprenticeship.organisation_id = \(owner.id)", at: moment.asAt, on: db)
        let waiting = try waiting(rows, work, moment, on: db)
        let agreed = (0..<12).map { step in
            waiting.reduce(0) { $0 + (step < $1.byMonth.count ? $1.byMonth[step] : 0) }
        }
        let idle = LevyForecast(of: account, paidIn: paidIn, spending: [], months: 12)
        let expected = LevyForecast(
            of: account, paidIn: paidIn, spending: Array(repeating: spending, count: 12), months: 12)
        let busy = LevyForecast(
            of: account, paidIn: paidIn, spending: agreed.map { $0 + spending }, months: 12)
        let share = try? reference.rules.rule("levy.employer_co_investment", on: moment.asOf)
        let percent = share.flatMap { Int($0.value) }
        let limit = try? reference.rules.rule("levy.transfer_maximum", on: moment.asOf)
        let now = Month(of: moment.asOf)
        func expiries(_ pence: [Int]) -> [LevyReport.Expiry] {
            zip(account.terms, pence).map {
                LevyReport.Expiry(afterMonths: $0.months, fundsFrom: $0.from, pence: $1)
            }
        }
        let horizons = [3, 6, 12].map { months in
            let horizon = expected.horizon(months)
            return LevyReport.Horizon(
                months: months, through: now.adding(months),
                ifNothingIsSpent: expiries(idle.horizon(months).expiring),
                expected: expiries(horizon.expiring), ifAgreedStart: expiries(busy.horizon(months).expiring),
                balancePence: horizon.balance, shortPence: horizon.short,
                coInvestmentPence: percent.map { CoInvestment.employerShare(of: horizon.short, percent: $0) }
                    ?? 0)
        }
        return LevyReport(
            report: "levy", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: (reference.rules.values(of: "levy.funds_expire_after") + [share, limit].compactMap(\.self))
                .map {
                    RuleLine($0)
                }, organisation: organisation, balancePence: account.balance,
            expiredPence: account.lines.reduce(0) { $0 + $1.expiredInAll },
            months: account.lines.map {
                LevyReport.Line(
                    month: $0.month, paidInPence: $0.paidIn, spentPence: $0.spent,
                    transferredOutPence: $0.transferredOut, expiredPence: $0.expiredInAll,
                    balancePence: $0.balance)
            }, assumedPaidInPence: paidIn, assumedSpendingPence: spending, horizons: horizons,
            waiting: waiting.map(\.line),
            transfer: limit?.share.map { Self.transfer(account, moment.asOf, limit: $0) },
            hardToFill: try hardToFill(owner.id, rows, work, moment, on: db), coInvestmentPercent: percent
        )
    }

    /// An apprentice who is agreed and has not started, and what they would use in each month ahead.
    private struct Waiting {
        let line: LevyReport.Waiting
        let byMonth: [Int]
    }

    private func waiting(
        _ rows: [ApprenticeshipRow], _ work: Work, _ moment: Moment, on db: isolated PostgresConnection
    ) throws -> [Waiting] {
        var waiting: [Waiting] = []
        for row in rows where try row.episode(on: moment.asOf).state == .notStarted {
            let agreed = try work.approvals(of: row, on: db).filter { $0.at <= moment.asAt }
            guard agreed.count == TrainingParty.allCases.count, let price = row.record.pricePence,
                let start = row.record.plannedStartOn, let end = row.record.plannedEndOn
            else { continue }
            let months = max(1, Month(of: start).months(until: Month(of: end)) + 1)
            // Whoever should have started already would start in the first month ahead.
            let first = max(0, Month(of: moment.asOf).months(until: Month(of: start)) - 1)
            let byMonth = (0..<12).map { step -> Int in
                let turn = step - first
                if turn < 0 || turn >= months { return 0 }
                return price * (turn + 1) / months - price * turn / months
            }
            waiting.append(
                Waiting(
                    line: LevyReport.Waiting(
                        apprenticeRef: row.record.apprenticeRef, standardRef: row.record.standardRef,
                        plannedStartOn: start, pricePence: price, usesWithinYearPence: byMonth.reduce(0, +)),
                    byMonth: byMonth))
        }
        return waiting
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
            leftPence: max(0, most - given))
    }

    private func hardToFill(
        _ owner: UUID, _ rows: [ApprenticeshipRow], _ work: Work, _ moment: Moment,
        on db: isolated PostgresConnection
    ) throws -> [LevyReport.HardRole] {
        let used = Set(rows.map { Reference.key($0.record.standardRef) })
        let book = StandardBook(try work.standards(at: moment.asAt, on: db))
        let open = try openPosts(owner, work, moment, on: db)
        let former = try work.former(
            [owner], before: "organisation_changed", at: moment, as: OrganisationRecord.self, on: db)
        return try db.query(
            """
            select route.role, route.standard_ref
            from berth.role_route as route
            join berth.organisation as employer
                on employer.partnership_id = \(work.partnership.id) and employer.organisation_id = \(owner)
            where coalesce(\(former[owner]?.kind), employer.kind)
                    = any (string_to_array(route.organisation_kinds, ';'))
              and route.standard_ref <> '' and \(Work.standing("route", at: moment.asAt))
            order by route.role, route.standard_ref
            """, as: (String, String).self
        ).map { role, reference in
            let standard = book.standard(reference, on: moment.asOf)?.record
            return LevyReport.HardRole(
                role: role, standardRef: reference, title: standard?.title,
                fundingBandPence: standard?.fundingBandPence, isUsed: used.contains(Reference.key(reference)),
                openPosts: open.map { $0[role] ?? 0 })
        }
    }

    /// The vacant posts of the organisation by role; nil where none of its posts is known or may be seen.
    private func openPosts(
        _ owner: UUID, _ work: Work, _ moment: Moment, on db: isolated PostgresConnection
    ) throws -> [String: Int]? {
        if !work.may(.viewWorkforce, on: owner) { return nil }
        let book = try WorkforceBook(WorkforceScope(organisation: organisation), at: moment, work, on: db)
        let counts = Establishment(
            posts: book.established, assignments: book.assignments, on: moment.asOf, newSince: moment.asOf
        ).counts
        var open: [String: Int] = [:]
        var isKnown = false
        for (post, count) in zip(book.posts, counts) where post.isInScope {
            isKnown = true
            if count.vacant > 0 { open[post.role, default: 0] += count.vacant }
        }
        return isKnown ? open : nil
    }
}
