/// What an assignment costs, compared in dictionary order: unplaced students first, then hard problems, rank, travel.
///
/// Differences of two objectives may have negative parts.
public struct Objective: Sendable, Hashable, Comparable, AdditiveArithmetic {
    /// The students without a setting.
    public var unplaced: Int
    /// The hard problems accepted.
    public var problems: Int
    /// The sum of the ranks of the placed students.
    public var rank: Int
    /// The sum of the travel of the placed students, in minutes.
    public var travel: Int

    /// The objective whose four parts are 0.
    public static let zero = Objective()

    /// Makes an objective from its four parts.
    public init(unplaced: Int = 0, problems: Int = 0, rank: Int = 0, travel: Int = 0) {
        self.unplaced = unplaced
        self.problems = problems
        self.rank = rank
        self.travel = travel
    }

    /// The objective of an assignment, which names the setting of each student or −1.
    ///
    /// Returns nil if the assignment has the wrong length or names a pair that is not acceptable.
    public init?(of assignment: [Int32], in instance: MatchingInstance) {
        guard assignment.count == instance.studentCount else { return nil }
        self.init()
        for student in assignment.indices {
            let setting = Int(assignment[student])
            if setting < 0 {
                unplaced += 1
            } else {
                guard let index = instance.indexOfPair(student: student, setting: setting) else { return nil }
                self += Objective(pair: index, in: instance)
            }
        }
    }

    /// What one pair costs.
    init(pair index: Int, in instance: MatchingInstance) {
        self.init(
            problems: Int(instance.problems[index]), rank: Int(instance.ranks[index]),
            travel: Int(instance.travel[index]))
    }

    /// Whether one objective is better: the first part that differs decides.
    public static func < (one: Objective, other: Objective) -> Bool {
        if one.unplaced != other.unplaced { return one.unplaced < other.unplaced }
        if one.problems != other.problems { return one.problems < other.problems }
        if one.rank != other.rank { return one.rank < other.rank }
        return one.travel < other.travel
    }

    /// The sum, part by part.
    public static func + (one: Objective, other: Objective) -> Objective {
        Objective(
            unplaced: one.unplaced + other.unplaced, problems: one.problems + other.problems,
            rank: one.rank + other.rank, travel: one.travel + other.travel)
    }

    /// The difference, part by part.
    public static func - (one: Objective, other: Objective) -> Objective {
        Objective(
            unplaced: one.unplaced - other.unplaced, problems: one.problems - other.problems,
            rank: one.rank - other.rank, travel: one.travel - other.travel)
    }
}
