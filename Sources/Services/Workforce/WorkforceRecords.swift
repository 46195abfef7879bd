import Domain
import FoundationEssentials

/// The versions of posts and assignments that a report was made from, and which figure rests on which.
struct WorkforceRecords {
    private let posts: [ReportRecord]
    private let assignments: [ReportRecord]

    /// Takes them from a book that was read with its versions.
    init(_ book: WorkforceBook) {
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
        assignments = zip(book.versions, book.assignments).map { version, assignment in
            let post = book.posts[assignment.post]
            let ended = assignment.endedOn.map { " to \($0)" } ?? ""
            return ReportRecord(
                kind: "assignment",
                ref:
                    "\(post.reference) of \(post.organisation), \(version.personRef) from \(assignment.startedOn), revision \(version.revision)",
                text: "\(assignment.kind.rawValue), \(assignment.fte), \(assignment.startedOn)\(ended)",
                organisationID: version.organisationID, organisation: post.organisation,
                subjectID: subjects[assignment.person] ?? version.id, isOfPerson: true,
                recordedAt: version.recordedAt)
        }
    }

    /// Posts, then assignments.
    var all: [ReportRecord] { posts + assignments }

    /// The figures of the whole scope, under `total`, and of each of its organisations, and the turnover of each month.
    func figures(
        of book: WorkforceBook, _ seen: ReportWorkforce.Seen, series: [WorkforceReport.Point]
    ) -> [ReportFigure] {
        var owners: [String: UUID] = [:]
        for post in book.posts where post.isInScope { owners[post.organisation] = post.organisationID }
        return figures(of: book, seen, group: "total", owner: nil) { _ in true }
            + owners.keys.sorted().flatMap { code in
                figures(of: book, seen, group: code, owner: owners[code]) { $0.organisation == code }
            }
            + series.compactMap { point in month(point, of: book) }
    }

    /// The turnover of a month rests on who was in post at its end and on who left in its twelve months.
    private func month(_ point: WorkforceReport.Point, of book: WorkforceBook) -> ReportFigure? {
        guard let first = CalendarDate(iso: "\(point.month)-01") else { return nil }
        let year = TwelveMonths(through: first.lastOfMonth)
        let employed = book.running(on: year.through).filter { book.assignments[$0].kind == .employee }
        let left = book.leavings(in: year).all.map(\.last)
        return ReportFigure(
            key: "\(ReportWorkforce.name)/total/turnover/\(point.month)",
            value: point.turnoverRate.map { "\($0)" },
            records: (employed + left).map { $0 + posts.count },
            parts: [employed, left].map { $0.map { $0 + posts.count } }, organisationID: nil)
    }

    private func figures(
        of book: WorkforceBook, _ seen: ReportWorkforce.Seen, group: String, owner: UUID?,
        where belongs: (WorkforceBook.Post) -> Bool
    ) -> [ReportFigure] {
        let places = book.posts.indices.filter { book.posts[$0].isInScope && belongs(book.posts[$0]) }
        func these(_ condition: (EstablishmentCount) -> Bool) -> [Int] {
            places.filter { condition(seen.counts[$0]) }
        }
        let count = places.reduce(EstablishmentCount()) { $0 + seen.counts[$1] }
        let running = seen.running.filter { belongs(book.posts[book.assignments[$0].post]) }
        let employees = running.filter { book.assignments[$0].kind == .employee }
        let agency = running.filter { book.assignments[$0].kind == .agency }
        let leavings = seen.leavings.all.filter { belongs(book.posts[book.assignments[$0.last].post]) }
        let left = leavings.map(\.last)
        let leavers = leavings.reduce(FTE.zero) { $0 + $1.endedFTE }
        func ofAssignments(_ places: [Int]) -> [Int] { places.map { $0 + posts.count } }
        func figure(_ name: String, _ value: String?, _ records: [Int], parts: [[Int]] = []) -> ReportFigure {
            ReportFigure(
                key: "\(ReportWorkforce.name)/\(group)/\(name)", value: value, records: records, parts: parts,
                organisationID: owner)
        }
        func rate(_ top: FTE, _ bottom: FTE) -> String? {
            Ratio(top.tenThousandths, of: bottom.tenThousandths).map { "\($0.fraction)" }
        }
        let established = these { $0.established > 0 }
        let vacant = these { $0.vacant > 0 }
        let covered = these { $0.covered > 0 }
        let coveredSet = Set(covered)
        let establishedSet = Set(established)
        let inEstablished = running.filter { establishedSet.contains(book.assignments[$0].post) }
        return [
            figure("established", "\(count.established)", established),
            figure("vacant", "\(count.vacant)", vacant),
            figure(
                "covered_by_agency", "\(count.covered)",
                covered + ofAssignments(agency.filter { coveredSet.contains(book.assignments[$0].post) })),
            figure("uncovered", "\(count.uncovered)", vacant.filter { !coveredSet.contains($0) }),
            figure("new_since", "\(count.vacantAndNew)", these { $0.vacantAndNew > 0 }),
            figure("frozen", "\(count.frozen)", these { $0.frozen > 0 }),
            figure(
                "employees", "\(Set(employees.map { book.assignments[$0].person }).count)",
                ofAssignments(employees)),
            figure("agency", "\(agency.count)", ofAssignments(agency)),
            figure("in_post_fte", count.inPostFTE.description, ofAssignments(employees)),
            figure("vacancies_fte", count.vacanciesFTE.description, established + ofAssignments(employees)),
            figure("leavers_fte", leavers.description, ofAssignments(left)),
            // Whether a post is vacant rests on who is employed in it, too.
            figure(
                "vacancy_rate", rate(FTE(whole: count.vacant), FTE(whole: count.established)),
                established + ofAssignments(inEstablished)),
            figure(
                "turnover_rate", rate(leavers, count.inPostFTE), ofAssignments(left + employees),
                parts: [ofAssignments(left), ofAssignments(employees)]),
        ]
    }
}
