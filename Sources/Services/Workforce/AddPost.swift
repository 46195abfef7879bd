public import Domain
import FoundationEssentials
public import Postgres

/// Adds a post to the establishment.
public struct AddPost: Verb {
    /// Those who manage posts.
    public static var action: Action { .manageWorkforce }

    let draft: PostDraft

    /// - Parameter draft: the post.
    public init(_ draft: PostDraft) { self.draft = draft }

    /// Stores the post.
    ///
    /// - Throws: `badData` for values that cannot be, `conflict` where the organisation has one of that reference.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PostRecord {
        try work.queueForReferences(on: db)
        let organisation = try work.organisation(draft.organisation, to: Self.action, on: db)
        let record = PostRecord(
            organisation: draft.organisation, postRef: draft.reference, title: draft.title, role: draft.role,
            team: draft.team, fte: draft.fte, createdOn: draft.createdOn ?? work.today, closedOn: nil,
            frozen: [], regulator: draft.regulator, reservedFor: nil, reservedFrom: nil, reservedOn: nil,
            reservedBefore: [])
        try record.refuseImpossible(work.codes(.role, on: db))
        try PostTable.write(
            [PostTable.Change(record, id: work.newID(), organisationID: organisation.id)], work, on: db)
        return record
    }
}
