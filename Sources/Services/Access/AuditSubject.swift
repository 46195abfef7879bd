import Domain
import FoundationEssentials
import Postgres

extension Work {
    /// The key of the candidate, round, contract or organisation that a reference names.
    func auditSubject(_ reference: String, on db: isolated PostgresConnection) throws -> UUID {
        let numbered = PracticeReference(reference).numbered
        let found = try db.first(
            """
            select subject_id
            from (
                select candidate_id as subject_id, 1 as place
                from berth.candidate
                where partnership_id = \(partnership.id) and reference_key = \(Reference.key(reference))
                union all
                select contract_id, 2
                from berth.contract
                where partnership_id = \(partnership.id) and reference = \(reference)
                union all
                select round.round_id, 3
                from \(Self.roundTables)
                where round.partnership_id = \(partnership.id)
                  and contract.reference || '/' || round.round_no = \(reference)
                union all
                select organisation_id, 4
                from berth.organisation
                where partnership_id = \(partnership.id) and code = \(reference)
                union all
                select partnership_id, 5
                from berth.partnership
                where partnership_id = \(partnership.id) and code = \(reference)
                union all
                select staff_account_id, 6
                from berth.staff_account
                where login = \(reference)
                union all
                select student_id, 7
                from berth.student
                where partnership_id = \(partnership.id) and reference_key = \(Reference.key(reference))
                union all
                select placement_id, 8
                from berth.placement
                where partnership_id = \(partnership.id) and reference_key = \(Reference.key(reference))
                union all
                select educator_id, 9
                from berth.practice_educator
                where partnership_id = \(partnership.id) and reference_key = \(Reference.key(reference))
                union all
                select term_id, 10
                from berth.placement_term
                where partnership_id = \(partnership.id) and code = \(reference)
                union all
                select match_run_id, 11
                from berth.match_run
                where partnership_id = \(partnership.id) and reference_key = \(Reference.key(reference))
                union all
                select practice.practice_id, 12
                from berth.practice
                join berth.student
                    on student.partnership_id = practice.partnership_id
                   and student.student_id = practice.student_id
                where practice.partnership_id = \(partnership.id) and practice.practice_no = \(numbered?.number ?? 0)
                  and student.reference_key = \(numbered?.student ?? "")
                union all
                select post_id, 13
                from berth.post
                where partnership_id = \(partnership.id) and reference_key = \(Reference.key(reference))
                union all
                (select apprenticeship_id, 14
                 from berth.apprenticeship
                 where partnership_id = \(partnership.id)
                   and (reference_key = \(Reference.key(reference))
                        or reference_key || ' ' || standard_key = \(Reference.key(reference)))
                 order by upper_inf(training) desc nulls last, apprenticeship_id desc
                 limit 1)
            ) as subject
            order by place
            limit 1
            """, as: UUID.self)
        guard let found else {
            throw ServiceError.notFound(
                "There is nothing called \(reference) in \(partnership.name); give the reference of a candidate, contract, round, student, placement, practice placement, educator, match run, post or apprentice, or the code of an organisation or a term."
            )
        }
        return found
    }
}
