/// What makes a placement a bad one for a student without forbidding it: each counts one hard problem.
///
/// Of the field: the second level of the objective in the notes on matching, section 1. What is unknown and would refuse
/// the pair if it were known to be so is counted here, so that it is settled before it is relied upon.
public struct PairProblems: OptionSet, Sendable, Hashable {
    /// One bit a problem.
    public let rawValue: UInt32

    /// Makes a set from its bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The student has been in this kind of setting before.
    public static let noContrast = PairProblems(rawValue: 1 << 0)
    /// An adjustment that the student needs can be met only in part. Says something about the student's health.
    public static let adjustmentPartlyMet = PairProblems(rawValue: 1 << 1)
    /// The journey is long, though within the limit.
    public static let longTravel = PairProblems(rawValue: 1 << 2)
    /// The educator's currency runs out before the placement ends.
    public static let educatorNotCurrent = PairProblems(rawValue: 1 << 3)
    /// No practice educator is named, or for a final placement their stage is not known.
    public static let educatorUnknown = PairProblems(rawValue: 1 << 4)
    /// The audit of the setting runs out while the placement lasts.
    public static let auditEndsEarly = PairProblems(rawValue: 1 << 5)
    /// The student's criminal-record check is not cleared yet; there is time.
    public static let dbsPending = PairProblems(rawValue: 1 << 6)
    /// It is not known whether the placement has the statutory tasks that the stage needs.
    public static let statutoryUnknown = PairProblems(rawValue: 1 << 7)
    /// The placement needs a car, and it is not known whether the student has one.
    public static let carUnknown = PairProblems(rawValue: 1 << 8)
    /// A place is not on the map and nobody measured the journey.
    public static let travelUnknown = PairProblems(rawValue: 1 << 9)
    /// The placement has fewer weekdays than the student has days to do.
    public static let tooShort = PairProblems(rawValue: 1 << 10)

    /// Every problem with its code and its words, in the order in which they are told.
    public static let named: [(problem: PairProblems, code: String, words: String)] = [
        (.noContrast, "no_contrast", "no contrast to an earlier setting"),
        (.adjustmentPartlyMet, "adjustment_partly_met", "an adjustment is met only in part"),
        (.longTravel, "long_travel", "a long journey"),
        (.educatorNotCurrent, "educator_not_current", "the educator's currency ends before the placement"),
        (.educatorUnknown, "educator_unknown", "no educator of a known stage is named"),
        (.auditEndsEarly, "audit_ends_early", "the audit of the setting ends before the placement"),
        (.dbsPending, "dbs_pending", "the DBS check is not cleared yet"),
        (.statutoryUnknown, "statutory_unknown", "statutory tasks are not confirmed"),
        (.carUnknown, "car_unknown", "a car is needed, and whether there is one is not known"),
        (.travelUnknown, "travel_unknown", "the journey is not known"),
        (.tooShort, "too_short", "fewer weekdays than the days to do"),
    ]

    /// How many problems these are.
    public var count: Int { rawValue.nonzeroBitCount }

    /// The codes, such as `no_contrast`.
    public var codes: [String] { Self.named.filter { contains($0.problem) }.map(\.code) }

    /// The problems in words, joined by semicolons.
    public var words: String {
        Self.named.filter { contains($0.problem) }.map(\.words).joined(separator: "; ")
    }

    /// What must not be told to somebody who may not see adjustments.
    public static let confidential: PairProblems = [.adjustmentPartlyMet]
}
