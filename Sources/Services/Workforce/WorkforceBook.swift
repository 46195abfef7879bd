import Domain
import FoundationEssentials
import Postgres

/// The establishment of a partnership as it was known at a moment: every post, and everybody who is or was in one.
///
/// The one place in which the reports get their figures from. Whatever they want is read in at most two queries, each over
/// the rows of one partnership, and what they do not want is not read.
struct WorkforceBook {
    /// What a report wants to know beside the dates and full-time equivalents of employees.
    struct Wanted: OptionSet {
        let rawValue: Int
        /// The posts, and agency.
        static let establishment = Wanted(rawValue: 1)
        /// How people came.
        static let coming = Wanted(rawValue: 2)
        /// How they left.
        static let leaving = Wanted(rawValue: 4)
        /// What is counted of people in post.
        static let numbers = Wanted(rawValue: 8)
        /// Which versions they are.
        static let versions = Wanted(rawValue: 16)
    }

    /// What a report needs of a post beside its dates.
    struct Post {
        let id: UUID
        let organisationID: UUID
        let revision: Int
        let recordedAt: Date
        let reference: String
        let organisation: String
        let role: String
        let team: String?
        /// For whom it is kept on the day, be they there already or not.
        let keptFor: UUID?
        /// Whether it is of the scope that is asked about.
        let isInScope: Bool
    }

    /// How somebody came into a post.
    struct Coming {
        let route: String?
        let candidateID: UUID?
        let qualifiedOn: CalendarDate?
    }

    /// How somebody left a post.
    struct Leaving {
        let reason: String?
        let destination: String?
        let exitThemes: [String]

        /// The same with what another says of the same leaving.
        func completed(by other: Leaving) -> Leaving {
            Leaving(
                reason: reason ?? other.reason, destination: destination ?? other.destination,
                exitThemes: exitThemes + other.exitThemes)
        }
    }

    /// What is known of somebody in a post, and what was counted of them last, not too long before the day of the report.
    struct Numbers {
        let birthYear: Int?
        let cases: Int?
        let daysLost: Int?
    }

    /// Which version of an assignment it is.
    struct Version {
        let id: UUID
        let organisationID: UUID
        let revision: Int
        let recordedAt: Date
        let personRef: String
    }

    let scope: WorkforceScope
    let moment: Moment
    /// The posts, and by the same positions what the rates reckon with; none where neither the report wants them nor the
    /// scope does.
    private(set) var posts: [Post] = []
    private(set) var established: [EstablishedPost] = []
    /// The assignments, and by the same positions what else is wanted of them.
    private(set) var assignments: [Assignment] = []
    private(set) var comings: [Coming] = []
    private(set) var leavings: [Leaving] = []
    private(set) var numbers: [Numbers] = []
    private(set) var versions: [Version] = []
    /// The spells of employees in the scope, through however many of its posts.
    private(set) var spells: [EmploymentSpell] = []
    /// The rules that the spells rest on.
    let moveGap: Rule
    /// How many days before the day of the report a count still stands for it, where what is counted is wanted.
    private(set) var countsStandFor = 0
    /// The share of the people in post who must be counted for a figure to be made of them, in hundredths.
    private(set) var countedAtLeast = 0

    /// Reads what is wanted.
    ///
    /// - Throws: as ``Work/known(_:on:)`` does.
    init(
        _ scope: WorkforceScope, wanting wanted: Wanted = .establishment, at moment: Moment, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        let scope = try work.known(scope, on: db)
        self.scope = scope
        self.moment = moment
        let reference = try work.reference(at: moment, on: db)
        moveGap = try reference.rule(.workforceMoveGap, on: moment.asOf)
        let gap = try reference.integer(.workforceMoveGap, on: moment.asOf)
        if wanted.contains(.numbers) {
            countsStandFor = try reference.integer(.countsStandFor, on: moment.asOf)
            countedAtLeast = try reference.integer(.countedAtLeast, on: moment.asOf)
        }
        let readsPosts = wanted.contains(.establishment) || scope != WorkforceScope()
        let positions = readsPosts ? try readPosts(wanted, work, on: db) : nil
        try readAssignments(wanted, positions, work, on: db)
        let (posts, assignments) = (posts, assignments)
        spells = EmploymentSpell.spells(
            of: assignments, moveGap: gap,
            within: scope == WorkforceScope() ? nil : { posts[assignments[$0].post].isInScope })
    }

