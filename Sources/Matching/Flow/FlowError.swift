/// Why a flow cannot be solved.
public enum FlowError: Error, Sendable, Hashable {
    /// The numbers of the instance are so large that packed costs do not fit 128 bits.
    case costOverflow
    /// Limits that were handed in do not hold the pairs of the instance.
    case limitsTooSmall
    /// A restriction names a setting that does not exist.
    case noSuchSetting(Int)
    /// A restriction names a student who does not exist.
    case noSuchStudent(Int)
    /// A lock names a pair that is not acceptable.
    case lockNotAcceptable(student: Int, setting: Int)
    /// A student is locked twice, or locked and withdrawn.
    case lockedTwice(student: Int)
    /// More students are locked to a setting than it has places; a closed setting has none.
    case locksAboveCapacity(setting: Int, locks: Int, capacity: Int)
    /// What is sought knows no holders, so limits on several settings would not be kept.
    case noHolders
    /// What is sought knows no minimums and couples, and its best placement breaks one.
    case noRules
}

extension FlowError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .costOverflow:
            "the ranks, problems or travel are too large to be compared exactly in 128 bits"
        case .limitsTooSmall:
            "the limits do not hold the ranks, problems or travel of all pairs"
        case .noSuchSetting(let setting):
            "setting \(setting) does not exist"
        case .noSuchStudent(let student):
            "student \(student) does not exist"
        case .lockNotAcceptable(let student, let setting):
            "student \(student) is locked to setting \(setting), which is not an acceptable pair"
        case .lockedTwice(let student):
            "student \(student) is locked twice, or locked and withdrawn"
        case .locksAboveCapacity(let setting, let locks, let capacity):
            "\(locks) students are locked to setting \(setting), which has \(capacity) places"
        case .noHolders:
            "limits on several settings together are kept by the lexicographic goal only"
        case .noRules:
            "the best placement for this goal breaks a minimum or parts a pair, which only the lexicographic and the stable goal can keep"
        }
    }
}
