/// How long levy funds last that enter an account from a month on, until the next terms begin.
public struct LevyTerms: Sendable, Hashable, Codable {
    /// The first month whose funds have these terms.
    public let from: Month
    /// Months after which what is left of a month's funds expires.
    public let months: Int

    /// Puts terms together.
    ///
    /// - Parameter months: at least 1.
    public init(from: Month, months: Int) {
        self.from = from
        self.months = max(1, months)
    }
}