    /// Reads the posts; answers their positions.
    private mutating func readPosts(
        _ wanted: Wanted, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: Int] {
        var positions: [UUID: Int] = [:]
        let kept: SQL = """
            left join berth.post_reservation as kept
                on kept.partnership_id = version.partnership_id and kept.post_id = version.post_id
               and kept.revision = version.revision and kept.reserved_on <= \(moment.asOf)
               and (kept.released_on is null or kept.released_on > \(moment.asOf))
            """
        try db.forEachRow(
            """
            select post.post_id, post.organisation_id, version.revision, version.recorded_at, post.reference,
                   owner.code, version.role, version.team, version.fte, version.created_on,
                   version.closed_on, version.frozen::text,
                   \(wanted.contains(.coming) ? "kept.candidate_id" : "null::uuid" as SQL)
            from berth.post_version as version
            join berth.post
                on post.partnership_id = version.partnership_id and post.post_id = version.post_id
            join berth.organisation as owner
                on owner.partnership_id = version.partnership_id
               and owner.organisation_id = version.organisation_id
            \(wanted.contains(.coming) ? kept : "")
            where version.partnership_id = \(work.partnership.id)
              and \(Work.standing("version", at: moment.asAt))
            order by owner.code collate "C", post.reference collate "C"
            """,
            as: (
                UUID, UUID, Int, Date, String, String, String, String?, Int, CalendarDate, CalendarDate?,
                String, UUID?
            ).self
        ) {
            id, organisationID, revision, recordedAt, reference, owner, role, team, fte, createdOn, closedOn,
            frozen, keptFor in
            positions[id] = posts.count
            posts.append(
                Post(
                    id: id, organisationID: organisationID, revision: revision, recordedAt: recordedAt,
                    reference: reference, organisation: owner, role: role, team: team,
                    keptFor: keptFor,
                    isInScope: scope.holds(organisation: owner, role: role, team: team)))
            established.append(
                EstablishedPost(
                    fte: FTE(tenThousandths: fte), createdOn: createdOn, closedOn: closedOn,
                    frozen: frozen == "{}" ? [] : Multirange.spells(frozen)))
        }
        return positions
    }

    /// Reads the assignments; what is not wanted comes as null.
    ///
    /// - Parameter positions: those of the posts; nil where no post is read.
    private mutating func readAssignments(
        _ wanted: Wanted, _ positions: [UUID: Int]?, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        var people = PersonNumbers()
        try db.forEachRow(
            """
            select organisation_id, person_key, kind = 'agency', fte, started_on, ended_on,
                   \(positions == nil ? "null::uuid" : "post_id" as SQL),
                   \(wanted.contains(.coming)
                       ? "route, candidate_id, qualified_on" : "null::text, null::uuid, null::date" as SQL),
                   \(wanted.contains(.leaving)
                       ? "leaving_reason, destination, array_to_string(exit_themes, ';')"
                       : "null::text, null::text, null::text" as SQL),
                   \(wanted.contains(.numbers)
                       ? "birth_year, \(counted("cases")), \(counted("days_lost"))"
                       : "null::smallint, null::integer, null::integer" as SQL),
                   \(wanted.contains(.versions)
                       ? "assignment_id, revision, recorded_at, person_ref"
                       : "null::uuid, null::integer, null::timestamptz, null::text" as SQL)
            from berth.assignment
            where partnership_id = \(work.partnership.id)
              and \(Work.standing("assignment", at: moment.asAt))
              and \(wanted.contains(.establishment) ? "true" : "kind = 'employee'" as SQL)
            order by assignment_id
            """,
            as: (
                UUID, String, Bool, Int, CalendarDate, CalendarDate?, UUID?, String?, UUID?, CalendarDate?,
                String?, String?, String?, Int?, Int?, Int?, UUID?, Int?, Date?, String?
            ).self
        ) {
            owner, person, isAgency, fte, startedOn, endedOn, post, route, candidate, qualifiedOn, reason,
            destination, themes, birthYear, cases, daysLost, id, revision, recordedAt, personRef in
            var position = 0
            if let positions {
                guard let found = post.flatMap({ positions[$0] }) else { return }
                position = found
            }
            assignments.append(
                Assignment(
                    post: position, person: people.number(of: person, in: owner),
                    kind: isAgency ? .agency : .employee, fte: FTE(tenThousandths: fte),
                    startedOn: startedOn, endedOn: endedOn))
            if wanted.contains(.coming) {
                comings.append(Coming(route: route, candidateID: candidate, qualifiedOn: qualifiedOn))
            }
            if wanted.contains(.leaving) {
                leavings.append(
                    Leaving(
                        reason: reason, destination: destination,
                        exitThemes: (themes ?? "").split(separator: ";").map(String.init)))
            }
            if wanted.contains(.numbers) {
                numbers.append(Numbers(birthYear: birthYear, cases: cases, daysLost: daysLost))
            }
            if let id, let revision, let recordedAt, let personRef {
                versions.append(
                    Version(
                        id: id, organisationID: owner, revision: revision, recordedAt: recordedAt,
                        personRef: personRef))
            }
        }
    }

