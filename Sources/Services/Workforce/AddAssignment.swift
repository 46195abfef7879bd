public import Domain
import FoundationEssentials
public import Postgres

/// Puts somebody in a post.
public struct AddAssignment: Verb {
    /// Those who manage posts and assignments.
    public static var action: Action { .manageWorkforce }

    let draft: AssignmentDraft
    let overrideReason: String?

    /// - Parameters:
    ///   - draft: who, where and from when.
    ///   - overrideReason: why the post is filled although it is kept for somebody else; it is kept for nobody then.
    public init(_ draft: AssignmentDraft, overrideReason: String? = nil) {
        self.draft = draft
        self.overrideReason = overrideReason
    }

    /// Stores the assignment.
    ///
    /// - Throws: `badData` for values that cannot be, `conflict` where the post has no room for it, is deleted or is
    ///   kept for somebody else.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> AddedAssignment {
        try work.queueForReferences(on: db)
        let post = try work.post(draft.post, of: draft.organisation, on: db)
        try work.refuseBeyondReach(.manageWorkforce, of: post.organisationID, post.record.organisation)
        let candidate = try draft.candidate.map { try work.candidateNamed($0, on: db) }
        var record = AssignmentRecord(
            organisation: post.record.organisation, postRef: post.record.postRef, personRef: draft.person,
            kind: draft.kind, fte: draft.fte, startedOn: draft.startsOn, endedOn: draft.endsOn,
            leavingReason: nil, destination: nil, candidateRef: candidate?.reference, route: draft.route,
            qualifiedOn: draft.qualifiedOn, birthYear: nil,
            coverUntil: draft.coverUntil, coverPlan: draft.coverPlan, exitThemes: [])
        record.tell(
            try record.counts(on: draft.countedOn, cases: draft.cases, daysLost: draft.daysLost))
        try record.refuseImpossible(work, on: db)
        try post.record.refuseEarly(record)
        let known = try work.assignments(where: "assignment.post_id = \(post.id)", on: db)
        if let reservation = Reservation(post, known, today: work.today),
            reservation.isBroken(by: record, candidateID: candidate?.id)
        {
            guard let overrideReason else {
                throw ServiceError.conflict(
                    "\(reservation.words); name the candidate with --candidate, or put somebody else in it with --override and the reason."
                )
            }
            try work.refuseBlank(overrideReason, for: "The override")
            var released = post
            released.reservations.end(on: work.today)
            try PostTable.write(
                [PostTable.Change(released, of: post, reason: overrideReason)], work, on: db)
        }
        let change = AssignmentTable.Change(
            id: work.newID(), known: nil, organisationID: post.organisationID, postID: post.id,
            candidateID: candidate?.id, record: record)
        try AssignmentTable.write([change], work, on: db)
        try EstablishmentCheck.refuse(post: post.id, work, on: db)
        return AddedAssignment(
            assignment: record,
            frozen: post.record.spells.first { $0.overlaps(from: record.startedOn, until: record.endedOn) })
    }
}

/// What ``AddAssignment`` answers.
public struct AddedAssignment: Sendable, Hashable {
    /// Who is in which post.
    public let assignment: AssignmentRecord
    /// When the post is frozen meanwhile, the first time; nil where it is to be filled. Agency may be in it, and people
    /// who are there in spite of that.
    public let frozen: FrozenSpell?
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
    /// The day on which the cases and days lost were counted.
    public var countedOn: CalendarDate?
    /// Cases held at its close, at most ``AssignmentCount/mostCases``.
    public var cases: Int?
    /// Working days lost in the twelve months up to it, or since the start where that is later; at most
    /// ``AssignmentCount/mostDaysLost``.
    public var daysLost: FTE?

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
