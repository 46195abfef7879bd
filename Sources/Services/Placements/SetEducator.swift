public import Domain
import FoundationEssentials
public import Postgres

/// Adds a practice educator or changes one.
public struct SetEducator: Verb {
    /// Those who manage placements.
    public static var action: Action { .managePlacements }

    let reference: String
    let organisation: String?
    let isOffSite: Bool
    let stage: Int?
    let currentUntil: CalendarDate?
    let slots: Int?

    /// Everything that is nil stays as it is.
    ///
    /// - Parameters:
    ///   - organisation: the code of the organisation they work for.
    ///   - isOffSite: that they work for none.
    ///   - stage: 1 or 2.
    ///   - currentUntil: the last day on which they are current.
    ///   - slots: how many students they take at a time.
    public init(
        reference: String, organisation: String? = nil, isOffSite: Bool = false, stage: Int? = nil,
        currentUntil: CalendarDate? = nil, slots: Int? = nil
    ) {
        self.reference = reference
        self.organisation = organisation
        self.isOffSite = isOffSite
        self.stage = stage
        self.currentUntil = currentUntil
        self.slots = slots
    }

    /// Stores the educator.
    ///
    /// - Throws: `badData` for a stage that is none, `notFound` for an unknown organisation, `notAllowed` for one that
    ///   the operator's role does not reach.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> EducatorRecord {
        let known = try EducatorTable.read([Reference.key(reference)], work, on: db).values.first
        var record =
            known?.record
            ?? EducatorRecord(
                educatorRef: reference, organisation: nil, stage: nil, currentUntil: nil, slots: nil)
        var organisationID = known?.organisationID
        if isOffSite {
            record.organisation = nil
            organisationID = nil
        } else if let organisation {
            let found = try work.organisation(organisation, on: db)
            record.organisation = organisation
            organisationID = found.id
        }
        if let organisationID {
            try work.refuseBeyondReach(
                .managePlacements, of: organisationID, record.organisation ?? "")
        } else {
            try work.refusePartOfPartnership(.managePlacements)
        }
        if let stage { record.stage = stage }
        if let currentUntil { record.currentUntil = currentUntil }
        if let slots { record.slots = slots }
        if let known {
            if record == known.record {
                throw ServiceError.badData("\(record.educatorRef) is like that already; nothing was changed.")
            }
            try EducatorTable.update(
                [known.changed(to: record, organisationID: organisationID)], work, on: db)
        } else {
            try work.queueForReferences(on: db)
            try EducatorTable.insert(
                [EducatorTable.Row(id: work.newID(), organisationID: organisationID, record: record)], work,
                on: db)
        }
        return record
    }
}
