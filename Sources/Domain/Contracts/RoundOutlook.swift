/// A round's counts and the status that follows from them.
public struct RoundOutlook: Sendable, Hashable, Codable {
    /// How many candidates have which outlook.
    public let counts: RoundCounts

    /// Whether the round will reach its target.
    public let status: RoundStatus

    /// Makes an outlook; the status follows from the counts.
    public init(counts: RoundCounts) {
        self.counts = counts
        status = counts.status
    }

    /// Counts the outlooks of a round's candidates against its target.
    public static func summarise(_ outlooks: some Sequence<Outlook>, target: Int) -> RoundOutlook {
        var (achieved, onCourse, atRisk, willMiss, lost) = (0, 0, 0, 0, 0)
        for outlook in outlooks {
            switch outlook {
            case .achieved: achieved += 1
            case .onCourse: onCourse += 1
            case .atRisk: atRisk += 1
            case .willMiss: willMiss += 1
            case .lost: lost += 1
            }
        }
        return RoundOutlook(
            counts: RoundCounts(
                target: target, achieved: achieved, onCourse: onCourse, atRisk: atRisk, willMiss: willMiss,
                lost: lost))
    }
}
