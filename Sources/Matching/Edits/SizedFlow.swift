/// An editable flow with costs of 64 or 128 bits.
///
/// The two cases are called directly, not through a protocol, so that each is compiled for its width: through
/// existentials the same searches take several times as long. Students, settings and pairs have been checked before;
/// costs are given unpacked.
enum SizedFlow {
    /// Costs that fit 64 bits.
    case narrow(FlowEditor<Int64>)
    /// Costs that need 128 bits.
    case wide(FlowEditor<Int128>)

    /// The setting of a student in play, or −1.
    func place(of student: Int) -> Int32 {
        switch self {
        case .narrow(let flow): flow.place(of: student)
        case .wide(let flow): flow.place(of: student)
        }
    }

    /// Takes a student out of play and fills his place.
    func takeOut(_ student: Int) {
        switch self {
        case .narrow(let flow): flow.takeOut(student)
        case .wide(let flow): flow.takeOut(student)
        }
    }

    /// Brings a student into play and places him.
    func putIn(_ student: Int) {
        switch self {
        case .narrow(let flow): flow.putIn(student)
        case .wide(let flow): flow.putIn(student)
        }
    }

    /// Changes the places of a setting by one at a time.
    func setCapacity(_ capacity: Int32, of setting: Int) {
        switch self {
        case .narrow(let flow): flow.setCapacity(capacity, of: setting)
        case .wide(let flow): flow.setCapacity(capacity, of: setting)
        }
    }

    /// Takes a student out of play together with the place he has at a setting, or with any place there.
    func lock(_ student: Int, to setting: Int) {
        switch self {
        case .narrow(let flow): flow.lock(student, to: setting)
        case .wide(let flow): flow.lock(student, to: setting)
        }
    }

    /// Allows a pair.
    func addPair(_ pair: MatchingInstance.Pair) {
        switch self {
        case .narrow(let flow): flow.addPair(pair)
        case .wide(let flow): flow.addPair(pair)
        }
    }

    /// Forbids a pair.
    func removePair(_ student: Int, _ setting: Int) {
        switch self {
        case .narrow(let flow): flow.removePair(student, setting)
        case .wide(let flow): flow.removePair(student, setting)
        }
    }

    /// Changes what a pair costs.
    func changePair(_ pair: MatchingInstance.Pair) {
        switch self {
        case .narrow(let flow): flow.changePair(pair)
        case .wide(let flow): flow.changePair(pair)
        }
    }

    /// What all students in play cost.
    var objective: Objective {
        switch self {
        case .narrow(let flow): flow.objective
        case .wide(let flow): flow.objective
        }
    }

    /// The values of the students, 0 out of play.
    var values: [Int128] {
        switch self {
        case .narrow(let flow): flow.values
        case .wide(let flow): flow.values
        }
    }

    /// The prices of the settings.
    var prices: [Int128] {
        switch self {
        case .narrow(let flow): flow.prices
        case .wide(let flow): flow.prices
        }
    }

    /// Whether a student is neither withdrawn nor locked.
    func isInPlay(_ student: Int) -> Bool {
        switch self {
        case .narrow(let flow): flow.isInPlay(student)
        case .wide(let flow): flow.isInPlay(student)
        }
    }

    /// The places of a setting, without those of locked students.
    func places(of setting: Int32) -> Int {
        switch self {
        case .narrow(let flow): flow.places(of: setting)
        case .wide(let flow): flow.places(of: setting)
        }
    }

    /// What stands in the way at the settings of a student's list.
    func bottleneck(of student: Int) -> Bottleneck {
        switch self {
        case .narrow(let flow): flow.bottleneck(of: student)
        case .wide(let flow): flow.bottleneck(of: student)
        }
    }

    /// What students can reach by displacing others, themselves and the displaced included.
    func reachable(from students: [Int32]) -> (students: [Int32], settings: [Int32]) {
        switch self {
        case .narrow(let flow): flow.reachable(from: students)
        case .wide(let flow): flow.reachable(from: students)
        }
    }

    /// The cheapest relaxations that place an unplaced student.
    func smallestChanges(
        _ student: Int, _ relaxations: [Relaxation], locks: [Int32: Int32], count: Int
    ) -> [SmallestChange] {
        switch self {
        case .narrow(let flow): flow.smallestChanges(student, relaxations, locks: locks, count: count)
        case .wide(let flow): flow.smallestChanges(student, relaxations, locks: locks, count: count)
        }
    }

    /// The new places, by setting, that place everybody at the least weight, and the assignment with them.
    func newPlaces(
        weights: [Int?]
    ) throws(FlowError) -> (places: [Int], assignment: [Int32], objective: Objective) {
        switch self {
        case .narrow(let flow): try flow.newPlaces(weights: weights)
        case .wide(let flow): try flow.newPlaces(weights: weights)
        }
    }

    /// The same flow again, to try things on.
    func copy() -> SizedFlow {
        switch self {
        case .narrow(let flow): .narrow(FlowEditor(copying: flow))
        case .wide(let flow): .wide(FlowEditor(copying: flow))
        }
    }
}
