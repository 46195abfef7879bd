import Domain
import FoundationEssentials
import Postgres

/// Makes the practice placements of a match when it is published, and ends those that it moves.
///
/// Whose place is unchanged keeps theirs; who has not started moves; who has started is locked in every run made since,
/// and a run from before that would move them is refused.
struct PublishedPractices {
    let runID: UUID
    let runRef: String

    private struct Open {
        let practice: PracticeRow
        let hasStarted: Bool
    }

    func settle(_ work: Work, on db: isolated PostgresConnection) throws {
        let matched = try db.query(
            """
            select student_id, placement_id
            from berth.match_student
            where partnership_id = \(work.partnership.id) and match_run_id = \(runID)
            order by number
            """, as: (UUID, UUID?).self)
        let standing = try standing(of: matched.map(\.0), work, on: db)
        var moved: [PracticeRow] = []
        var new: [NewPractice] = []
        for (student, placement) in matched {
            if let open = standing[student] {
                if open.practice.placementID == placement { continue }
                if open.hasStarted || open.practice.record.end == .completed {
                    let record = open.practice.record
                    throw ServiceError.conflict(
                        "\(record.studentRef) has started at \(record.placementRef) and would be moved by \(runRef); make a new run with berth match run, which leaves them there."
                    )
                }
                moved.append(open.practice)
            }
            if let placement {
                new.append(NewPractice(studentID: student, placementID: placement, matchRunID: runID))
            }
        }
        for practice in moved {
            try work.end(practice, .moved, on: work.today, reasonCode: nil, note: nil, db: db)
        }
        let demands = try work.practiceDemands(of: new.map(\.studentID), on: db)
        // Who owes nothing more needs no placement, whatever the record says.
        _ = try work.makePractices(new.filter { (demands[$0.studentID]?.required ?? 0) > 0 }, on: db)
        try work.keepPracticeDeadlines(of: moved.map(\.id), asOf: work.today, on: db)
    }

    /// The placements that students have, or have completed in the term of the run.
    private func standing(
        of students: [UUID], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: Open] {
        let cases = try work.practiceCases(
            where: """
                practice.student_id = any (\(students))
                and (practice.ended_on is null
                     or practice.end_kind = 'completed' and placement.term_id = (
                         select run.term_id
                         from berth.match_run as run
                         where run.partnership_id = practice.partnership_id and run.match_run_id = \(runID)))
                """, at: Moment(present: work), on: db)
        var standing: [UUID: Open] = [:]
        for one in cases {
            standing[one.row.studentID] = Open(
                practice: one.row, hasStarted: one.terms.startedOn != nil || !one.entries.isEmpty)
        }
        return standing
    }
}

extension Work {
    /// Students who are to stay where they are in every match of a term: they have started there by a day, or were placed
    /// there by hand, or have done all of it there.
    func practisingStudents(
        of termID: UUID, asOf: CalendarDate, on db: isolated PostgresConnection
    ) throws -> [UUID: (placement: UUID, overridden: [String])] {
        let rows = try db.query(
            """
            select practice.student_id, practice.placement_id, practice.overridden
            from berth.practice
            join berth.placement
                on placement.partnership_id = practice.partnership_id
               and placement.placement_id = practice.placement_id
            left join lateral (
                select fact.happened_on
                from berth.milestone_fact as fact
                where fact.partnership_id = practice.partnership_id and fact.subject_id = practice.practice_id
                  and fact.milestone_code = 'started'
                order by fact.revision desc
                limit 1
            ) as started on true
            where practice.partnership_id = \(partnership.id) and placement.term_id = \(termID)
              and practice.placed_on <= \(asOf)
              and (practice.ended_on is null or practice.ended_on > \(asOf) or practice.end_kind = 'completed')
              and (practice.match_run_id is null or started.happened_on <= \(asOf)
                   or practice.end_kind = 'completed')
            """, as: (UUID, UUID, [String]).self)
        return Dictionary(rows.map { ($0.0, ($0.1, $0.2)) }, uniquingKeysWith: { _, last in last })
    }
}
