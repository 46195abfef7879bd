import Domain
import Postgres

/// What stands against a start, unless somebody who may says why it was all the same.
struct StartFault: Sendable, Hashable {
    /// The rule and what breaks it, without a full stop.
    let what: String
    /// What would put it right, in words that follow a semicolon.
    let wayOut: String
}

extension ApprenticeRecord {
    /// What the standard or funding has against a start on a day; nil where nothing is.
    ///
    /// - Parameter standard: the version of the day, as ``StandardBook/standard(_:on:)`` finds it.
    func startFault(
        _ standard: StandardRow?, on start: CalendarDate, _ reference: ReferenceData
    ) -> StartFault? {
        // Whoever goes on at another employer began it in its days.
        if transferredFrom == nil, let kept = standard?.record, !kept.isInEffect(on: start) {
            return StartFault(
                what:
                    "No version of \(standardRef) is in effect on \(start): version \(kept.version) takes starts\(kept.effectiveFrom.map { " from \($0)" } ?? "")\(kept.effectiveTo.map { " up to \($0)" } ?? "")",
                wayOut: "correct the day, or the dates of the standard with berth import standards")
        }
        return unfundedStart(standard, on: start, reference).map {
            StartFault(
                what: $0, wayOut: "correct the date of birth or the exception with berth apprentice change")
        }
    }
}

extension Work {
    /// Refuses a start that nothing can justify: too near the planned end, or before the person left the employer they
    /// come from.
    func refuseImpossibleStart(
        of record: ApprenticeRecord, on start: CalendarDate, _ reference: ReferenceData,
        on db: isolated PostgresConnection
    ) throws {
        if let from = record.transferredFrom, let name = record.formerName {
            let former = try formerApprenticeships([from], on: db)[name]
            if let fault = record.formerFault(
                startingOn: start, left: try former?.episode().day(of: .transferred))
            {
                throw ServiceError.conflict(fault)
            }
        }
        if let fault = record.startDayFault(start, reference) { throw ServiceError.conflict(fault) }
    }

    /// The reason to start in spite of what stands against it, which is given and which the operator may give.
    func overriding(_ faults: [StartFault], of row: ApprenticeshipRow, _ reason: String?) throws -> String {
        guard let reason, reason.contains(where: { !$0.isWhitespace }) else {
            throw ServiceError.conflict(
                faults.map {
                    "\($0.what); \($0.wayOut), or say with --override-reason why it started all the same."
                }
                .joined(separator: " "))
        }
        if !may(.overrideApproval, on: row.organisationID) {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not \(Action.overrideApproval.phrase). \(faults.map { "\($0.what)." }.joined(separator: " "))"
            )
        }
        return reason
    }
}
