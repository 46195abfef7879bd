public import Domain
public import Postgres

/// Changes what is agreed of an apprentice's training, which both sides then have to agree to anew.
public struct ChangeApprentice: Verb {
    /// Those who manage apprenticeships.
    public static var action: Action { .manageApprenticeships }

    /// What changes; nil leaves a thing as it is.
    public struct Change: Sendable, Hashable {
        /// The role.
        public var role: String?
        /// The provider.
        public var provider: String?
        /// The mentor.
        public var mentor: String?
        /// The first day.
        public var plannedStartOn: CalendarDate?
        /// The last day.
        public var plannedEndOn: CalendarDate?
        /// The price, in pence.
        public var pricePence: Int?
        /// The agreed hours off the job.
        public var agreedHours: Int?
        /// Why these are fewer than the standard's minimum.
        public var hoursReason: String?
        /// The date of birth.
        public var dateOfBirth: CalendarDate?
        /// Whether funding pays for longer, as for a care leaver.
        public var ageException: Bool?

        /// No change.
        public init() {}
    }

    let reference: String
    let standard: String?
    let change: Change

    /// - Parameter standard: where the person has been on several.
    public init(reference: String, standard: String? = nil, _ change: Change) {
        self.reference = reference
        self.standard = standard
        self.change = change
    }

    /// Stores a further version.
    ///
    /// - Throws: `badData` when nothing changes, the training becomes shorter than the rule allows, the date of birth is of
    ///   nobody who works, or fewer hours than the minimum are agreed without a reason; `conflict` for training dates that
    ///   overlap other training.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> AgreedTraining {
        let row = try work.apprenticeship(reference, standard: standard, on: db)
        try work.refuseBeyondReach(.manageApprenticeships, of: row.organisationID, row.record.organisation)
        var record = row.record
        if let role = change.role {
            try work.codes(.role, on: db).refuseUnknown(role)
            record.role = role
        }
        if let provider = change.provider { record.provider = provider }
        if let mentor = change.mentor { record.mentor = mentor }
        if let date = change.plannedStartOn { record.plannedStartOn = date }
        if let date = change.plannedEndOn { record.plannedEndOn = date }
        if let date = change.dateOfBirth { record.dateOfBirth = date }
        if let exception = change.ageException { record.ageException = exception }
        if let fault = record.birthFault(today: work.today) { throw ServiceError.badData(fault) }
        if let fault = record.plannedDaysFault { throw ServiceError.badData(fault) }
        let reference = try work.reference(on: db)
        if !record.hasTheDaysOf(row.record),
            let fault = record.plannedLengthFault(started: try row.episode().startedOn, reference)
        {
            throw ServiceError.badData(fault)
        }
        if let price = change.pricePence { record.pricePence = price }
        if let hours = change.agreedHours { record.agreedHours = hours }
        if let reason = change.hoursReason { record.hoursReason = reason }
        let standard = StandardBook(try work.standards(on: db))
            .standard(record.standardRef, on: record.plannedStartOn)
        if !record.hasTheHoursOf(row.record), let fault = record.hoursFault(standard) {
            throw ServiceError.badData(fault)
        }
        if record == row.record {
            throw ServiceError.badData(
                "\(record.apprenticeRef) is recorded so already; give something that differs.")
        }
        let given = try work.approvals(of: row, on: db).map(\.party)
        if !record.hasTheDaysOf(row.record) { try work.refuseOtherTraining(record, row, on: db) }
        try ApprenticeTable.update([.init(row, changedTo: record)], work, on: db)
        let isAgreed = record.hasTheTermsOf(row.record)
        return AgreedTraining(
            record,
            standard, reference, given: isAgreed ? given : [], voided: isAgreed ? [] : given)
    }
}
