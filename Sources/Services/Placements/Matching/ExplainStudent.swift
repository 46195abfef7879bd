public import Domain
import FoundationEssentials
import Matching
public import Postgres

/// Why a student is where a run put them, and what it would take to change that.
public struct StudentExplanation: Sendable, Codable, Hashable {
    /// Why there is no place: too few for a group of students who can use only them.
    public struct WhyUnplaced: Sendable, Codable, Hashable {
        /// `no_acceptable_place`, `not_enough_places`, `educator_full` where the places are fewer than the placements have
        /// because an educator takes no more, `partner_locked` where a partner's lock leaves one placement only, or, in a
        /// stable run, `hosts_prefer_others`.
        public let kind: String
        /// How many students share what is named here; the proof is that they are more than the places. Nil where the
        /// operator may see only some of them and the number is small.
        @ExplicitNull public var students: Int?
        /// How many places there are for them; nil like the students.
        @ExplicitNull public var places: Int?
        /// The placements.
        public let settings: [String]
        /// The educators who take no more, by reference.
        public let educators: [String]
    }

    /// A placement that the rules refuse the student.
    public struct Refused: Sendable, Codable, Hashable {
        /// The placement.
        public let placementRef: String
        /// The codes of every rule that refuses it.
        public let reasons: [String]
    }

    /// One student's step in a chain of moves.
    public struct Step: Sendable, Codable, Hashable {
        /// The student; nil for one whom the operator may not see.
        @ExplicitNull public var studentRef: String?
        /// The placement before.
        @ExplicitNull public var from: String?
        /// The placement after.
        @ExplicitNull public var to: String?
    }

    /// A change that places the student while everybody who has a place keeps one.
    public struct Change: Sendable, Codable, Hashable {
        /// `extra_place`, `educator_slot`, `open_placement`, `longer_travel`, `reserve_educator`, `new_audit`, `waived_contrast`, `car`,
        /// or `unlock`.
        public let kind: String
        /// What is changed, in words.
        public let detail: String
        /// How the objective changes.
        public let objectiveChange: MatchObjective
        /// Who moves, this student first and each next one making way for the one before.
        public let moves: [Step]
    }

    /// What another placement would cost: everybody's best matching with the student there, less the present one.
    public struct Alternative: Sendable, Codable, Hashable {
        /// The placement.
        public let placementRef: String
        /// The rank that the student gave it.
        public let rank: Int
        /// The price in four parts; nil when it cannot be had at all.
        @ExplicitNull public var price: MatchObjective?
    }

    /// How a host stands to the student in a stable run.
    public struct Host: Sendable, Codable, Hashable {
        /// What stands in the way.
        public enum Why: String, Sendable, Codable, Hashable {
            /// Everybody there is in a better band.
            case hostPrefersOthers = "host_prefers_others"
            /// Nobody there is in a worse band, and somebody in the same.
            case hostIndifferent = "host_indifferent"
            /// Both would rather have each other: a blocking pair.
            case wouldRather = "would_rather"
            /// It has fewer students than it needs to open.
            case closed
            /// Everybody there was decided.
            case locked
        }

        /// The placement.
        public let placementRef: String
        /// The rank that the student gave it.
        public let rank: Int
        /// The host's band of the student; nil for who may not see it.
        @ExplicitNull public var band: Int?
        /// The worst band of a student there; nil where nobody is, and for who may not see it.
        @ExplicitNull public var worstBand: Int?
        /// What stands in the way.
        public let why: Why
    }

    /// The student.
    public let studentRef: String
    /// The run.
    public let run: String
    /// What the run sought.
    public let goal: String
    /// The placement; nil for none.
    @ExplicitNull public var placedAt: String?
    /// Why there is none; nil for a student who has one.
    @ExplicitNull public var whyUnplaced: WhyUnplaced?
    /// What the rules refuse, by reference; of the placements near the student and those asked for.
    public let refused: [Refused]
    /// The placements that the student would rather have, the best first.
    public let preferred: [Alternative]
    /// The smallest changes that place the student.
    public let smallestChanges: [Change]
    /// In a stable run, the hosts of the placements that the student would rather have; otherwise none.
    public let hosts: [Host]
    /// What cannot be told of such a run, and what to ask instead; nil where everything can.
    @ExplicitNull public var note: String?
    /// True when the records have changed since the run: what is said is about the records as they are now.
    public let recordsChanged: Bool
}

/// Explains a student's place, or that there is none.
public struct ExplainStudent: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let student: String
    let run: String?

    /// - Parameter run: nil for the published run, or the newest when none is published.
    public init(student: String, run: String? = nil) {
        self.student = student
        self.run = run
    }

    /// Answers from the records as of the run's day, solved again: the same run unless they changed.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> StudentExplanation {
        let run = try work.matchRun(self.run, on: db)
        // The student has to be in sight; the reasons are about everybody, whom the answer does not name.
        _ = try work.student(student, on: db)
        let (problem, places, stored) = try work.seeingEverything(on: db) {
            let problem = try work.problemAgain(of: run, on: db)
            return (
                problem, try work.places(of: run.id, problem.inputs, on: db),
                try work.storedProof(of: run.id, on: db)
            )
        }
        guard let number = problem.inputs.student(student) else {
            throw ServiceError.notFound(
                "There is no student \(student) in the term \(run.record.term), or they have withdrawn; see berth student list."
            )
        }
        let isSame = problem.isWhat(run)
        let explainer = try RunExplainer(
            MatchGoal(rawValue: run.record.goal) ?? .lexicographic, problem, places: places,
            proof: isSame ? stored.proof : nil,
            own: try work.ownStudents(of: run.id, problem.inputs, on: db),
            seesAdjustments: work.seesAdjustments)
        return StudentExplanation(
            studentRef: problem.inputs.students[number].reference, run: run.record.ref,
            goal: run.record.goal,
            placedAt: places[number].map { problem.inputs.placements[$0].reference },
            whyUnplaced: places[number] == nil ? explainer.whyUnplaced(number) : nil,
            refused: explainer.refused(number), preferred: explainer.preferred(number),
            smallestChanges: places[number] == nil ? explainer.smallestChanges(number) : [],
            hosts: explainer.hosts(number), note: explainer.note, recordsChanged: !isSame)
    }
}
