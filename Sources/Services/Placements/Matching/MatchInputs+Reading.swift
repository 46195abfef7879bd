import Domain
import FoundationEssentials
import Postgres

extension Work {
    /// Reads what a match of a term is made of: the students who have not withdrawn, all placements, and what is wished,
    /// measured and decided about them.
    ///
    /// The transaction has to see one moment, or the parts may not fit one another.
    func matchInputs(
        of term: TermRow, asOf: CalendarDate, on db: isolated PostgresConnection
    ) throws -> MatchInputs {
        var reading = try MatchReading(of: term, asOf: asOf, self, on: db)
        try reading.readWishes(self, on: db)
        return reading.inputs
    }
}

/// Puts the inputs of a match together from the tables.
struct MatchReading {
    private(set) var inputs: MatchInputs
    private var studentNumbers: [UUID: Int] = [:]
    private var placementNumbers: [UUID: Int] = [:]
    /// Who is on placement already, which locks them there.
    private let practising: [UUID: (placement: UUID, overridden: [String])]

    /// Reads students and placements as the rules see them, and what they are called.
    init(of term: TermRow, asOf: CalendarDate, _ work: Work, on db: isolated PostgresConnection) throws {
        let ground = try PairGround(
            students:
                "student.term_id = \(term.id) and (student.withdrawn_on is null or student.withdrawn_on > \(asOf))",
            placements: "placement.term_id = \(term.id)", date: asOf, work, on: db)
        inputs = MatchInputs(term: term, asOf: asOf, rules: ground.rules)
        practising = try work.practisingStudents(of: term.id, asOf: asOf, on: db)
        try readPlacements(ground, work, on: db)
        try readStudents(ground, work, on: db)
    }

    private mutating func readPlacements(
        _ ground: PairGround, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let rows = try db.query(
            """
            select placement.placement_id, host.code, host.name, placement.team, placement.setting,
                   educator.reference, educator.slots
            from berth.placement
            join berth.organisation as host
                on host.partnership_id = placement.partnership_id
               and host.organisation_id = placement.organisation_id
            left join berth.practice_educator as educator
                on educator.partnership_id = placement.partnership_id
               and educator.educator_id = placement.educator_id
            where placement.partnership_id = \(work.partnership.id) and placement.term_id = \(inputs.term.id)
            """, as: (UUID, String, String, String, String, String?, Int?).self)
        let labels = Dictionary(rows.map { ($0.0, $0) }, uniquingKeysWith: { first, _ in first })
        for (number, id) in ground.placementIDs.enumerated() {
            guard let label = labels[id] else { continue }
            placementNumbers[id] = inputs.placements.count
            inputs.placements.append(
                .init(
                    id: id, reference: ground.placementRefs[number], host: label.1, hostName: label.2,
                    team: label.3, setting: label.4, capacity: ground.capacities[number],
                    minimum: ground.minimums[number], educator: label.5, educatorSlots: label.6,
                    facts: ground.placementFacts[number]))
        }
    }

    /// Those with a lock come last, so that the others are the first of the instance.
    private mutating func readStudents(
        _ ground: PairGround, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let rows = try db.query(
            """
            select student.student_id, student.given_name, student.family_name, university.code,
                   student.attributes, standing.kind is not distinct from 'locked'
            from berth.student
            join berth.organisation as university
                on university.partnership_id = student.partnership_id
               and university.organisation_id = student.organisation_id
            left join lateral (
                select lock.kind
                from berth.match_lock as lock
                where lock.partnership_id = student.partnership_id and lock.student_id = student.student_id
                order by lock.sequence desc
                limit 1
            ) as standing on true
            where student.partnership_id = \(work.partnership.id) and student.term_id = \(inputs.term.id)
            """, as: (UUID, String, String, String, [String], Bool).self)
        let labels = Dictionary(rows.map { ($0.0, $0) }, uniquingKeysWith: { first, _ in first })
        let isLocked = ground.studentIDs.map { labels[$0]?.5 == true || practising[$0] != nil }
        for number in ground.studentIDs.indices.filter({ !isLocked[$0] })
            + ground.studentIDs.indices.filter({ isLocked[$0] })
        {
            let id = ground.studentIDs[number]
            guard let label = labels[id] else { continue }
            studentNumbers[id] = inputs.students.count
            inputs.students.append(
                .init(
                    id: id, reference: ground.studentRefs[number], name: "\(label.1) \(label.2)",
                    university: label.3, facts: ground.studentFacts[number], attributes: label.4))
        }
    }

    /// What students and hosts would like, what was measured, and what is decided.
    mutating func readWishes(_ work: Work, on db: isolated PostgresConnection) throws {
        let partnership = work.partnership.id
        let (preferences, bands, pairs, locks) = try db.pipeline { pipeline in
            let preferences = try pipeline.query(
                "select student_id, placement_id, rank from berth.preference where partnership_id = \(partnership)",
                as: (UUID, UUID, Int32).self)
            let bands = try pipeline.query(
                "select student_id, placement_id, band from berth.host_preference where partnership_id = \(partnership)",
                as: (UUID, UUID, Int32).self)
            let pairs = try pipeline.query(
                """
                select student_id, partner_id
                from berth.student_pair
                where partnership_id = \(partnership) and student_id < partner_id
                """, as: (UUID, UUID).self)
            let locks = try pipeline.query(
                """
                select distinct on (student_id) student_id, placement_id, kind, overridden
                from berth.match_lock
                where partnership_id = \(partnership)
                order by student_id, sequence desc
                """, as: (UUID, UUID, String, [String]).self)
            return (try preferences.get(), try bands.get(), try pairs.get(), try locks.get())
        }
        for (student, placement, rank) in preferences {
            if let key = key(student, placement) { inputs.preferences[key] = rank }
        }
        for (student, placement, band) in bands {
            if let key = key(student, placement) { inputs.bands[key] = band }
        }
        for (key, given) in try work.givenTravel(
            where: """
                travel.student_id in (
                    select student.student_id
                    from berth.student
                    where student.partnership_id = \(partnership) and student.term_id = \(inputs.term.id)
                )
                """, on: db)
        {
            if let key = self.key(key.student, key.placement) { inputs.travel[key] = given }
        }
        for (one, other) in pairs {
            guard let one = studentNumbers[one], let other = studentNumbers[other] else { continue }
            inputs.together.append((Int32(clamping: min(one, other)), Int32(clamping: max(one, other))))
        }
        inputs.together.sort { $0.0 < $1.0 }
        for (student, held) in practising {
            guard let key = key(student, held.placement) else { continue }
            inputs.locks.append(
                .init(
                    student: Int(key.student), placement: Int(key.placement), overridden: held.overridden,
                    isOnPlacement: true))
        }
        for (student, placement, kind, overridden) in locks
        where kind == "locked" && practising[student] == nil {
            guard let key = key(student, placement) else { continue }
            inputs.locks.append(
                .init(student: Int(key.student), placement: Int(key.placement), overridden: overridden))
        }
        inputs.locks.sort { $0.student < $1.student }
    }

    private func key(_ student: UUID, _ placement: UUID) -> MatchInputs.NumberPair? {
        guard let student = studentNumbers[student], let placement = placementNumbers[placement] else {
            return nil
        }
        return MatchInputs.NumberPair(student, placement)
    }
}
