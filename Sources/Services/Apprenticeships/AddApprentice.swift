public import Domain
import FoundationEssentials
public import Postgres

/// Adds an apprentice: a person, the standard they are to be on, and what is agreed of the training.
public struct AddApprentice: Verb {
    /// Those who manage apprenticeships.
    public static var action: Action { .manageApprenticeships }

    let record: ApprenticeRecord

    /// - Parameter record: with an empty reference for somebody new, who then gets one.
    public init(_ record: ApprenticeRecord) {
        self.record = record
    }

    /// Stores the apprentice.
    ///
    /// - Throws: `badData` for a role that is not of the list, dates out of order, or a training that is shorter than the rule
    ///   allows, a date of birth of nobody who works, fewer hours than the minimum without a reason, or nobody to go on from; `notFound` for an unknown standard; `conflict` when the person is on this standard already, belongs to another employer or would be on two at once.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> AgreedTraining {
        let employer = try work.organisation(record.organisation, to: Self.action, on: db)
        let book = StandardBook(try work.standards(on: db))
        guard let standard = book.standard(record.standardRef, on: record.plannedStartOn) else {
            throw ServiceError.notFound(
                "There is no standard \(record.standardRef) in \(work.partnership.name); import the standards first or see berth standard list."
            )
        }
        var stored = record
        stored.standardRef = standard.record.standardRef
        try work.codes(.role, on: db).refuseUnknown(record.role)
        let reference = try work.reference(on: db)
        if let fault = record.plannedDaysFault ?? record.plannedLengthFault(started: nil, reference)
            ?? record.birthFault(today: work.today) ?? record.hoursFault(standard)
        {
            throw ServiceError.badData(fault)
        }
        if let from = record.transferredFrom, let name = stored.formerName {
            let former = try work.formerApprenticeships([from], on: db)[name]
            stored.transferredFrom = former?.record.apprenticeRef ?? from
            let found = former.map { (reference: $0.record.apprenticeRef, organisationID: $0.organisationID) }
            if let fault = stored.formerFault(found, own: employer.id) { throw ServiceError.badData(fault) }
        }
        try work.refuseOtherTraining(stored, nil, on: db)
        while stored.apprenticeRef.isEmpty {
            let next = try Reference.make(
                prefix: work.partnership.prefix, kind: .apprentice,
                number: try work.nextNumber(of: "apprentice", on: db))
            // A file may have brought a reference of this form.
            let taken = try work.seeingEverything(on: db) {
                try db.first(
                    """
                    select apprenticeship_id
                    from berth.apprenticeship
                    where partnership_id = \(work.partnership.id) and reference_key = \(Reference.key(next))
                    """, as: UUID.self)
            }
            if taken == nil { stored.apprenticeRef = next }
        }
        try ApprenticeTable.insert(
            [.init(new: stored, id: work.newID(), organisationID: employer.id)], work, on: db)
        return AgreedTraining(stored, standard, reference)
    }
}
