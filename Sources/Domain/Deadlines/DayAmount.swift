/// A length of time together with the convention that counts it, such as 10 working days.
public struct DayAmount: Sendable, Hashable, Codable, CustomStringConvertible {
    /// How many of the unit; below zero it counts as zero wherever it is added or subtracted.
    public let amount: Int

    /// The convention that counts them.
    public let unit: DayCount

    /// Makes an amount in a unit.
    public init(amount: Int, unit: DayCount) {
        self.amount = amount
        self.unit = unit
    }

    /// The amount in words, such as `10 working days`.
    public var description: String { unit.phrase(for: amount) }
}
