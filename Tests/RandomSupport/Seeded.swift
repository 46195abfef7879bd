import FoundationEssentials

/// A small generator of pseudo-random numbers whose whole state is its seed, so that a failing test can be repeated, the
/// same on every machine.
public struct Seeded: RandomNumberGenerator, Sendable {
    /// What it started from.
    public let seed: UInt64
    private var state: UInt64

    /// Starts from a seed.
    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// A fresh seed each run, printed, so that a failure can be repeated with BERTH_TEST_SEED.
    public static func printed(_ test: String) -> Seeded {
        let given = ProcessInfo.processInfo.environment["BERTH_TEST_SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64.random(in: 0 ... .max)
        print("seed of \(test): \(seed)")
        return Seeded(seed: seed)
    }

    /// The next 64 bits: SplitMix64 (Steele, Lea and Flood 2014).
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0 ..< bound`.
    public mutating func below(_ bound: Int) -> Int {
        Int(next() % UInt64(bound))
    }

    /// A number in `0 ..< 1`.
    public mutating func unit() -> Double {
        Double(next() >> 11) / 9_007_199_254_740_992
    }
}
