public import Domain
import FoundationEssentials
import Matching
public import Postgres

/// What a lock did.
public struct LockedStudent: Sendable, Codable, Hashable {
    /// The student.
    public let studentRef: String
    /// The placement.
    public let placementRef: String
    /// The codes of the rules that were overridden.
    public let overridden: [String]
    /// What the lock costs everybody together: the best matching with it, less the best one without it.
    public let price: MatchObjective
}

/// Decides that a student goes to a certain placement, whatever a match would say.
public struct LockStudent: Verb {
    /// Those who run matches.
    public static var action: Action { .runMatches }
    /// The price is reckoned from one moment.
    public static var seesOneMoment: Bool { true }

    let student: String
    let placement: String
    let reason: String
    let overridesRules: Bool

    /// - Parameters:
    ///   - overrideRules: locks also what a rule refuses; conflicts of interest, unmet adjustments and missing checks never.
    public init(student: String, placement: String, reason: String, overrideRules: Bool = false) {
        self.student = student
        self.placement = placement
        self.reason = reason
        overridesRules = overrideRules
    }

    /// Locks.
    ///
    /// - Throws: `conflict` for a student who is locked already; `badData` for a pair that a rule refuses, and for a
    ///   placement without a place to give.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> LockedStudent {
        try work.refuseBlank(reason, for: "The lock of \(student)")
        let found = try work.studentForLock(student, on: db)
        let term = try work.term(found.term, on: db)
        let inputs = try work.matchInputs(of: term, asOf: work.today, on: db)
        guard let studentNumber = inputs.students.firstIndex(where: { $0.id == found.id }) else {
            throw ServiceError.conflict("\(found.reference) has withdrawn, so there is nothing to lock.")
        }
        guard let placementNumber = inputs.placement(placement) else {
            throw ServiceError.notFound(
                "There is no placement \(placement) in the term \(term.record.term); see berth placement list."
            )
        }
        if let lock = inputs.locks.first(where: { $0.student == studentNumber }) {
            if lock.isOnPlacement {
                throw ServiceError.conflict(
                    "\(found.reference) is on placement at \(inputs.placements[lock.placement].reference) already; see berth practice show \(found.reference)."
                )
            }
            throw ServiceError.conflict(
                "\(found.reference) is locked to \(inputs.placements[lock.placement].reference) already; unlock first."
            )
        }
        let overridden = try work.refuseImpossible(
            inputs.verdict(studentNumber, placementNumber),
            "\(found.reference) cannot go to \(inputs.placements[placementNumber].reference)",
            overridesRules: overridesRules)
        let price = try price(of: studentNumber, at: placementNumber, overridden, inputs)
        try work.recordLock(
            "locked", of: found.id, to: inputs.placements[placementNumber].id, reason: reason,
            overridden: overridden, price: price, on: db)
        let locked = LockedStudent(
            studentRef: found.reference, placementRef: inputs.placements[placementNumber].reference,
            overridden: overridden, price: price)
        try work.audit("student_locked", of: "student", found.id, reason: reason, after: locked, on: db)
        return locked
    }

    private func price(
        of student: Int, at placement: Int, _ overridden: [String], _ inputs: MatchInputs
    ) throws(ServiceError) -> MatchObjective {
        let before = try MatchProblem(inputs).solved(MatchOptions())
        var locked = inputs
        locked.lock(student, to: placement, overriding: overridden)
        let after = try MatchProblem(locked).solved(MatchOptions())
        return MatchObjective(
            unplaced: after.objective.unplaced - before.objective.unplaced,
            problems: after.objective.problems - before.objective.problems,
            rank: after.objective.rank - before.objective.rank,
            travel: after.objective.travel - before.objective.travel)
    }
}

/// Sets a locked student free again: the next run decides.
public struct UnlockStudent: Verb {
    /// Those who run matches.
    public static var action: Action { .runMatches }

    let student: String
    let reason: String

    /// Says who and why.
    public init(student: String, reason: String) {
        self.student = student
        self.reason = reason
    }

    /// Unlocks.
    ///
    /// - Throws: `conflict` for a student who is not locked.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        try work.refuseBlank(reason, for: "Unlocking \(student)")
        let found = try work.studentForLock(student, on: db)
        let last = try db.first(
            """
            select placement_id, kind
            from berth.match_lock
            where partnership_id = \(work.partnership.id) and student_id = \(found.id)
            order by sequence desc
            limit 1
            """, as: (UUID, String).self)
        guard let last, last.1 == "locked" else {
            throw ServiceError.conflict("\(found.reference) is not locked to any placement.")
        }
        try work.recordLock("unlocked", of: found.id, to: last.0, reason: reason, on: db)
        try work.audit("student_unlocked", of: "student", found.id, reason: reason, on: db)
    }
}

extension Work {
    /// A student with the term, locked so that decisions about one student queue up.
    func studentForLock(
        _ reference: String, on db: isolated PostgresConnection
    ) throws -> (id: UUID, reference: String, term: String) {
        let rows = try db.query(
            """
            select student.student_id, student.reference, term.code
            from berth.student
            join berth.placement_term as term
                on term.partnership_id = student.partnership_id and term.term_id = student.term_id
            where student.partnership_id = \(partnership.id) and student.reference_key = \(Reference.key(reference))
            for update of student
            """, as: (UUID, String, String).self)
        guard let row = rows.first else {
            throw ServiceError.notFound(
                "There is no student \(reference) in \(partnership.name); see berth student list.")
        }
        return (row.0, row.1, row.2)
    }

    /// Adds a fact about a lock.
    func recordLock(
        _ kind: String, of studentID: UUID, to placementID: UUID, reason: String, overridden: [String] = [],
        price: MatchObjective? = nil, on db: isolated PostgresConnection
    ) throws {
        try db.execute(
            """
            insert into berth.match_lock (
                partnership_id, student_id, sequence, kind, placement_id, reason, overridden, price, recorded_by,
                recorded_at)
            select \(partnership.id), \(studentID),
                   1 + coalesce((
                       select max(earlier.sequence)
                       from berth.match_lock as earlier
                       where earlier.partnership_id = \(partnership.id) and earlier.student_id = \(studentID)
                   ), 0),
                   \(kind), \(placementID), \(reason), \(overridden), \(try Self.json(price)), \(actor.accountID),
                   \(now)
            """)
    }
}
