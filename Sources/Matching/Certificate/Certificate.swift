/// A proof that an assignment is best: a value for each student and a price for each setting.
///
/// With `cost` the packed cost of a pair (``PackedCost``) and `unplaced` that of a student left out, the proof is:
/// every value is at most `unplaced` and at most cost + price of each of the student's pairs; every placed student's
/// value is exactly cost + price of his pair and every unplaced student's is `unplaced`; no price is negative; and only
/// full settings have a price above 0. Then any other assignment costs at least the sum of values less the sum of
/// capacity · price, which is what this one costs (weak duality). ``verify(_:for:)`` checks it in one pass. A holder
/// counts as two people when it is left out, and none may be.
public struct Certificate: Sendable, Hashable {
    /// The instance it was made for.
    public let fingerprint: InstanceFingerprint
    /// The limits that the weights are computed from.
    public let limits: PackedCost.Limits
    /// What was decided beforehand; the assignment is best among those that keep to it.
    public let restrictions: Restrictions
    /// The value of each student, packed; 0 for students out of play.
    public let values: [Int128]
    /// The price of each setting, packed.
    public let prices: [Int128]

    /// Makes a certificate from its parts, which ``verify(_:for:)`` judges.
    public init(
        fingerprint: InstanceFingerprint, limits: PackedCost.Limits, restrictions: Restrictions,
        values: [Int128], prices: [Int128]
    ) {
        self.fingerprint = fingerprint
        self.limits = limits
        self.restrictions = restrictions
        self.values = values
        self.prices = prices
    }
}
