/// A breach with what each of its ways would cost.
struct Prospect {
    /// A way with what it adds to the cost.
    struct Trial {
        var decision: Decision
        var rise: Int128
    }

    /// What is broken.
    var breach: Breach
    /// The ways that are possible, the cheapest first.
    var trials: [Trial]
    /// What the proofs of those costs rest on.
    var region: Region

    /// What mending it costs at least; nil if it cannot be mended.
    var least: Int128? { trials.first?.rise }
}
