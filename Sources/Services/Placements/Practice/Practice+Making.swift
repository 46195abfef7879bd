import Domain
import FoundationEssentials
import Postgres

/// What a practice placement is made of.
struct NewPractice {
    let studentID: UUID
    let placementID: UUID
    var matchRunID: UUID?
    var reason: String?
    var overridden: [String] = []
    /// Nil for the first day of the placement, or today when that has passed.
    var startsOn: CalendarDate?
    /// Nil for the days a week of the rule.
    var pattern: PracticePattern?
}

/// What a student has to do on the next placement.
struct PracticeDemand: Sendable {
    let unit: PracticeUnit
    let required: Int
    let pathway: String
    /// The number of the last placement; 0 for none.
    let lastNumber: Int
}

extension Work {
    /// What students have to do on their next placement, by key: what the record or the rule says, or, after one that
    /// ended early, what is still owed of it.
    func practiceDemands(
        of students: [UUID], on db: isolated PostgresConnection
    ) throws -> [UUID: PracticeDemand] {
        let rules = try practiceRules(db: db)
        let rows = try db.query(
            """
            select student.student_id, student.stage, student.days_required, student.hours_required,
                   coalesce((
                       select max(earlier.practice_no)
                       from berth.practice as earlier
                       where earlier.partnership_id = student.partnership_id
                         and earlier.student_id = student.student_id
                   ), 0)
            from berth.student
            where student.partnership_id = \(partnership.id) and student.student_id = any (\(students))
            """, as: (UUID, String, Int?, Int?, Int).self)
        let owed = try practicesOwed(of: students, on: db)
        var demands: [UUID: PracticeDemand] = [:]
        for (id, stage, days, hours, last) in rows {
            let stage = PlacementStage(rawValue: stage) ?? .first
            let unit: PracticeUnit = hours == nil ? .halfDays : .minutes
            let pathway =
                hours != nil
                ? "nursing_placement"
                : stage == .final ? "social_work_final_placement" : "social_work_first_placement"
            var required = hours.map { $0 * 60 } ?? (days ?? rules.daysRequired[stage] ?? 0) * 2
            if let earlier = owed[id], earlier.row.record.pathway == pathway, earlier.terms.unit == unit {
                required = earlier.ledger.owed
            }
            demands[id] = PracticeDemand(
                unit: unit, required: required, pathway: pathway, lastNumber: last)
        }
        return demands
    }

    /// The last placement of each student that came to an end, where it ended before all was done.
    func practicesOwed(of students: [UUID], on db: isolated PostgresConnection) throws -> [UUID: PracticeCase]
    {
        let last = try practiceCases(
            where: """
                practice.student_id = any (\(students)) and practice.end_kind <> 'moved'
                and not exists (
                    select from berth.practice as later
                    where later.partnership_id = practice.partnership_id
                      and later.student_id = practice.student_id and later.practice_no > practice.practice_no
                      and later.end_kind is distinct from 'moved'
                )
                """, at: Moment(present: self), on: db)
        return Dictionary(
            last.filter { $0.row.record.end == .brokenDown || $0.row.record.end == .withdrawn }.map {
                ($0.row.studentID, $0)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// Makes practice placements, with their audit and their deadlines.
    ///
    /// Whoever calls this has locked the term of the placements.
    ///
    /// - Throws: `conflict` for a student who owes nothing more, and for a placement without room.
    func makePractices(_ new: [NewPractice], on db: isolated PostgresConnection) throws -> [PracticeRow] {
        if new.isEmpty { return [] }
        let demands = try practiceDemands(of: new.map(\.studentID), on: db)
        let daysAWeek = try practiceRules(db: db).daysAWeek
        guard let usual = PracticePattern(daysAWeek: daysAWeek) else {
            throw ServiceError.badData("The rule practice.days_a_week is \(daysAWeek); it has to be 1 to 5.")
        }
        let ids = new.map { _ in newID() }
        let given = new.map { demands[$0.studentID] }
        try db.execute(
            """
            insert into berth.practice (
                partnership_id, practice_id, student_id, practice_no, placement_id, pathway_code, match_run_id,
                reason, overridden, starts_on, weekdays, unit, required, placed_on, placed_by, placed_at)
            select \(partnership.id), given.id, given.student_id, given.number, given.placement_id, given.pathway,
                   given.run_id, given.reason,
                   case when given.overridden = '' then '{}' else string_to_array(given.overridden, ' ') end,
                   coalesce(given.starts_on, greatest(placement.starts_on, \(today))), given.weekdays, given.unit,
                   given.required, \(today), \(actor.accountID), \(now)
            from unnest(
                \(ids), \(new.map(\.studentID)), \(given.map { ($0?.lastNumber ?? 0) + 1 }),
                \(new.map(\.placementID)), \(given.map { $0?.pathway ?? "" }), \(new.map(\.matchRunID)),
                \(new.map(\.reason)), \(new.map { $0.overridden.joined(separator: " ") }),
                \(new.map(\.startsOn)), \(new.map { ($0.pattern ?? usual).digits }),
                \(given.map { $0?.unit.rawValue ?? "" }), \(given.map { $0?.required ?? 0 })
            ) as given (
                id, student_id, number, placement_id, pathway, run_id, reason, overridden, starts_on, weekdays,
                unit, required)
            join berth.placement
                on placement.partnership_id = \(partnership.id) and placement.placement_id = given.placement_id
            """)
        try refuseOverfull(Set(new.map(\.placementID)), on: db)
        let rows = try practices(
            where: "practice.practice_id = any (\(ids))", at: Moment(present: self), on: db
        )
        try auditNew(
            try rows.map {
                AuditDraft(subjectID: $0.id, kind: "practice_made", after: try Work.json($0.record))
            }, of: "practice", on: db)
        try keepPracticeDeadlines(of: ids, asOf: today, on: db)
        return rows
    }

    /// Refuses more students at a placement than it takes; a place that somebody left before the end is free again.
    private func refuseOverfull(_ placements: Set<UUID>, on db: isolated PostgresConnection) throws {
        let ids = placements.sorted { $0.uuidString < $1.uuidString }
        let over = try seeingEverything(on: db) {
            try db.first(
                """
                select placement.reference, placement.capacity::integer, count(*)
                from berth.practice
                join berth.placement
                    on placement.partnership_id = practice.partnership_id
                   and placement.placement_id = practice.placement_id
                where practice.partnership_id = \(partnership.id) and practice.placement_id = any (\(ids))
                  and (practice.ended_on is null or practice.end_kind = 'completed')
                group by placement.reference, placement.capacity
                having count(*) > placement.capacity
                order by placement.reference
                limit 1
                """, as: (String, Int, Int).self)
        }
        if let over {
            throw ServiceError.conflict(
                "\(over.0) takes \(over.1) student\(over.1 == 1 ? "" : "s"), and with this there would be \(over.2); see berth placement list --free."
            )
        }
    }

    /// Lets those who place students of a term queue up.
    func queueAtTerm(_ termID: UUID, on db: isolated PostgresConnection) throws {
        try db.execute(
            """
            select term_id
            from berth.placement_term
            where partnership_id = \(partnership.id) and term_id = \(termID)
            for no key update
            """)
    }
}
