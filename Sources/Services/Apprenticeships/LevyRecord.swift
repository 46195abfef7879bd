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
}

extension Work {
    /// What came into an organisation's levy account and went out of it, as known at a moment.
    func levyMovements(
        of organisationID: UUID, through date: CalendarDate, at moment: Date,
        on db: isolated PostgresConnection
    ) throws -> [LevyMovement] {
        try db.query(
            """
            select month, kind, amount_pence
            from berth.levy_movement
            where partnership_id = \(partnership.id) and organisation_id = \(organisationID) and month <= \(date)
              and recorded_at <= \(moment) and superseded_at > \(moment)
            order by month, kind
            """, as: (CalendarDate, String, Int).self
        ).compactMap { month, kind, pence in
            LevyMovement.Kind(rawValue: kind).map { LevyMovement($0, pence, in: Month(of: month)) }
        }
    }

    /// The levy account of an organisation through the month of a day.
    ///
    /// - Throws: `notFound` where nothing is recorded; `badData` where more went out than had come in, which nothing
    ///   that is stored now does, but what was known at an earlier moment may.
    func levyAccount(
        of organisationID: UUID, _ organisation: String, _ moment: Moment, on db: isolated PostgresConnection
    ) throws -> LevyAccount {
        let movements = try levyMovements(
            of: organisationID, through: moment.asOf, at: moment.asAt, on: db)
        if movements.isEmpty {
            throw ServiceError.notFound(
                "Nothing is recorded of the levy account of \(organisation); import it with berth import levy."
            )
        }
        do {
            return try LevyAccount(
                movements, terms: try reference(at: moment, on: db).levyTerms, through: Month(of: moment.asOf)
            )
        } catch let error as LevyError {
            throw ServiceError.badData(
                "As far as was known then, \(organisation) paid out more in \(error.month) than had come in; choose a later moment with --as-at."
            )
        }
    }
}
