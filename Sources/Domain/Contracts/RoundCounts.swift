/// How many candidates of a round have which outlook, against its target.
public struct RoundCounts: Sendable, Hashable, Codable {
    /// How many people the contract asks for.
    public let target: Int
    /// Reached the counting milestone by the due date.
    public let achieved: Int
    /// Expected by the due date with slack to spare.
    public let onCourse: Int
    /// Expected by the due date, but only just.
    public let atRisk: Int
    /// Expected, or arrived, after the due date.
    public let willMiss: Int
    /// Withdrew or were rejected.
    public let lost: Int

    /// How many the target is short if nobody at risk arrives in time: target less achieved and on course,
    /// never below zero.
    public var needed: Int { max(0, target - achieved - onCourse) }

    /// Green when achieved and on course reach the target, amber when those at risk are needed too, red
    /// when even all of them do not reach it.
    public var status: RoundStatus {
        if achieved + onCourse >= target { return .green }
        return achieved + onCourse + atRisk >= target ? .amber : .red
    }

    /// Makes counts.
    public init(target: Int, achieved: Int, onCourse: Int, atRisk: Int, willMiss: Int, lost: Int) {
        self.target = target
        self.achieved = achieved
        self.onCourse = onCourse
        self.atRisk = atRisk
        self.willMiss = willMiss
        self.lost = lost
    }
}
