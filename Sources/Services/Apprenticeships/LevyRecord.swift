import Domain
import FoundationEssentials
import Postgres

extension ReferenceData {
    /// How long levy funds last, by the month in which they enter.
    var levyTerms: [LevyTerms] {
        rules.values(of: "levy.funds_expire_after").compactMap { rule in
            Int(rule.value).map { LevyTerms(from: Month(of: rule.effectiveFrom), months: $0) }
        }
    }

    /// The first month in which funds entered an account; nil where no rule says.
    var firstLevyMonth: Month? { levyTerms.map(\.from).min() }

    /// What is held back of the price of a training that begins on a day until it ends, in whole per cent.
    func heldBack(on date: CalendarDate) -> Int {
        (try? rules.rule("levy.completion_payment", on: date)).flatMap { Int($0.value) } ?? 0
    }

    /// What the government adds to funds that enter in a month, in whole per cent of what the employer paid.
    func levyTopUp(in month: Month) -> Int {
        (try? rules.rule("levy.top_up", on: month.first)).flatMap { Int($0.value) } ?? 0
    }
}

extension Work {
    /// What came into an organisation's levy account and went out of it, as known at a moment.
    func levyMovements(
        of organisationID: UUID, through date: CalendarDate, at moment: Date,
        on db: isolated PostgresConnection
    ) throws -> [KnownLevy.Movement] {
        try db.query(
            """
            select month, kind, amount_pence, revision, recorded_at
            from berth.levy_movement
            where partnership_id = \(partnership.id) and organisation_id = \(organisationID) and month <= \(date)
              and recorded_at <= \(moment) and superseded_at > \(moment)
            order by month, kind
            """, as: (CalendarDate, String, Int, Int, Date).self
        ).compactMap { month, kind, pence, revision, recordedAt in
            LevyMovement.Kind(rawValue: kind).map {
                KnownLevy.Movement(
                    moved: LevyMovement($0, pence, in: Month(of: month)), revision: revision,
                    recordedAt: recordedAt)
            }
        }
    }

    /// The levy account of an organisation through the month of a day.
    ///
    /// - Throws: `notFound` where nothing is recorded; `badData` where more went out than had come in, which nothing
    ///   that is stored now does, but what was known at an earlier moment may.
    func levyAccount(
        of organisationID: UUID, _ organisation: String, _ moment: Moment, on db: isolated PostgresConnection
    ) throws -> KnownLevy {
        let movements = try levyMovements(
            of: organisationID, through: moment.asOf, at: moment.asAt, on: db)
        guard let last = movements.map(\.moved.month).max() else {
            throw ServiceError.notFound(
                "Nothing is recorded of the levy account of \(organisation); import it with berth import levy."
            )
        }
        do {
            let terms = try reference(at: moment, on: db).levyTerms
            let now = Month(of: moment.asOf)
            let account = try LevyAccount(
                movements.map(\.moved), terms: terms, through: now,
                isOver: moment.asOf == moment.asOf.lastOfMonth)
            return KnownLevy(
                account: account,
                recorded: last == now
                    ? account : try LevyAccount(movements.map(\.moved), terms: terms, through: last),
                recordedThrough: last, movements: movements)
        } catch let error as LevyError {
            throw ServiceError.badData(
                "As far as was known then, \(organisation) paid out more in \(error.month) than had come in; choose a later moment with --as-at."
            )
        }
    }
}

/// A levy account as far as it is recorded.
struct KnownLevy: Sendable {
    /// What moved, with the version that says so.
    struct Movement: Sendable {
        let moved: LevyMovement
        let revision: Int
        let recordedAt: Date
    }

    /// Through the month of the day; nothing moves in the months of which nothing is recorded.
    let account: LevyAccount
    /// Through the last month of which anything is recorded.
    let recorded: LevyAccount
    /// The last month of which anything is recorded.
    let recordedThrough: Month
    /// What it was reckoned from, by month.
    let movements: [Movement]

    /// The twelve months up to the last recorded one, or as many as are recorded. One that is not over is none of them,
    /// unless there is no other: what is recorded of it is only a part.
    var lastYear: ArraySlice<LevyAccount.Line> {
        let months = recorded.lines
        let isPart = recorded.isOpen && months.count > 1
        return months.dropLast(isPart ? 1 : 0).suffix(12)
    }

    /// How many months that are over nothing is recorded of.
    var monthsBehind: Int {
        guard let last = account.lines.last?.month else { return 0 }
        return max(0, recordedThrough.months(until: account.isOpen ? last.adding(-1) : last))
    }

    /// The mean of a month, in pence.
    func mean(_ part: (LevyAccount.Line) -> Int) -> Int {
        lastYear.reduce(0) { $0 + part($1) } / max(1, lastYear.count)
    }
}
