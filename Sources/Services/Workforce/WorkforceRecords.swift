import Domain
import FoundationEssentials

/// The records that a report of the workforce was made from: versions of posts and assignments, and recruits.
struct WorkforceRecords {
    private let posts: [ReportRecord]
    private let assignments: [ReportRecord]
    private let candidates: [ReportRecord]

    /// Takes them from a book that was read with its versions.
    ///
    /// - Parameter starters: the recruits who have started and are in no post.
    init(_ book: WorkforceBook, _ starters: [FoundStarter]) {
        posts = zip(book.posts, book.established).map { post, established in
            let closed = established.closedOn.map { ", deleted on \($0)" } ?? ""
            let frozen = established.frozen.map { ", frozen \($0)" }.joined()
            return ReportRecord(
                kind: "post", ref: "\(post.reference) of \(post.organisation), revision \(post.revision)",
                text:
                    "\(post.role), \(established.fte), created on \(established.createdOn)\(closed)\(frozen)",
                organisationID: post.organisationID, organisation: post.organisation, subjectID: post.id,
                isOfPerson: false, recordedAt: post.recordedAt)
        }
        // Somebody's first assignment stands for them.
        var subjects: [Int: UUID] = [:]
        for (version, assignment) in zip(book.versions, book.assignments)
        where subjects[assignment.person] == nil {
            subjects[assignment.person] = version.id
        }
        assignments = book.assignments.indices.map { place in
            let (version, assignment) = (book.versions[place], book.assignments[place])
            let post = book.posts[assignment.post]
            let candidate = book.comings.isEmpty ? nil : book.comings[place].candidateID
            let ended = assignment.endedOn.map { " to \($0)" } ?? ""
            return ReportRecord(
                kind: "assignment",
                ref:
                    "\(post.reference) of \(post.organisation), \(version.personRef) from \(assignment.startedOn), revision \(version.revision)",
                text:
                    "\(assignment.kind.rawValue), \(assignment.fte), \(assignment.startedOn)\(ended)\(Self.left(place, in: book))",
                organisationID: version.organisationID, organisation: post.organisation,
                subjectID: subjects[assignment.person] ?? version.id,
                otherSubjects: [post.id] + [candidate].compactMap(\.self),
                isOfPerson: true, recordedAt: version.recordedAt)
        }
        candidates = starters.map { found in
            ReportRecord(
                kind: "candidate", ref: found.starter.candidateRef,
                text: "\(found.starter.role), started on \(found.starter.startedOn)",
                organisationID: found.organisationID, organisation: found.starter.organisation,
                subjectID: found.candidateID, isOfPerson: true, recordedAt: found.recordedAt)
        }
    }

    /// How somebody came and left, in a book that was read with it.
    private static func left(_ place: Int, in book: WorkforceBook) -> String {
        if book.leavings.isEmpty || book.comings.isEmpty { return "" }
        let (coming, leaving) = (book.comings[place], book.leavings[place])
        let themes =
            leaving.exitThemes.isEmpty ? nil : "exit interview: \(leaving.exitThemes.joined(separator: ", "))"
        let parts = [
            coming.route.map { "came by \($0)" }, coming.qualifiedOn.map { "qualified on \($0)" },
            leaving.reason.map { "left: \($0)" }, leaving.destination.map { "to \($0)" }, themes,
        ]
        return parts.compactMap(\.self).map { "; \($0)" }.joined()
    }

    /// Posts, then assignments, then recruits.
    var all: [ReportRecord] { posts + assignments + candidates }

    /// What posts, by their positions in the book, add.
    func posts(_ places: [Int], _ amount: (Int) -> Int = { _ in 1 }) -> [ReportFigure.Addend] {
        places.map { ReportFigure.Addend($0, amount($0)) }
    }

    /// What posts add in full-time equivalents.
    func posts(_ places: [Int], fte amount: (Int) -> FTE) -> [ReportFigure.Addend] {
        places.map { ReportFigure.Addend($0, amount($0)) }
    }

    /// What assignments, by their positions in the book, add.
    func assignments(_ places: [Int], _ amount: (Int) -> Int = { _ in 1 }) -> [ReportFigure.Addend] {
        places.map { ReportFigure.Addend($0 + posts.count, amount($0)) }
    }

    /// What assignments add in full-time equivalents.
    func assignments(_ places: [Int], fte amount: (Int) -> FTE) -> [ReportFigure.Addend] {
        places.map { ReportFigure.Addend($0 + posts.count, amount($0)) }
    }

    /// What ended with spells, in full-time equivalents.
    func ended(_ spells: [EmploymentSpell]) -> [ReportFigure.Addend] {
        spells.flatMap { spell in assignments([spell.last], fte: { _ in spell.endedFTE }) }
    }

    /// Every recruit who has started and is in no post.
    var starters: [ReportFigure.Addend] {
        candidates.indices.map { ReportFigure.Addend($0 + posts.count + assignments.count) }
    }
}
