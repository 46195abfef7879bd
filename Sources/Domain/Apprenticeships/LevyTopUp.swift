/// What the government adds to levy funds when they enter an account: a share of what the employer paid.
///
/// What an account says has entered is with it, and so is everything that Berth records as paid in (domain notes §0, S46
/// and S47; 10 % up to July 2026, nothing since).
public enum LevyTopUp {
    /// The part of what entered that is top-up, in pence, rounded down.
    ///
    /// - Parameters:
    ///   - pence: what entered, with it.
    ///   - percent: the share of the month, in whole per cent.
    public static func part(of pence: Int, percent: Int) -> Int {
        pence - restated(pence, from: percent, to: 0, roundedUp: true)
    }

    /// What would have entered, in pence, with another top-up on what the employer paid; rounded down.
    public static func restated(_ pence: Int, from percent: Int, to other: Int) -> Int {
        restated(pence, from: percent, to: other, roundedUp: false)
    }

    private static func restated(_ pence: Int, from percent: Int, to other: Int, roundedUp: Bool) -> Int {
        let (whole, rest) = (100 + percent, roundedUp ? 99 + percent : 0)
        return pence / whole * (100 + other) + (pence % whole * (100 + other) + rest) / whole
    }
}
