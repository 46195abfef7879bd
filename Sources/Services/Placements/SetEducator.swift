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
            if !work.may(.managePlacements, on: organisationID) {
                throw ServiceError(
                    .notAllowed,
                    "\(work.actor.login) may not \(Action.managePlacements.phrase) for \(record.organisation ?? ""); their role is for another organisation."
                )
            }
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

/// A practice educator in a list.
public struct EducatorLine: Sendable, Codable, Hashable {
    /// The educator.
    public let educator: EducatorRecord
    /// The placements they are named in that have not ended or been withdrawn, by reference.
    public let placements: [String]
    /// The last day of the last of them.
    @ExplicitNull public var neededUntil: CalendarDate?
    /// Whether their currency has run out, or will before that day.
    public let isExpiring: Bool
}

/// Lists practice educators, by reference.
public struct ListEducators: Verb {
    /// Everybody who sees placements.
    public static var action: Action { .viewPlacements }
    /// A question.
    public static var isReadOnly: Bool { true }

    let isExpiringOnly: Bool
    let asOf: CalendarDate?

    /// - Parameters:
    ///   - expiring: only those whose currency has run out, or will before a placement of theirs ends.
    ///   - asOf: the day of the list; today when nil.
    public init(expiring: Bool = false, asOf: CalendarDate? = nil) {
        isExpiringOnly = expiring
        self.asOf = asOf
    }

    /// Answers in the order of reference.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [EducatorLine] {
        let date = asOf ?? work.today
        var named: [UUID: (references: [String], until: CalendarDate)] = [:]
        try db.forEachRow(
            """
            select educator_id, reference, ends_on
            from berth.placement
            where partnership_id = \(work.partnership.id) and educator_id is not null and ends_on >= \(date)
              and (withdrawn_on is null or withdrawn_on > \(date))
            order by reference collate "C"
            """, as: (UUID?, String, CalendarDate).self
        ) { id, reference, until in
            guard let id else { return }
            let held = named[id] ?? ([], until)
            named[id] = (held.references + [reference], max(held.until, until))
        }
        let rows = try EducatorTable.read(where: "true", work, on: db).values
        return rows.sorted { $0.record.educatorRef < $1.record.educatorRef }.map { row in
            let needed = named[row.id]
            let until = max(date, needed?.until ?? date)
            return EducatorLine(
                educator: row.record, placements: needed?.references ?? [], neededUntil: needed?.until,
                isExpiring: row.record.currentUntil.map { $0 < until } ?? false)
        }.filter { !isExpiringOnly || $0.isExpiring }
    }
}
