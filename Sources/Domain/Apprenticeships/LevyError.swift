/// Levy money that went out before it had come in.
public struct LevyError: Error, Sendable, Hashable {
    /// The month.
    public let month: Month
    /// What went out in it, in pence.
    public let out: Int
    /// What was there, with everything that came in up to and in that month and had not expired, in pence.
    public let available: Int
}
