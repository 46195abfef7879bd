/// The rules that forbid a student a placement: no cost and no wish outweighs one.
///
/// Of the field (domain notes, section 2.3): what allocators treat as hard. A refused pair says every one of them.
public struct PairRefusals: OptionSet, Sendable, Hashable {
    /// One bit a rule.
    public let rawValue: UInt32

    /// Makes a set from its bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The student has withdrawn.
    public static let studentWithdrawn = PairRefusals(rawValue: 1 << 0)
    /// The host has withdrawn the placement.
    public static let placementWithdrawn = PairRefusals(rawValue: 1 << 1)
    /// The placement is for another term.
    public static let otherTerm = PairRefusals(rawValue: 1 << 2)
    /// The placement begins before its term or ends after it.
    public static let datesOutsideTerm = PairRefusals(rawValue: 1 << 3)
    /// The student has a conflict of interest with the organisation or the team.
    public static let conflictOfInterest = PairRefusals(rawValue: 1 << 4)
    /// The student has been placed in this setting of this organisation before.
    public static let settingRepeated = PairRefusals(rawValue: 1 << 5)
    /// The student's stage needs statutory tasks, and the placement has none.
    public static let noStatutoryTasks = PairRefusals(rawValue: 1 << 6)
    /// The practice educator may not assess this stage.
    public static let educatorStageTooLow = PairRefusals(rawValue: 1 << 7)
    /// The audit of the setting runs out before the placement begins.
    public static let auditExpired = PairRefusals(rawValue: 1 << 8)
    /// The placement cannot meet an adjustment that the student needs. Says something about the student's health.
    public static let adjustmentImpossible = PairRefusals(rawValue: 1 << 9)
    /// The student's criminal-record check is not cleared, and the placement begins too soon to wait for it.
    public static let dbsMissing = PairRefusals(rawValue: 1 << 10)
    /// The journey is longer than anybody may be asked to make.
    public static let tooFar = PairRefusals(rawValue: 1 << 11)
    /// The journey is longer than the student's own limit.
    public static let overOwnLimit = PairRefusals(rawValue: 1 << 12)
    /// The placement needs a car, and the student has none.
    public static let carNeeded = PairRefusals(rawValue: 1 << 13)
    /// A practice placement of the student in this setting of this organisation has broken down.
    public static let brokeDownHere = PairRefusals(rawValue: 1 << 14)

    /// Every rule with its code and its reason in words, in the order in which they are told.
    public static let named: [(rule: PairRefusals, code: String, words: String)] = [
        (.studentWithdrawn, "student_withdrawn", "the student has withdrawn"),
        (.placementWithdrawn, "placement_withdrawn", "the host has withdrawn the placement"),
        (.otherTerm, "other_term", "the placement is for another term"),
        (.datesOutsideTerm, "dates_outside_term", "the placement's dates are outside its term"),
        (.conflictOfInterest, "conflict_of_interest", "the student has a conflict of interest there"),
        (
            .settingRepeated, "setting_repeated",
            "the student has been in this setting of this organisation before"
        ),
        (
            .brokeDownHere, "broke_down_here",
            "the student's placement in this setting of this organisation has broken down"
        ),
        (.noStatutoryTasks, "no_statutory_tasks", "a final placement needs statutory tasks, and it has none"),
        (
            .educatorStageTooLow, "educator_stage_too_low",
            "its practice educator is not of the stage that this placement needs"
        ),
        (.auditExpired, "audit_expired", "the audit of the setting runs out before the placement begins"),
        (
            .adjustmentImpossible, "adjustment_impossible",
            "it cannot meet an adjustment that the student needs"
        ),
        (
            .dbsMissing, "dbs_missing",
            "the student's DBS check is not cleared and the placement begins too soon"
        ),
        (.tooFar, "too_far", "the journey is longer than the limit for placements"),
        (.overOwnLimit, "over_own_limit", "the journey is longer than the student's own limit"),
        (.carNeeded, "car_needed", "it needs a car, and the student has none"),
    ]

    /// The codes, such as `conflict_of_interest`.
    public var codes: [String] { Self.named.filter { contains($0.rule) }.map(\.code) }

    /// The reasons in words, joined by semicolons.
    public var words: String { Self.named.filter { contains($0.rule) }.map(\.words).joined(separator: "; ") }

    /// What time alone may settle, so that a wish for such a placement is none the worse for it.
    public static let passing: PairRefusals = [.dbsMissing]

    /// What must not be told to somebody who may not see adjustments.
    public static let confidential: PairRefusals = [.adjustmentImpossible]
}
