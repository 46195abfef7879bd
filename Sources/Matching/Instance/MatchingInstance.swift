/// A placement problem as plain arrays: who may go where, and what each such pair costs.
///
/// Students and settings are numbered from 0. The pairs of student `s` stand at `firstPair[s] ..< firstPair[s + 1]`,
/// in rising order of their setting, so an instance does not depend on the order in which its rows came.
public struct MatchingInstance: Sendable, Equatable {
    /// The number of students.
    public let studentCount: Int
    /// The number of settings.
    public let settingCount: Int
    /// The places of each setting; at least 0.
    public let capacities: [Int32]
    /// How many students a setting needs if it is to open at all; 0 and 1 say the same.
    public let minimums: [Int32]
    /// Where the pairs of each student begin; `studentCount + 1` entries.
    public let firstPair: [Int32]
    /// The setting of each pair.
    public let settings: [Int32]
    /// The student's rank of each pair, 1 for the first choice; equal ranks are ties.
    public let ranks: [Int32]
    /// The hard problems that each pair would accept.
    public let problems: [Int32]
    /// The travel of each pair, in minutes.
    public let travel: [Int32]
    /// The setting's band of each pair for the stable mode, 1 for the students it prefers; equal bands are ties.
    public let bands: [Int32]
    /// Students who are to be at one setting or both unplaced; each student is in at most one of them.
    public let together: [(Int32, Int32)]
    /// How many of the last students are holders, who are no people.
    ///
    /// A holder keeps a place empty that a limit on several settings together leaves unused (``limited(by:)``). It costs
    /// nothing anywhere on its list and weighs twice what a person does when it is left out, so it never is while its
    /// settings have as many places as the limit says.
    public internal(set) var holderCount = 0

    /// The number of acceptable pairs.
    public var pairCount: Int { settings.count }

    /// The number of students who are people: all but the holders.
    public var peopleCount: Int { studentCount - holderCount }

    /// Compares all arrays.
    public static func == (one: MatchingInstance, other: MatchingInstance) -> Bool {
        one.capacities == other.capacities && one.minimums == other.minimums
            && one.firstPair == other.firstPair && one.settings == other.settings && one.ranks == other.ranks
            && one.problems == other.problems && one.travel == other.travel && one.bands == other.bands
            && one.together.elementsEqual(other.together) { $0 == $1 } && one.holderCount == other.holderCount
    }
}
