import Domain
import FoundationEssentials
import Postgres

/// What the pictures of a run are made of, as far as the operator may see it.
struct MatchPictureRows {
    /// A placement with its number in the run.
    struct Placement {
        let number: Int32
        let reference: String
        let host: String
        let team: String
        let setting: String
        let capacity: Int
        let minimum: Int
        let position: MapPoint?
    }

    /// A student with the number in the run; without a reference when only the place is in sight.
    struct Student {
        let number: Int32
        let reference: String?
        let position: MapPoint?
        let isPlaced: Bool
        /// The number of the placement; nil for none and for one out of sight.
        let placement: Int32?
        let isLocked: Bool
        /// The rank that the student gave the placement; nil when it was not listed.
        let listedRank: Int?
    }

    /// By reference.
    let placements: [Placement]
    /// By reference.
    let students: [Student]

    /// The numbers of the students whom the operator may see; nil for everybody.
    let own: Set<Int32>?
    /// The references of all placements by number: what a student competes for is told in full, as by `match explain`.
    let references: [Int32: String]

    /// Reads the rows by the rule of ``Work/matchedStudents(of:on:)``: the answer of the run in full for the operator's
    /// own students, placements that are the operator's own or have such students, and of everybody else only numbers.
    init(of runID: UUID, _ work: Work, on db: isolated PostgresConnection) throws {
        let isPartial = work.actor.reach(of: .viewMatches, in: work.partnership) != .everyOrganisation
        let ownIDs = try work.matchedStudentIDs(of: runID, on: db)
        let ownPlacements = Set(
            try db.query(
                """
                select given.placement_id
                from berth.match_placement as given
                join berth.placement
                    on placement.partnership_id = given.partnership_id
                   and placement.placement_id = given.placement_id
                where given.partnership_id = \(work.partnership.id) and given.match_run_id = \(runID)
                """, as: UUID.self))
        // Who sees the particulars of a student sees the home as it is; everybody else to about a kilometre.
        let homes = Set(
            work.actor.reach(of: .viewStudents, in: work.partnership) == .nothing
                ? []
                : try db.query(
                    """
                    select student.student_id
                    from berth.match_student as matched
                    join berth.student
                        on student.partnership_id = matched.partnership_id
                       and student.student_id = matched.student_id
                    where matched.partnership_id = \(work.partnership.id) and matched.match_run_id = \(runID)
                    """, as: UUID.self))
        let (allPlacements, allStudents) = try work.seeingEverything(on: db) {
            (
                try Self.placements(of: runID, work, on: db), try Self.students(of: runID, work, on: db)
            )
        }
        references = Dictionary(
            allPlacements.map { ($0.1.number, $0.1.reference) }, uniquingKeysWith: { first, _ in first })
        students = allStudents.map { id, student in
            if !ownIDs.contains(id) { return student.anonymous }
            return homes.contains(id) ? student : student.coarse
        }
        own = isPartial ? Set(students.filter { $0.reference != nil }.map(\.number)) : nil
        let held = Set(students.filter { $0.reference != nil }.compactMap(\.placement))
        placements = allPlacements.filter { ownPlacements.contains($0.0) || held.contains($0.1.number) }
            .map(\.1)
    }

    private static func placements(
        of runID: UUID, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [(UUID, Placement)] {
        try db.query(
            """
            select given.number, placement.reference, host.name, placement.team, placement.setting, given.capacity,
                   placement.minimum, placement.latitude, placement.longitude, placement.placement_id
            from berth.match_placement as given
            join berth.placement
                on placement.partnership_id = given.partnership_id and placement.placement_id = given.placement_id
            join berth.organisation as host
                on host.partnership_id = placement.partnership_id
               and host.organisation_id = placement.organisation_id
            where given.partnership_id = \(work.partnership.id) and given.match_run_id = \(runID)
            order by placement.reference collate "C"
            """, as: (Int32, String, String, String, String, Int, Int?, Double?, Double?, UUID).self
        ).map {
            (
                $0.9,
                Placement(
                    number: $0.0, reference: $0.1, host: $0.2, team: $0.3, setting: $0.4, capacity: $0.5,
                    minimum: min($0.6 ?? 0, $0.5), position: Self.point($0.7, $0.8))
            )
        }
    }

    private static func students(
        of runID: UUID, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [(UUID, Student)] {
        try db.query(
            """
            select matched.number, student.reference, student.latitude, student.longitude,
                   matched.placement_id is not null, given.number, matched.is_locked, preference.rank,
                   student.student_id
            from berth.match_student as matched
            join berth.student
                on student.partnership_id = matched.partnership_id and student.student_id = matched.student_id
            left join berth.match_placement as given
                on given.partnership_id = matched.partnership_id and given.match_run_id = matched.match_run_id
               and given.placement_id = matched.placement_id
            left join berth.preference
                on preference.partnership_id = matched.partnership_id
               and preference.student_id = matched.student_id
               and preference.placement_id = matched.placement_id
            where matched.partnership_id = \(work.partnership.id) and matched.match_run_id = \(runID)
            order by student.reference collate "C", matched.number
            """, as: (Int32, String, Double?, Double?, Bool, Int32?, Bool, Int?, UUID).self
        ).map {
            (
                $0.8,
                Student(
                    number: $0.0, reference: $0.1, position: Self.point($0.2, $0.3), isPlaced: $0.4,
                    placement: $0.5, isLocked: $0.6, listedRank: $0.7)
            )
        }
    }

    /// How many students took a place, by the placement's number.
    var taken: [Int32: Int] {
        var taken: [Int32: Int] = [:]
        for student in students {
            if let placement = student.placement { taken[placement, default: 0] += 1 }
        }
        return taken
    }

    private static func point(_ latitude: Double?, _ longitude: Double?) -> MapPoint? {
        guard let latitude, let longitude else { return nil }
        return MapPoint(latitude: latitude, longitude: longitude)
    }
}

extension MatchPictureRows.Student {
    /// The place alone, for the counts.
    fileprivate var anonymous: Self {
        .init(
            number: number, reference: nil, position: nil, isPlaced: isPlaced, placement: placement,
            isLocked: isLocked, listedRank: nil)
    }

    /// The same with the home to about a kilometre.
    fileprivate var coarse: Self {
        .init(
            number: number, reference: reference, position: position?.coarse, isPlaced: isPlaced,
            placement: placement, isLocked: isLocked, listedRank: listedRank)
    }
}
