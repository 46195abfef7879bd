import FoundationEssentials

/// A student and a placement.
struct PairKey: Sendable, Hashable {
    let student: UUID
    let placement: UUID
}
