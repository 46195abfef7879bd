public import Domain

/// A post that is to be added to the establishment.
public struct PostDraft: Sendable, Hashable {
    /// Whose it is, by the code of the organisation.
    public var organisation: String
    /// The reference, unique within the organisation.
    public var reference: String
    /// The title.
    public var title: String
    /// The role, a code of the list `role`.
    public var role: String
    /// The team.
    public var team: String?
    /// How much of a full-time post it is, above 0 and at most 1.
    public var fte: FTE
    /// The first day; today when nil.
    public var createdOn: CalendarDate?
    /// The regulator that its holder must be registered with.
    public var regulator: String?

    /// Makes a draft of a full-time post.
    public init(organisation: String, reference: String, title: String, role: String, fte: FTE = .one) {
        self.organisation = organisation
        self.reference = reference
        self.title = title
        self.role = role
        self.fte = fte
    }
}

/// What is to be different about a post; everything left nil stays as it is.
public struct PostEdit: Sendable, Hashable {
    /// What a post may be without, and can therefore be taken out.
    public enum Clearable: String, Sendable, CaseIterable {
        case team, regulator
    }

    /// The title.
    public var title: String?
    /// The role, a code of the list `role`.
    public var role: String?
    /// The team.
    public var team: String?
    /// How much of a full-time post it is.
    public var fte: FTE?
    /// The first day.
    public var createdOn: CalendarDate?
    /// The regulator that its holder must be registered with.
    public var regulator: String?
    /// What it is without after all.
    public var cleared: Set<Clearable> = []

    /// Changes nothing yet.
    public init() {}

    func apply(to record: inout PostRecord) {
        record.title = title ?? record.title
        record.role = role ?? record.role
        record.team = cleared.contains(.team) ? nil : team ?? record.team
        record.fte = fte ?? record.fte
        record.createdOn = createdOn ?? record.createdOn
        record.regulator = cleared.contains(.regulator) ? nil : regulator ?? record.regulator
    }
}

extension PostRecord {
    /// Refuses values that no post can have.
    ///
    /// - Throws: `badData`.
    func refuseImpossible(_ roles: CodeList) throws(ServiceError) {
        guard fte > .zero, fte <= .one else {
            throw .badData(
                "The post \(postRef) is \(fte) of a full-time equivalent; it is above 0 and at most 1, as in 0.6."
            )
        }
        if let closedOn, closedOn < createdOn {
            throw .badData(
                "The post \(postRef) was deleted on \(closedOn), so it cannot be created on \(createdOn), after that."
            )
        }
        try roles.refuseUnknown(role)
    }

    /// Refuses somebody who would be in the post before it was created.
    func refuseEarly(_ record: AssignmentRecord) throws(ServiceError) {
        if let fault = fault(of: record.personRef, from: record.startedOn) {
            throw .badData(
                "\(fault); give a later first day, or correct the post with berth post edit --created-on.")
        }
    }

    /// Why somebody cannot be in the post from a day, since it was created later; nil where it was there.
    ///
    /// A verb refuses it. Of a file, whose posts may be dated by when another system got them, it is a warning.
    func fault(of person: String, from date: CalendarDate) -> String? {
        date < createdOn
            ? "\(person) is in \(postRef) from \(date), before it was created on \(createdOn)" : nil
    }

    /// The same of the first of those who are or were in it.
    func fault(of holders: [AssignmentRecord]) -> String? {
        holders.min { $0.startedOn < $1.startedOn }.flatMap { fault(of: $0.personRef, from: $0.startedOn) }
    }
}