    /// What of somebody who is in post on the day was counted last, up to it and not too long before it.
    private func counted(_ column: SQL) -> SQL {
        let first = moment.asOf.adding(days: -countsStandFor)
        return """
            case when counted_on <> '{}' and started_on <= \(moment.asOf)
                  and (ended_on is null or ended_on > \(moment.asOf))
                 then (
                     select counted.number
                     from unnest(counted_on, \(column)) as counted (on_day, number)
                     where counted.on_day between \(first) and \(moment.asOf) and counted.number is not null
                     order by counted.on_day desc
                     limit 1)
            end
            """
    }

    /// Whether an assignment, by its position, is to a post of the scope.
    ///
    /// Without posts there is no assignment, or they were not read, since everything is in the scope.
    func isInScope(_ place: Int) -> Bool {
        posts.isEmpty || posts[assignments[place].post].isInScope
    }

    /// The positions of the assignments of the scope that run at the close of a day.
    func running(on date: CalendarDate) -> [Int] {
        assignments.indices.filter { assignments[$0].runs(on: date) && isInScope($0) }
    }

    /// Which posts, by position, are kept on the day for somebody who has not come yet; read with how people came.
    var isReserved: [Bool] {
        var isReserved = posts.map { $0.keptFor != nil }
        for (assignment, coming) in zip(assignments, comings) where isReserved[assignment.post] {
            if coming.candidateID == posts[assignment.post].keptFor, assignment.startedOn <= moment.asOf {
                isReserved[assignment.post] = false
            }
        }
        return isReserved
    }

    /// Who left the scope within twelve months.
    func leavings(in year: TwelveMonths) -> Leavings {
        Leavings(spells.filter { $0.endedOn.map(year.contains) ?? false })
    }

    /// The turnover of whole months in the scope.
    func series(months: Int) -> TurnoverSeries {
        var series = TurnoverSeries(through: moment.asOf, months: months)
        for (place, assignment) in assignments.enumerated()
        where assignment.kind == .employee && isInScope(place) {
            series.add(assignment)
        }
        for spell in spells { series.add(spell) }
        return series
    }
}

/// Gives the people of organisations numbers, from 0 in the order in which they come.
private struct PersonNumbers {
    private var numbers: [Key: Int] = [:]

    private struct Key: Hashable {
        let owner: UUID
        let person: String
    }

    /// - Parameter person: the key of the person, which does not tell capitals from small letters.
    mutating func number(of person: String, in owner: UUID) -> Int {
        // Looked up once, known or new: what is passed inout is kept.
        func kept(_ number: inout Int) -> Int { number }
        let next = numbers.count
        return kept(&numbers[Key(owner: owner, person: person), default: next])
    }
}
