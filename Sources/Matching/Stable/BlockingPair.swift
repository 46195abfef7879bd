/// A student and a setting who would both rather have, or would as soon have, one another than what they got.
public struct BlockingPair: Sendable, Hashable {
    /// How strongly the two want it.
    public enum Strength: Int, Sendable, Hashable, CaseIterable, Comparable {
        /// Both are at least indifferent: the pair blocks super-stability only.
        case indifferent
        /// One gains and the other is at least indifferent: the pair also blocks strong stability.
        case oneGains
        /// Both gain: the pair blocks weak stability, which is to say that the student has a justified
        /// complaint.
        case bothGain

        /// Whether one strength is the lesser.
        public static func < (one: Strength, other: Strength) -> Bool { one.rawValue < other.rawValue }
    }

    /// The student, from 0.
    public let student: Int32
    /// The setting, from 0.
    public let setting: Int32
    /// How strongly the two want it.
    public let strength: Strength
}
