public import Domain
import FoundationEssentials
public import Postgres

/// A place of a run with what is wrong about it now.
public struct MatchFinding: Sendable, Codable, Hashable {
    /// The student.
    public let studentRef: String
    /// First or final.
    public let stage: String
    /// The placement.
    public let placementRef: String
    /// The codes of rules that refuse it by now, or that were overridden for it.
    public let refused: [String]
    /// The codes of its hard problems, and `educator_over_committed` where more students are at the placements of its
    /// educator, by the run or by locks, than the educator takes.
    public let problems: [String]
    /// Minutes one way.
    @ExplicitNull public var travelMinutes: Int?
    /// Whether somebody decided it.
    public let locked: Bool
}

/// Looks at every place of a run by the rules of a day and the records of now: conflicts, educators, audits, travel, adjustments.
public struct CheckMatch: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let run: String?
    let asOf: CalendarDate?

    /// - Parameters:
    ///   - run: nil for the published run, or the newest when none is published.
    ///   - asOf: the day whose rules count; nil for today.
    public init(run: String? = nil, asOf: CalendarDate? = nil) {
        self.run = run
        self.asOf = asOf
    }

    /// Answers the places about which there is something to say, by student.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [MatchFinding] {
        let run = try work.matchRun(self.run, on: db)
        let term = try work.term(run.record.term, on: db)
        let own = try work.matchedStudentIDs(of: run.id, on: db)
        let (inputs, places) = try work.seeingEverything(on: db) {
            let inputs = try work.matchInputs(of: term, asOf: asOf ?? work.today, on: db)
            return (inputs, try work.places(of: run.id, inputs, on: db))
        }
        let locked = Set(inputs.locks.map { MatchInputs.NumberPair($0.student, $0.placement) })
        let crowded = EducatorLimit.exceeded(by: places.compactMap { $0 }, at: inputs.placements)
            .union(EducatorLimit.exceeded(by: inputs.locks.map(\.placement), at: inputs.placements))
        var findings: [MatchFinding] = []
        for (student, place) in places.enumerated() {
            guard let place, own.contains(inputs.students[student].id) else { continue }
            let verdict = inputs.verdict(student, place)
            let hidesHealth = !work.seesAdjustments
            let refused = hidesHealth ? verdict.refusals.subtracting(.confidential) : verdict.refusals
            let problems = hidesHealth ? verdict.problems.subtracting(.confidential) : verdict.problems
            let isCrowded = crowded.contains(place)
            if refused.isEmpty, problems.isEmpty, !isCrowded { continue }
            findings.append(
                MatchFinding(
                    studentRef: inputs.students[student].reference,
                    stage: inputs.students[student].facts.stage.rawValue,
                    placementRef: inputs.placements[place].reference, refused: refused.codes,
                    problems: problems.codes + (isCrowded ? ["educator_over_committed"] : []),
                    travelMinutes: verdict.travel.minutes,
                    locked: locked.contains(MatchInputs.NumberPair(student, place))))
        }
        return findings.sorted { $0.studentRef < $1.studentRef }
    }
}
