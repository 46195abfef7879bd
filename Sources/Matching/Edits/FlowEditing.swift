/// What an editable flow does whatever the width of its costs.
///
/// Students, settings and pairs have been checked; costs are given unpacked.
protocol FlowEditing: AnyObject {
    /// The setting of a student in play, or −1.
    func place(of student: Int) -> Int32
    /// Takes a student out of play and fills his place.
    func takeOut(_ student: Int)
    /// Brings a student into play and places him.
    func putIn(_ student: Int)
    /// Changes the places of a setting by one at a time.
    func setCapacity(_ capacity: Int32, of setting: Int)
    /// Takes a student out of play together with the place he has at a setting, or with any place there.
    func lock(_ student: Int, to setting: Int)
    /// Allows a pair.
    func addPair(_ pair: MatchingInstance.Pair)
    /// Forbids a pair.
    func removePair(_ student: Int, _ setting: Int)
    /// Changes what a pair costs.
    func changePair(_ pair: MatchingInstance.Pair)
    /// What all students in play cost.
    var objective: Objective { get }
    /// The values of the students, 0 out of play.
    var values: [Int128] { get }
    /// The prices of the settings.
    var prices: [Int128] { get }
    /// Whether a student is neither withdrawn nor locked.
    func isInPlay(_ student: Int) -> Bool
    /// The places of a setting, without those of locked students.
    func places(of setting: Int32) -> Int
    /// The settings of a student's list, in no order.
    func settings(of student: Int) -> [Int32]
    /// What students can reach by displacing others, themselves and the displaced included.
    func reachable(from students: [Int32]) -> (students: [Int32], settings: [Int32])
    /// The cheapest relaxations that place an unplaced student.
    func smallestChanges(
        _ student: Int, _ relaxations: [Relaxation], locks: [Int32: Int32], count: Int
    ) -> [SmallestChange]
    /// The same flow again, to try things on.
    func copy() -> any FlowEditing
}
