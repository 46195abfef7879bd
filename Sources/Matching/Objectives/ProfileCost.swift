/// A cost of many levels: four packed integers that are compared one after the other.
///
/// Sums and differences are taken part by part, which keeps the order, so the solver runs on it as on one integer.
struct ProfileCost: FlowCost, Hashable {
    /// The parts, the weightiest first.
    var first: Int128 = 0
    var second: Int128 = 0
    var third: Int128 = 0
    var fourth: Int128 = 0

    static let zero = ProfileCost()
    static let infinite = ProfileCost(first: .max, second: 0, third: 0, fourth: 0)

    /// The parts by number; a number out of range reads 0 and writes nothing.
    subscript(part: Int) -> Int128 {
        get { part == 0 ? first : part == 1 ? second : part == 2 ? third : part == 3 ? fourth : 0 }
        set {
            switch part {
            case 0: first = newValue
            case 1: second = newValue
            case 2: third = newValue
            case 3: fourth = newValue
            default: return
            }
        }
    }

    static func < (one: ProfileCost, other: ProfileCost) -> Bool {
        if one.first != other.first { return one.first < other.first }
        if one.second != other.second { return one.second < other.second }
        if one.third != other.third { return one.third < other.third }
        return one.fourth < other.fourth
    }

    static func + (one: ProfileCost, other: ProfileCost) -> ProfileCost {
        ProfileCost(
            first: one.first + other.first, second: one.second + other.second,
            third: one.third + other.third, fourth: one.fourth + other.fourth)
    }

    static func - (one: ProfileCost, other: ProfileCost) -> ProfileCost {
        ProfileCost(
            first: one.first - other.first, second: one.second - other.second,
            third: one.third - other.third, fourth: one.fourth - other.fourth)
    }
}
