public import Domain
import FoundationEssentials
public import Postgres

/// Places a student by hand, outside a match: after a breakdown, or where a match has left somebody without a place.
///
/// Every rule for pairs is judged as in a match; one that refuses can be overridden where a lock can override it.
public struct PlacePractice: Verb {
    /// Those who manage practice placements.
    public static var action: Action { .managePractices }

    let student: String
    let placement: String
    let reason: String
    let startsOn: CalendarDate?
    let pattern: PracticePattern?
    let overridesRules: Bool

    /// - Parameters:
    ///   - startsOn: the first day; that of the placement, or today when it has passed, when nil.
    ///   - pattern: the days of the week; as many as the rule says when nil.
    ///   - overrideRules: places also where a rule refuses; conflicts of interest, unmet adjustments and missing checks
    ///     never.
    public init(
        student: String, placement: String, reason: String, startsOn: CalendarDate? = nil,
        pattern: PracticePattern? = nil, overrideRules: Bool = false
    ) {
        self.student = student
        self.placement = placement
        self.reason = reason
        self.startsOn = startsOn
        self.pattern = pattern
        overridesRules = overrideRules
    }

    /// Places.
    ///
    /// - Throws: `conflict` for a student who has a placement that has not ended, and for a placement without room;
    ///   `badData` for a pair that a rule refuses.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeRecord {
        try work.refuseBlank(reason, for: "Placing \(student) by hand")
        let found = try work.studentForLock(student, on: db)
        let place = try work.placement(placement, on: db)
        let term = try work.term(place.record.term, on: db)
        try work.queueAtTerm(term.id, on: db)
        if let startsOn {
            try work.refuseBeyondCalendar(startsOn, "The start at \(place.record.placementRef)", on: db)
            if startsOn < place.record.startsOn || startsOn > place.record.endsOn {
                throw ServiceError.badData(
                    "\(place.record.placementRef) is from \(place.record.startsOn) to \(place.record.endsOn); \(startsOn) is not among its days."
                )
            }
        }
        if let open = try open(of: found.id, work, on: db) {
            throw ServiceError.conflict(
                "\(found.reference) is placed at \(open.record.placementRef) already; end that with berth practice end before another begins."
            )
        }
        let ground = try PairGround(
            students: "student.student_id = \(found.id)", placements: "placement.placement_id = \(place.id)",
            date: work.today, work, on: db)
        let travel = try work.givenTravel(
            where: "travel.student_id = \(found.id) and travel.placement_id = \(place.id)", on: db)
        let verdict = ground.verdict(
            0, 0, given: travel[PairKey(student: found.id, placement: place.id)] ?? .nothing)
        let overridden = try work.refuseImpossible(
            verdict, "\(found.reference) cannot go to \(place.record.placementRef)",
            overridesRules: overridesRules)
        let demand = try work.practiceDemands(of: [found.id], on: db)[found.id]
        if (demand?.required ?? 0) <= 0 {
            throw ServiceError.conflict("\(found.reference) has done all days or hours already.")
        }
        let made = try work.makePractices(
            [
                NewPractice(
                    studentID: found.id, placementID: place.id, reason: reason, overridden: overridden,
                    startsOn: startsOn, pattern: pattern)
            ], on: db)
        guard let record = made.first?.record else {
            throw ServiceError.notFound("There is no student \(student) in \(work.partnership.name).")
        }
        return record
    }

    private func open(
        of studentID: UUID, _ work: Work, on db: isolated PostgresConnection
    ) throws -> PracticeRow? {
        try work.practices(
            where: "practice.student_id = \(studentID) and practice.ended_on is null",
            at: Moment(present: work), on: db
        ).first
    }
}

extension PairRefusals {
    /// Rules that nobody may override: they protect the student or the people the student would meet.
    static let absolute: PairRefusals = [
        .conflictOfInterest, .adjustmentImpossible, .dbsMissing, .studentWithdrawn, .placementWithdrawn,
        .otherTerm,
    ]
}

extension Work {
    /// Refuses a pair that a rule forbids, unless that rule can be overridden and is; answers the codes of the rules that
    /// were.
    ///
    /// - Parameter names: the beginning of the sentence that refuses.
    func refuseImpossible(
        _ verdict: PairVerdict, _ names: String, overridesRules: Bool
    ) throws(ServiceError) -> [String] {
        let forbidden = verdict.refusals.intersection(.absolute)
        if !forbidden.isEmpty {
            throw .badData("\(names): \(words(for: forbidden)); that cannot be overridden.")
        }
        if !verdict.isPossible, !overridesRules {
            throw .badData(
                "\(names): \(words(for: verdict.refusals)); repeat with --override-rules if that is meant.")
        }
        return verdict.refusals.codes
    }
}
