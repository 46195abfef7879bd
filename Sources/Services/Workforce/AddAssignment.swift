public import Domain
import FoundationEssentials
public import Postgres

/// Puts somebody in a post.
public struct AddAssignment: Verb {
    /// Those who manage posts and assignments.
    public static var action: Action { .manageWorkforce }

    let draft: AssignmentDraft

    /// - Parameter draft: who, where and from when.
    public init(_ draft: AssignmentDraft) { self.draft = draft }

    /// Stores the assignment.
    ///
    /// - Throws: `badData` for values that cannot be, `conflict` where the post has no room for it or is deleted.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> AssignmentRecord {
        try work.queueForReferences(on: db)
        let post = try work.post(draft.post, of: draft.organisation, on: db)
        try work.refuseBeyondReach(.manageWorkforce, of: post.organisationID, post.record.organisation)
        let name = "\(draft.person) in \(post.record.postRef)"
        guard draft.fte > .zero, draft.fte <= .one else {
            throw ServiceError.badData(
                "\(name) has \(draft.fte) of a full-time equivalent; it is above 0 and at most 1, as in 0.6.")
        }
        if let ended = draft.endsOn, ended < draft.startsOn {
            throw ServiceError.badData(
                "\(name) cannot end on \(ended), before it starts on \(draft.startsOn).")
        }
        if draft.kind == .agency, draft.endsOn == nil, draft.coverUntil == nil {
            throw ServiceError.badData(
                "Agency cover needs an end: give --cover-until, or --ends-on where it is agreed.")
        }
        if draft.kind == .employee, draft.coverUntil != nil || draft.coverPlan != nil {
            throw ServiceError.badData("Only agency covers a post; leave the cover out for an employee.")
        }
        let candidate = try draft.candidate.map { try work.candidateID($0, on: db) }
        let record = AssignmentRecord(
            organisation: post.record.organisation, postRef: post.record.postRef, personRef: draft.person,
            kind: draft.kind, fte: draft.fte, startedOn: draft.startsOn, endedOn: draft.endsOn,
            leavingReason: nil, destination: nil, candidateRef: draft.candidate, route: draft.route,
            qualifiedOn: draft.qualifiedOn, birthYear: nil, cases: nil, daysLost: nil,
            coverUntil: draft.coverUntil, coverPlan: draft.coverPlan, exitThemes: [])
        let change = AssignmentTable.Change(
            id: work.newID(), known: nil, organisationID: post.organisationID, postID: post.id,
            candidateID: candidate, record: record)
        try AssignmentTable.write([change], work, on: db)
        try EstablishmentCheck.refuse(post: post.id, work, on: db)
        return record
    }
}

/// Somebody who is to be put in a post.
public struct AssignmentDraft: Sendable, Hashable {
    /// The post.
    public var post: String
    /// Whose post it is, where several organisations have one of that reference.
    public var organisation: String?
    /// The person, by the organisation's own reference.
    public var person: String
    /// Employee or agency.
    public var kind: Assignment.Kind
    /// Contracted hours over standard hours, above 0 and at most 1.
    public var fte: FTE
    /// The first day.
    public var startsOn: CalendarDate
    /// The last day, inclusive.
    public var endsOn: CalendarDate?
    /// The candidate who starts here.
    public var candidate: String?
    /// How they came, as a code.
    public var route: String?
    /// When they qualified.
    public var qualifiedOn: CalendarDate?
    /// Of agency: until when it is planned.
    public var coverUntil: CalendarDate?
    /// Of agency: what is to follow it.
    public var coverPlan: String?

    /// Makes a draft of somebody on standard hours.
    public init(
        post: String, person: String, kind: Assignment.Kind = .employee, fte: FTE = .one,
        startsOn: CalendarDate
    ) {
        self.post = post
        self.person = person
        self.kind = kind
        self.fte = fte
        self.startsOn = startsOn
    }
}
