/// Money into or out of a levy account in a month.
public struct LevyMovement: Sendable, Hashable {
    /// Which way it went.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Funds that entered the account, with the government's top-up of them.
        case paidIn = "paid_in"
        /// Training and assessment that was paid for.
        case spent
        /// Funds given to another employer.
        case transferredOut = "transferred_out"
    }

    /// The month.
    public let month: Month
    /// Which way.
    public let kind: Kind
    /// How much, in pence; not negative.
    public let pence: Int

    /// Puts a movement together.
    public init(_ kind: Kind, _ pence: Int, in month: Month) {
        self.month = month
        self.kind = kind
        self.pence = max(0, pence)
    }
}
