/// The employer's share of training that the levy account cannot pay.
public enum CoInvestment {
    /// Pence that the employer pays of an amount, rounded up to a whole penny.
    ///
    /// - Parameters:
    ///   - percent: the share in whole per cent, from the rule of the day.
    ///   - pence: what the account cannot pay.
    public static func employerShare(of pence: Int, percent: Int) -> Int {
        let (product, remainder) = (max(0, pence) / 100 * percent, max(0, pence) % 100 * percent)
        return product + (remainder + 99) / 100
    }
}
