public import Domain
import Logging
public import Services

extension RoundTargetsBatch {
    /// Runs the batch in the partnership of the operator or, where none was chosen, in each in which they may.
    ///
    /// A partnership that fails is reported and does not stop the others. A round that is asked for has to be found in
    /// one of them.
    ///
    /// - Parameters:
    ///   - asOf: the day of the snapshots.
    ///   - only: one round only.
    ///   - dryRun: does everything and takes it back.
    ///   - report: called for each round, partnership by partnership, in the order of reference.
    /// - Throws: `badData` for a day after today, unless it is a dry run; `notAllowed` where the operator may run the
    ///   batch nowhere; `notFound` where nobody has the round; with one partnership, whatever stops its batch.
    public func runEverywhere(
        as actor: Operator, asOf: CalendarDate, only: RoundReference? = nil, dryRun: Bool = false,
        report: (Turn) -> Void
    ) async throws(ServiceError) -> Summary {
        if let partnership = actor.partnership {
            return try await run(
                as: actor.working(in: partnership), asOf: asOf, only: only, dryRun: dryRun, report: report)
        }
        try refuseFuture(asOf, dryRun: dryRun)
        let places = actor.batchPartnerships
        if places.isEmpty {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not run the batch in any partnership; ask an administrator for a role in the whole of one."
            )
        }
        var total = Summary(asOf: asOf)
        var without = 0
        for place in places {
            do throws(ServiceError) {
                total.add(
                    try await run(
                        as: actor.working(in: place), asOf: asOf, only: only, dryRun: dryRun, report: report))
            } catch {
                if only != nil && error.kind == .notFound {
                    without += 1
                } else {
                    logger.error(
                        "batch failed", metadata: ["partnership": "\(place.code)", "why": "\(error)"])
                    let failed = Turn.partnershipFailed(place.code, error)
                    total.count(failed)
                    report(failed)
                }
            }
        }
        if let only, without == places.count {
            let codes = places.map(\.code).joined(separator: ", ")
            throw ServiceError(.notFound, "There is no round \(only) in \(codes); see berth round list.")
        }
        return total
    }

    /// Refuses a day that has not come: the snapshots of a day are kept once the day is here.
    func refuseFuture(_ asOf: CalendarDate, dryRun: Bool) throws(ServiceError) {
        let today = LondonTime.date(of: workspace.now())
        if asOf > today && !dryRun {
            throw ServiceError(
                .badData,
                "The batch cannot keep snapshots of \(asOf), which is after today, \(today); give a day that has come, or add --dry-run to see what it would say."
            )
        }
    }
}
