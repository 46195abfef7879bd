import Domain
import FoundationEssentials
import Postgres

/// The establishment of a partnership as it was known at a moment: every post, and everybody who is or was in one.
///
/// The one place in which the reports get their figures from. Everything is read in two queries, each over the rows of
/// one partnership.
struct WorkforceBook {
    /// What a report needs of a post beside its dates.
    struct Post {
        let id: UUID
        let reference: String
        let organisation: String
        let role: String
        let team: String?
        let isReserved: Bool
        /// Whether it is of the scope that is asked about.
        let isInScope: Bool
    }

    /// What a report needs of an assignment beside its dates.
    struct Particulars {
        let personRef: String
        let leavingReason: String?
        let destination: String?
        let route: String?
        let candidateID: UUID?
        let qualifiedOn: CalendarDate?
        let birthYear: Int?
        let cases: Int?
        let daysLost: Int?
        let exitThemes: [String]
    }

    let scope: WorkforceScope
    let moment: Moment
    /// The posts, and by the same positions what the rates reckon with.
    private(set) var posts: [Post] = []
    private(set) var established: [EstablishedPost] = []
    /// The assignments of all posts, and by the same positions what else is known.
    private(set) var assignments: [Assignment] = []
    private(set) var particulars: [Particulars] = []
    /// The spells of employees, through all posts of their organisation.
    private(set) var spells: [EmploymentSpell] = []
    /// The rules that the spells rest on.
    let moveGap: Rule

    /// Reads everything.
    ///
    /// - Throws: `notFound` for an organisation that there is not.
    init(
        _ scope: WorkforceScope, at moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        self.scope = scope
        self.moment = moment
        if let code = scope.organisation { _ = try work.organisation(code, on: db) }
        let reference = try work.reference(at: moment, on: db)
        moveGap = try reference.rule(.workforceMoveGap, on: moment.asOf)
        let gap = try reference.integer(.workforceMoveGap, on: moment.asOf)
        var positions: [UUID: Int] = [:]
        var owners: [Int] = []
        var ownerNumbers: [String: Int] = [:]
        try db.forEachRow(
            """
            select post.post_id, post.reference, owner.code, version.role, version.team, version.fte,
                   version.created_on, version.closed_on, version.frozen::text,
                   version.reserved_candidate_id is not null
            from berth.post_version as version
            join berth.post
                on post.partnership_id = version.partnership_id and post.post_id = version.post_id
            join berth.organisation as owner
                on owner.partnership_id = version.partnership_id
               and owner.organisation_id = version.organisation_id
            where version.partnership_id = \(work.partnership.id)
              and \(Work.standing("version", at: moment.asAt))
            order by owner.code collate "C", post.reference collate "C"
            """,
            as: (UUID, String, String, String, String?, Int, CalendarDate, CalendarDate?, String, Bool).self
        ) { id, reference, owner, role, team, fte, createdOn, closedOn, frozen, isReserved in
            positions[id] = posts.count
            owners.append(ownerNumbers[owner, default: ownerNumbers.count])
            ownerNumbers[owner] = owners[owners.count - 1]
            posts.append(
                Post(
                    id: id, reference: reference, organisation: owner, role: role, team: team,
                    isReserved: isReserved,
                    isInScope: scope.holds(organisation: owner, role: role, team: team)))
            established.append(
                EstablishedPost(
                    fte: FTE(tenThousandths: fte), createdOn: createdOn, closedOn: closedOn,
                    frozen: frozen == "{}" ? [] : Multirange.spells(frozen)))
        }
        var people = PersonNumbers()
        try db.forEachRow(
            """
            select post_id, person_ref, kind, fte, started_on, ended_on, leaving_reason, destination, route,
                   candidate_id, qualified_on, birth_year, cases, days_lost, array_to_string(exit_themes, ';')
            from berth.assignment
            where partnership_id = \(work.partnership.id)
              and \(Work.standing("assignment", at: moment.asAt))
            order by assignment_id
            """,
            as: (
                UUID, String, String, Int, CalendarDate, CalendarDate?, String?, String?, String?, UUID?,
                CalendarDate?, Int?, Int?, Int?, String
            ).self
        ) {
            post, person, kind, fte, startedOn, endedOn, reason, destination, route, candidate, qualifiedOn,
            birthYear, cases, daysLost, themes in
            guard let post = positions[post] else { return }
            assignments.append(
                Assignment(
                    post: post, person: people.number(of: person, in: owners[post]),
                    kind: kind == "agency" ? .agency : .employee, fte: FTE(tenThousandths: fte),
                    startedOn: startedOn, endedOn: endedOn))
            particulars.append(
                Particulars(
                    personRef: person, leavingReason: reason, destination: destination, route: route,
                    candidateID: candidate, qualifiedOn: qualifiedOn, birthYear: birthYear, cases: cases,
                    daysLost: daysLost,
                    exitThemes: themes.isEmpty ? [] : themes.split(separator: ";").map(String.init)))
        }
        spells = EmploymentSpell.spells(of: assignments, moveGap: gap)
    }

    /// Whether an assignment, by its position, is to a post of the scope.
    func isInScope(_ place: Int) -> Bool { posts[assignments[place].post].isInScope }

    /// The positions of the assignments of the scope that run at the close of a day.
    func running(on date: CalendarDate) -> [Int] {
        assignments.indices.filter { assignments[$0].runs(on: date) && isInScope($0) }
    }

    /// Who left posts of the scope within twelve months, in the order of the person.
    func leavings(in year: TwelveMonths) -> [EmploymentSpell] {
        spells.filter { spell in (spell.endedOn.map(year.contains) ?? false) && isInScope(spell.last) }
    }

    /// The turnover of whole months in the scope.
    func series(months: Int) -> TurnoverSeries {
        var series = TurnoverSeries(through: moment.asOf, months: months)
        for (place, assignment) in assignments.enumerated()
        where assignment.kind == .employee && isInScope(place) {
            series.add(assignment)
        }
        for spell in spells where isInScope(spell.last) { series.add(spell) }
        return series
    }
}

/// Gives the people of organisations numbers, from 0 in the order in which they come.
struct PersonNumbers {
    private var numbers: [Key: Int] = [:]

    private struct Key: Hashable {
        let owner: Int
        let person: String
    }

    mutating func number(of person: String, in owner: Int) -> Int {
        let key = Key(owner: owner, person: Reference.key(person))
        if let number = numbers[key] { return number }
        numbers[key] = numbers.count
        return numbers.count - 1
    }
}
