public import Domain
public import FoundationEssentials
public import Postgres

/// The rounds that the batch has to look at, by reference; needs a role in the whole partnership.
public struct ListOpenRounds: Verb {
    /// Those who run the batch.
    public static var action: Action { .runBatch }
    /// A question.
    public static var isReadOnly: Bool { true }

    /// The key of a round, to be handed to ``TakeRoundSnapshot``.
    public typealias RoundID = UUID

    let asOf: CalendarDate
    let only: RoundReference?

    /// - Parameters:
    ///   - asOf: rounds that were open on this day, closed on it included, or whose deadlines are still open.
    ///   - only: this round, whatever its state.
    public init(asOf: CalendarDate, only: RoundReference? = nil) {
        self.asOf = asOf
        self.only = only
    }

    /// Answers keys and references.
    public func perform(
        _ work: Work, on db: isolated PostgresConnection
    ) throws -> [(id: RoundID, reference: RoundReference)] {
        if let only {
            return [(try work.round(only, on: db).roundId, only)]
        }
        return try db.query(
            """
            select round.round_id, contract.reference, round.round_no
            from \(Work.roundTables)
            where round.partnership_id = \(work.partnership.id)
              and (
                  (round.closed_on is null or round.closed_on >= \(asOf))
                  and (round.option_lapsed_on is null or round.option_lapsed_on > \(asOf))
                  or exists (
                      select from berth.deadline
                      where deadline.partnership_id = round.partnership_id
                        and deadline.subject_id = round.round_id and deadline.closed_on is null
                  )
              )
            order by contract.reference, round.round_no
            """, as: (UUID, String, Int).self
        ).map { ($0.0, RoundReference(contract: $0.1, number: $0.2)) }
    }
}
