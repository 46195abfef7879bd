import FoundationEssentials

/// SplitMix64: small, fast, and the same on every machine for one seed.
struct Seeded: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// A fresh seed each run, printed, so that a failure can be repeated with BERTH_TEST_SEED.
    static func printed(_ test: String) -> Seeded {
        let given = ProcessInfo.processInfo.environment["BERTH_TEST_SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64.random(in: 0 ... .max)
        print("seed of \(test): \(seed)")
        return Seeded(seed: seed)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
