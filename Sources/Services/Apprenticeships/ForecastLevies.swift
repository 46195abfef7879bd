public import Domain
import FoundationEssentials
public import Postgres

/// Shows what will expire of every levy account that the operator may see, and who could use what would be lost.
public struct ForecastLevies: Verb {
    /// Everybody who sees apprenticeships.
    public static var action: Action { .viewApprenticeships }
    /// A question.
    public static var isReadOnly: Bool { true }

    let question: ReportQuestion

    /// - Parameter question: its day and its moment; the rest is not asked.
    public init(_ question: ReportQuestion = ReportQuestion()) {
        self.question = question
    }

    /// Answers with one forecast for each account.
    ///
    /// - Throws: `badData` where more went out of an account than had come in, as far as was known then.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> LevyOverview {
        let moment = try Moment(asOf: question.asOf, asAt: question.asAt, work: work)
        try work.refuseToCome(
            moment.asOf, "what has moved", instead: "; the forecast looks ahead from there")
        let organisations = try db.query(
            """
            select organisation_id, code
            from berth.organisation
            where partnership_id = \(work.partnership.id)
            order by code
            """, as: (UUID, String).self
        ).filter { work.may(Self.action, on: $0.0) }
        let holders = Set(
            try db.query(
                """
                select distinct organisation_id
                from berth.levy_movement
                where partnership_id = \(work.partnership.id) and month <= \(moment.asOf)
                  and recorded_at <= \(moment.asAt) and superseded_at > \(moment.asAt)
                """, as: UUID.self))
        var accounts: [LevyReport] = []
        var receivers: [LevyOverview.Receiver] = []
        for (id, code) in organisations {
            if holders.contains(id) {
                let account = try ShowLevy(organisation: code, question).made(with: [], work, on: db).report
                accounts.append(account)
                guard let short = account.horizons.last?.shortIfAgreedStartPence, short > 0 else { continue }
                receivers.append(
                    LevyOverview.Receiver(
                        organisation: code, hasAccount: true, waiting: account.waiting.count,
                        neededWithinYearPence: short))
            } else {
                let waiting = try LevyUses(organisation: code, id: id, moment: moment, work: work, on: db)
                    .waiting(on: db).map(\.line)
                let needed = waiting.reduce(0) { $0 + $1.usesWithinYearPence }
                if needed == 0 { continue }
                receivers.append(
                    LevyOverview.Receiver(
                        organisation: code, hasAccount: false, waiting: waiting.count,
                        neededWithinYearPence: needed))
            }
        }
        let rules = accounts.flatMap(\.rules).reduce(into: [RuleLine]()) { rules, rule in
            if !rules.contains(rule) { rules.append(rule) }
        }
        return LevyOverview(
            report: "levy", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt), rules: rules,
            accounts: accounts.map { LevyOverview.Account($0) }, receivers: receivers,
            partial: !work.mayEverywhere(Self.action))
    }
}
