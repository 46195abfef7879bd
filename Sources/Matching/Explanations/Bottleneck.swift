/// What stands in the way of one student at the settings of his own list.
public struct Bottleneck: Sendable, Hashable {
    /// The settings of the student's list that have places, rising.
    public let settings: [Int32]
    /// Their places, without those of locked students.
    public let places: Int
    /// The students in play who list at least one of them, this student included.
    public let demand: Int
    /// Those of them who list nothing else that has places.
    public let captive: Int
}
