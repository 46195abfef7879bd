public import Domain
import FoundationEssentials
public import Postgres

/// Records that somebody leaves a post, why, where to, and what the exit interview was about.
public struct EndAssignment: Verb {
    /// Those who manage posts and assignments.
    public static var action: Action { .manageWorkforce }

    let post: String
    let organisation: String?
    let person: String
    let on: CalendarDate?
    let reason: String
    let destination: String?
    let themes: [ExitTheme]

    /// - Parameters:
    ///   - organisation: its code, where several have a post of that reference.
    ///   - on: the last day; today when nil. It may be to come.
    ///   - reason: a code, such as `resigned`.
    ///   - destination: a code, such as `other_council`; only for who may see people.
    public init(
        post: String, organisation: String? = nil, person: String, on: CalendarDate? = nil, reason: String,
        destination: String? = nil, themes: [ExitTheme] = []
    ) {
        self.post = post
        self.organisation = organisation
        self.person = person
        self.on = on
        self.reason = reason
        self.destination = destination
        self.themes = themes
    }

    /// Adds a version of the assignment with its end, without what was counted of the person after it.
    ///
    /// - Throws: `notFound` where the person is not in the post, `badData` for a day before the start.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> AssignmentRecord {
        try work.queueForReferences(on: db)
        let post = try work.post(post, of: organisation, on: db)
        try work.refuseBeyondReach(.manageWorkforce, of: post.organisationID, post.record.organisation)
        let date = on ?? work.today
        let found = try work.assignments(
            where: "assignment.post_id = \(post.id) and assignment.person_key = \(Reference.key(person))",
            on: db)
        guard let row = found.last(where: { $0.record.endedOn == nil }) ?? found.last else {
            throw ServiceError.notFound(
                "\(person) is not in the post \(post.record.postRef); see berth assignment list.")
        }
        if let ended = row.record.endedOn, ended <= work.today, on == nil || ended == date {
            throw ServiceError.conflict(
                "\(row.record.personRef) left the post \(post.record.postRef) on \(ended) already.")
        }
        if destination != nil, !work.seesPersons {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.viewWorkforcePersons.phrase), so they cannot record a destination."
            )
        }
        var record = row.record
        record.endedOn = date
        // Told late, it takes back what was counted of somebody who was not there any more.
        record.tell(record.counts.filter { $0.countedOn <= date })
        record.leavingReason = reason
        if let destination { record.destination = destination }
        if !themes.isEmpty { record.exitThemes = Set(themes.map(\.rawValue)).sorted() }
        try record.refuseImpossible(work, on: db)
        try AssignmentTable.write(
            [
                AssignmentTable.Change(
                    id: row.id, known: row, organisationID: row.organisationID, postID: row.postID,
                    candidateID: row.candidateID, record: record)
            ], work, on: db)
        try EstablishmentCheck.refuse(post: post.id, work, on: db)
        return record.told(work)
    }
}
