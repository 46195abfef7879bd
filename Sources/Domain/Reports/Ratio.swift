/// A published rate: whole numbers above and below the line, so that it comes out the same everywhere.
///
/// Both are counted in the same unit: posts, people, or ten-thousandths of a full-time equivalent.
public struct Ratio: Sendable, Hashable {
    /// What is above the line.
    public let numerator: Int
    /// What is below it; never 0.
    public let denominator: Int

    /// A ratio, or nil where there is nothing to divide by: a rate of nothing is unknown and not nought. Nil too where
    /// it would be a million million, which is no rate of anything and would not fit once scaled.
    ///
    /// - Parameters:
    ///   - numerator: what is above the line; not negative.
    ///   - denominator: what is below it.
    public init?(_ numerator: Int, of denominator: Int) {
        guard numerator >= 0, denominator > 0, numerator / denominator < 1_000_000_000_000 else { return nil }
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The value times ten to the power of `decimals`, rounded half up.
    ///
    /// - Parameter decimals: 0 to 6.
    public func scaled(decimals: Int) -> Int {
        let scale = (0..<max(decimals, 0)).reduce(1) { power, _ in power * 10 }
        let product = numerator.multipliedFullWidth(by: scale)
        let (quotient, remainder) = denominator.dividingFullWidth(product)
        return quotient + (remainder >= denominator - remainder ? 1 : 0)
    }

    /// The rate as reports write it: a fraction with six decimals.
    public var fraction: Double { Double(scaled(decimals: 6)) / 1_000_000 }

    /// The rate as people read it, such as `21.3 %`.
    ///
    /// - Parameter decimals: of the percentage; 1 as most returns print it.
    public func percent(decimals: Int = 1) -> String {
        let scaled = scaled(decimals: decimals + 2)
        let scale = (0..<max(decimals, 0)).reduce(1) { power, _ in power * 10 }
        if decimals <= 0 { return "\(scaled) %" }
        let places = String(scaled % scale)
        return "\(scaled / scale)." + String(repeating: "0", count: decimals - places.count) + places + " %"
    }
}

extension Ratio: Comparable {
    /// By value.
    public static func < (lhs: Ratio, rhs: Ratio) -> Bool {
        let left = lhs.numerator.multipliedFullWidth(by: rhs.denominator)
        let right = rhs.numerator.multipliedFullWidth(by: lhs.denominator)
        return (left.high, left.low) < (right.high, right.low)
    }
}
