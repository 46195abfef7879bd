public import Domain
import FoundationEssentials
public import Postgres

/// Corrects what was recorded of somebody in a post, or takes back that they ever were in it.
public struct CorrectAssignment: Verb {
    /// Those who manage posts and assignments.
    public static var action: Action { .manageWorkforce }

    let post: String
    let organisation: String?
    let person: String
    let startedOn: CalendarDate?
    let correction: AssignmentCorrection?
    let reason: String

    /// - Parameters:
    ///   - organisation: its code, where several have a post of that reference.
    ///   - startedOn: the first day as it is recorded, where the person was in the post several times.
    ///   - correction: what was wrong about it; nil where the person was never in the post, or never was.
    ///   - reason: what was wrong; kept in the audit.
    public init(
        post: String, organisation: String? = nil, person: String, startedOn: CalendarDate? = nil,
        _ correction: AssignmentCorrection?, reason: String
    ) {
        self.post = post
        self.organisation = organisation
        self.person = person
        self.startedOn = startedOn
        self.correction = correction
        self.reason = reason
    }

    /// Adds a version of the assignment, or closes the last where it is taken back; how it was known before stays.
    ///
    /// - Throws: `notFound` where the person is not in the post, `usage` where they are several times and no start is
    ///   given, `badData` for values that cannot be, `conflict` where nothing differs or it does not go together with
    ///   the post, with what the person has elsewhere, or with whom the post is kept for.
    /// - Returns: the assignment as it is now; as it was, where it is taken back.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> AssignmentRecord {
        try work.refuseBlank(reason, for: "The correction of \(person) in \(post)")
        try work.queueForReferences(on: db)
        let post = try work.post(post, of: organisation, on: db)
        try work.refuseBeyondReach(.manageWorkforce, of: post.organisationID, post.record.organisation)
        let known = try work.assignments(where: "assignment.post_id = \(post.id)", on: db)
        let row = try corrected(known, in: post.record)
        guard let correction else {
            try AssignmentTable.takeBack(row, reason: reason, work, on: db)
            // What was counted elsewhere of a person is held to the day on which they came.
            try EstablishmentCheck.refuse(
                posts: """
                    select other.post_id
                    from berth.assignment as other
                    where other.partnership_id = \(work.partnership.id) and other.superseded_at = 'infinity'
                      and other.organisation_id = \(row.organisationID)
                      and other.person_key = \(Reference.key(row.record.personRef))
                    """, work, on: db)
            return row.record.told(work)
        }
        if !work.seesPersons, correction.destination != nil || correction.cleared.contains(.destination) {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.viewWorkforcePersons.phrase), so they cannot correct a destination."
            )
        }
        var record = row.record
        correction.apply(to: &record)
        var candidateID = row.candidateID
        if correction.cleared.contains(.candidate) {
            (record.candidateRef, candidateID) = (nil, nil)
        } else if let candidate = correction.candidate {
            let found = try work.candidateNamed(candidate, on: db)
            (record.candidateRef, candidateID) = (found.reference, found.id)
        }
        record.tell(
            try record.counts(
                on: correction.countedOn, cases: correction.cases, daysLost: correction.daysLost,
                without: correction.cleared))
        if record == row.record {
            throw ServiceError.conflict(
                "\(record.personRef) is in \(record.postRef) like that already; nothing was changed.")
        }
        if record.endedOn == nil, record.leavingReason != nil || record.destination != nil {
            throw ServiceError.badData(
                "A reason and a destination belong to an assignment that has ended; give --ends-on too.")
        }
        try record.refuseImpossible(work, on: db)
        if record.startedOn != row.record.startedOn { try post.record.refuseEarly(record) }
        if let reservation = Reservation(post, known, today: work.today),
            reservation.isBroken(by: record, candidateID: candidateID),
            !reservation.isBroken(by: row.record, candidateID: row.candidateID)
        {
            throw ServiceError.conflict("\(reservation.words); release it first with berth post release.")
        }
        try AssignmentTable.write(
            [
                AssignmentTable.Change(
                    id: row.id, known: row, organisationID: row.organisationID, postID: row.postID,
                    candidateID: candidateID, record: record, reason: reason)
            ], work, on: db)
        try EstablishmentCheck.refuse(post: post.id, work, on: db)
        return record.told(work)
    }

    /// The one assignment that is meant.
    private func corrected(_ known: [AssignmentRow], in post: PostRecord) throws(ServiceError)
        -> AssignmentRow
    {
        let key = Reference.key(person)
        let found = known.filter {
            Reference.key($0.record.personRef) == key
                && (startedOn == nil || $0.record.startedOn == startedOn)
        }
        guard let row = found.first else {
            let since = startedOn.map { " from \($0)" } ?? ""
            throw .notFound(
                "\(person) is not in the post \(post.postRef)\(since); see berth assignment list.")
        }
        if found.count > 1 {
            let starts = found.map(\.record.startedOn.description).joined(separator: ", ")
            throw ServiceError(
                .usage,
                "\(row.record.personRef) was in the post \(post.postRef) several times, from \(starts); name one with --started-on."
            )
        }
        return row
    }
}
