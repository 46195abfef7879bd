/// A rule that somebody might relax, and what that would cost him.
public struct Relaxation: Sendable, Hashable {
    /// What is relaxed.
    public enum Kind: Sendable, Hashable {
        /// One more place at a setting, which may have none now.
        case extraPlace(setting: Int32)
        /// A closed setting opens, with one place.
        case openSetting(Int32)
        /// A pair that is not acceptable now: a waived condition, a longer way.
        case extraPair(MatchingInstance.Pair)
        /// A locked student may be moved.
        case unlock(student: Int32)
    }

    /// What is relaxed.
    public var kind: Kind
    /// How hard it is, in any unit: a dearer relaxation is only proposed after all cheaper ones.
    public var price: Int

    /// Makes a relaxation.
    public init(_ kind: Kind, price: Int) {
        self.kind = kind
        self.price = price
    }
}
