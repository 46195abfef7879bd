import Domain
import FoundationEssentials
import Postgres

/// The facts of one subject as they are known now, and what may be added to them.
struct MilestoneHistory {
    let pathway: Pathway
    let subjectRef: String
    /// The present date of each milestone, by index.
    private(set) var facts: MilestoneFacts
    /// The number of revisions of each milestone, by index.
    private(set) var revisions: [Int]
    /// Whether the present date of each milestone was knowingly recorded out of order, by index.
    private(set) var overridden: [Bool]

    init(pathway: Pathway, subjectRef: String, rows: [(String, Int, CalendarDate?, Bool)]) {
        self.pathway = pathway
        self.subjectRef = subjectRef
        facts = MilestoneFacts(count: pathway.count)
        revisions = Array(repeating: 0, count: pathway.count)
        overridden = Array(repeating: false, count: pathway.count)
        for row in rows {
            // A milestone of an earlier pathway says nothing about this one.
            guard let index = pathway.index(of: row.0) else { continue }
            facts[index] = row.2
            revisions[index] = row.1
            overridden[index] = row.3
        }
    }

    /// The index of a milestone of the pathway.
    func index(of milestone: String) throws(ServiceError) -> Int {
        guard let index = pathway.index(of: milestone) else {
            let known = pathway.milestones.map(\.code).joined(separator: ", ")
            throw .badData(
                "The pathway \(pathway.code) of \(subjectRef) has no milestone \(milestone); it has \(known)."
            )
        }
        return index
    }

    /// Says what stands against a milestone on a date: a prerequisite that is missing or later, or a milestone
    /// that needs this one and came earlier, unless that was knowingly recorded out of order. Nil when nothing does.
    func objection(to index: Int, on date: CalendarDate) -> String? {
        let name = pathway.milestones[index].code
        let unmet = pathway.prerequisites(of: index).filter { facts[$0] == nil }
        if !unmet.isEmpty {
            let missing = unmet.map { pathway.milestones[$0].code }.joined(separator: " and ")
            return
                "\(name) of \(subjectRef) needs \(missing) first, which \(unmet.count == 1 ? "is" : "are") not recorded"
        }
        for prerequisite in pathway.prerequisites(of: index) {
            if let happened = facts[prerequisite], happened > date {
                return
                    "\(name) of \(subjectRef) cannot have happened on \(date), before \(pathway.milestones[prerequisite].code) on \(happened)"
            }
        }
        for later in 0..<pathway.count
        where !overridden[later] && pathway.prerequisites(of: later).contains(index) {
            if let happened = facts[later], happened < date {
                return
                    "\(name) of \(subjectRef) cannot have happened on \(date), after \(pathway.milestones[later].code) on \(happened), which needs it"
            }
        }
        return nil
    }

    /// The milestones recorded that need this one.
    func recordedDependants(of index: Int) -> [String] {
        (0..<pathway.count).filter { facts[$0] != nil && pathway.prerequisites(of: $0).contains(index) }
            .map { pathway.milestones[$0].code }
    }
}

extension Work {
    /// Reads the facts of a subject, corrections applied.
    func milestoneHistory(
        of subject: MilestoneSubject, on db: isolated PostgresConnection
    ) throws -> MilestoneHistory {
        let rows = try db.query(
            """
            select milestone_code, revision, happened_on, override_reason is not null
            from berth.milestone_fact
            where partnership_id = \(partnership.id) and subject_id = \(subject.id)
            order by milestone_code, revision
            """, as: (String, Int, CalendarDate?, Bool).self)
        return MilestoneHistory(
            pathway: try reference(on: db).pathway(subject.pathway), subjectRef: subject.reference, rows: rows
        )
    }

    /// Refuses an override to somebody without the permission for it.
    func refuseOverrideWithoutPermission(_ subject: MilestoneSubject) throws(ServiceError) {
        if !may(.overrideMilestoneOrder, on: subject.organisationID) {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not \(Action.overrideMilestoneOrder.phrase); ask a coordinator to record it."
            )
        }
    }
}
