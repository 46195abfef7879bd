public import Domain
import FoundationEssentials
import Matching
public import Postgres

/// A student without a place, with the reason in words.
public struct UnplacedStudent: Sendable, Codable, Hashable {
    /// The student.
    public let studentRef: String
    /// First or final.
    public let stage: String
    /// As in ``StudentExplanation/WhyUnplaced``; nil for a student who has a place when solved anew.
    @ExplicitNull public var kind: String?
    /// The reason in words.
    public let why: String
    /// How often each rule refused a placement, by code.
    public let refusals: [String: Int]
}

/// Lists the students whom a run left without a place, each with the reason.
public struct ListUnplaced: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let run: String?

    /// - Parameter run: nil for the published run, or the newest when none is published.
    public init(run: String? = nil) { self.run = run }

    /// Answers, by reference.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [UnplacedStudent] {
        let run = try work.matchRun(self.run, on: db)
        let own = try work.matchedStudentIDs(of: run.id, on: db)
        let (problem, places) = try work.seeingEverything(on: db) {
            let problem = try work.problemAgain(of: run, on: db)
            return (problem, try work.places(of: run.id, problem.inputs, on: db))
        }
        let proof = problem.isWhat(run) ? try work.storedProof(of: run.id, on: db).proof : nil
        let explainer = try RunExplainer(
            MatchGoal(rawValue: run.record.goal) ?? .lexicographic, problem, places: places, proof: proof,
            own: try work.ownStudents(of: run.id, problem.inputs, on: db),
            seesAdjustments: work.seesAdjustments)
        return problem.inputs.students.indices.filter {
            places[$0] == nil && own.contains(problem.inputs.students[$0].id)
        }.map { number in
            let student = problem.inputs.students[number]
            var refusals: [String: Int] = [:]
            for refused in explainer.refused(number) {
                for code in refused.reasons { refusals[code, default: 0] += 1 }
            }
            let reason = explainer.whyUnplaced(number)
            return UnplacedStudent(
                studentRef: student.reference, stage: student.facts.stage.rawValue, kind: reason?.kind,
                why: reason?.words(naming: 4) ?? "A place is free by now; make a new run.", refusals: refusals
            )
        }.sorted { $0.studentRef < $1.studentRef }
    }
}
