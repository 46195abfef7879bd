/// What is wrong with group limits.
public enum GroupError: Error, Sendable, Hashable {
    /// The groups of settings or the classes of students are not as many as settings or students.
    case wrongCount
    /// A group, share or setting names something that does not exist.
    case noSuchThing(what: String, number: Int)
    /// A limit is below 0.
    case negativeCapacity(what: String, number: Int)
    /// A group is inside itself.
    case cycle(group: Int)
    /// The same class and setting have two shares.
    case repeatedShare(studentClass: Int, setting: Int)
    /// There are shares, which holders cannot keep: they are about some of the students of a setting.
    case sharesNeedGroupFlow
    /// The instance cannot be solved at all.
    case flow(FlowError)
}

extension GroupError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .wrongCount: "there is not one group for each setting and one class for each student"
        case .noSuchThing(let what, let number): "\(what) \(number) does not exist"
        case .negativeCapacity(let what, let number): "the limit of \(what) \(number) is below 0"
        case .cycle(let group): "group \(group) lies inside itself"
        case .repeatedShare(let studentClass, let setting):
            "class \(studentClass) has two shares of setting \(setting)"
        case .sharesNeedGroupFlow:
            "shares are about some of the students of a setting, which only the solver for groups knows"
        case .flow(let error): error.description
        }
    }
}
