/// What is wrong with the rows of an instance; every row is counted from 0 in the order in which it was given.
public enum InstanceError: Error, Sendable, Hashable {
    /// A count is negative or does not fit 32 bits; `what` is `students`, `settings`, `pairs` or `together`.
    case countOutOfRange(what: String, count: Int)
    /// The number of minimums is not the number of capacities.
    case minimumsDoNotMatch(capacities: Int, minimums: Int)
    /// The capacity of a setting is below 0.
    case negativeCapacity(setting: Int, capacity: Int)
    /// The minimum of a setting is below 0.
    case negativeMinimum(setting: Int, minimum: Int)
    /// A setting can never open because its minimum is above its capacity.
    case minimumAboveCapacity(setting: Int, minimum: Int, capacity: Int)
    /// A pair names a student who does not exist.
    case noSuchStudent(row: Int, student: Int)
    /// A pair names a setting that does not exist.
    case noSuchSetting(row: Int, setting: Int)
    /// A number of a pair is below 0; `what` is `rank`, `problems`, `travel` or `band`.
    case negativeNumber(row: Int, what: String, value: Int)
    /// The same student and setting stand in two rows; `first` is the earlier row.
    case duplicatePair(row: Int, first: Int, student: Int, setting: Int)
    /// A couple names a student who does not exist.
    case noSuchStudentTogether(row: Int, student: Int)
    /// A couple names one student twice.
    case togetherWithSelf(row: Int, student: Int)
    /// A student stands in two couples; `first` is the earlier row.
    case togetherTwice(row: Int, first: Int, student: Int)
    /// There are more holders than students, or fewer than none.
    case holdersOutOfRange(count: Int)
    /// A pair of a holder costs something, or a holder is in a couple.
    case holderLikeAPerson(student: Int)
}

extension InstanceError: CustomStringConvertible {
    /// One sentence that names the row and the number.
    public var description: String {
        switch self {
        case .countOutOfRange(let what, let count):
            "the number of \(what) is \(count), which is not in 0 ... \(Int32.max)"
        case .minimumsDoNotMatch(let capacities, let minimums):
            "there are \(capacities) capacities but \(minimums) minimums"
        case .negativeCapacity(let setting, let capacity):
            "setting \(setting) has the capacity \(capacity), which is below 0"
        case .negativeMinimum(let setting, let minimum):
            "setting \(setting) has the minimum \(minimum), which is below 0"
        case .minimumAboveCapacity(let setting, let minimum, let capacity):
            "setting \(setting) has the minimum \(minimum), which is above its capacity \(capacity)"
        case .noSuchStudent(let row, let student):
            "pair \(row) names student \(student), who does not exist"
        case .noSuchSetting(let row, let setting):
            "pair \(row) names setting \(setting), which does not exist"
        case .negativeNumber(let row, let what, let value):
            "pair \(row) has \(what) \(value), which is below 0"
        case .duplicatePair(let row, let first, let student, let setting):
            "pair \(row) repeats student \(student) and setting \(setting) of pair \(first)"
        case .noSuchStudentTogether(let row, let student):
            "couple \(row) names student \(student), who does not exist"
        case .togetherWithSelf(let row, let student):
            "couple \(row) names student \(student) twice"
        case .togetherTwice(let row, let first, let student):
            "couple \(row) names student \(student), who is in couple \(first) already"
        case .holdersOutOfRange(let count):
            "the number of holders is \(count), which is not in 0 ... the number of students"
        case .holderLikeAPerson(let student):
            "student \(student) is a holder, who has rank, problems and travel 0 everywhere and no partner"
        }
    }
}
