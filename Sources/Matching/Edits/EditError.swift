/// Why an edit is refused; nothing has changed then.
public enum EditError: Error, Sendable, Hashable {
    /// The student does not exist.
    case noSuchStudent(Int)
    /// The setting does not exist.
    case noSuchSetting(Int)
    /// The pair is not acceptable.
    case noSuchPair(student: Int, setting: Int)
    /// The pair is acceptable already.
    case pairExists(student: Int, setting: Int)
    /// A number of the pair is below 0, or above the limits that the weights were made for.
    case numberOutOfLimits(student: Int, setting: Int)
    /// The capacity is below 0 or does not fit 32 bits.
    case capacityOutOfRange(setting: Int, capacity: Int)
    /// Fewer places than students who are locked to the setting.
    case capacityBelowLocks(setting: Int, locks: Int)
    /// The student is withdrawn already.
    case alreadyWithdrawn(Int)
    /// The student is not withdrawn.
    case notWithdrawn(Int)
    /// The student is locked.
    case locked(Int)
    /// The student is not locked.
    case notLocked(Int)
}

extension EditError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .noSuchStudent(let student): "student \(student) does not exist"
        case .noSuchSetting(let setting): "setting \(setting) does not exist"
        case .noSuchPair(let student, let setting):
            "student \(student) and setting \(setting) are not an acceptable pair"
        case .pairExists(let student, let setting):
            "student \(student) and setting \(setting) are an acceptable pair already"
        case .numberOutOfLimits(let student, let setting):
            "a number of the pair of student \(student) and setting \(setting) is below 0 or above the limits"
        case .capacityOutOfRange(let setting, let capacity):
            "setting \(setting) cannot have the capacity \(capacity)"
        case .capacityBelowLocks(let setting, let locks):
            "setting \(setting) needs places for \(locks) locked students"
        case .alreadyWithdrawn(let student): "student \(student) is withdrawn already"
        case .notWithdrawn(let student): "student \(student) is not withdrawn"
        case .locked(let student): "student \(student) is locked"
        case .notLocked(let student): "student \(student) is not locked"
        }
    }
}
