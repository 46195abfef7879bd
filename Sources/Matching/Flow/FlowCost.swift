/// What a path may cost: numbers that can be added, subtracted and compared, where adding keeps the order.
///
/// The solver needs nothing else, so it runs on 64 bits, on 128 bits and on lexicographic vectors alike. Whoever
/// picks a type proves that the sums the solver makes fit it; integers trap if the proof should be wrong.
protocol FlowCost: AdditiveArithmetic, Comparable, Sendable {
    /// Above every sum that the solver makes.
    static var infinite: Self { get }
}

/// A packed cost: one integer with the weights of ``PackedCost``.
protocol PackedFlowCost: FlowCost, FixedWidthInteger, SignedInteger {}

extension PackedFlowCost {
    /// The largest integer.
    static var infinite: Self { max }
}

extension Int64: PackedFlowCost {}
extension Int128: PackedFlowCost {}
