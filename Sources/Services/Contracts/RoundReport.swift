public import Domain

/// The report `round show`: what is known of a round on a day. Keys may be added, none removed.
public struct RoundReport: Sendable, Codable, Hashable {
    /// The round itself.
    public struct Round: Sendable, Codable, Hashable {
        /// `CONTRACT/NO`.
        public let ref: String
        /// The title of the contract.
        public let title: String
        /// The supplier.
        @ExplicitNull public var supplier: String?
        /// How many are to count by the due date.
        public let target: Int
        /// First day.
        public let opensOn: CalendarDate
        /// The last day that counts.
        public let dueOn: CalendarDate
        /// The milestone at which somebody counts.
        public let countsAt: String
        /// True for an option.
        public let isOption: Bool
        /// Last day to exercise it, inclusive.
        @ExplicitNull public var optionDecideBy: CalendarDate?
        /// The day it was exercised.
        @ExplicitNull public var optionExercisedOn: CalendarDate?
        /// The day it was let lapse.
        @ExplicitNull public var optionLapsedOn: CalendarDate?
        /// The day the round was closed.
        @ExplicitNull public var closedOn: CalendarDate?
    }

    /// How many are where. `needed` are the starters still to be found beyond those achieved and on course.
    public struct Counts: Sendable, Codable, Hashable {
        /// The target.
        public let target: Int
        /// In post by the due date.
        public let achieved: Int
        /// Expected in time.
        public let onCourse: Int
        /// Expected in time, narrowly or behind.
        public let atRisk: Int
        /// Expected after the due date, or started after it.
        public let willMiss: Int
        /// Withdrawn or rejected.
        public let lost: Int
        /// Target less achieved and on course, at least 0.
        public let needed: Int

        init(_ counts: RoundCounts) {
            target = counts.target
            achieved = counts.achieved
            onCourse = counts.onCourse
            atRisk = counts.atRisk
            willMiss = counts.willMiss
            lost = counts.lost
            needed = counts.needed
        }
    }

    /// One candidate of the round.
    public struct Candidate: Sendable, Codable, Hashable {
        /// The reference.
        public let ref: String
        /// The name.
        public let name: String
        /// The milestone reached last.
        @ExplicitNull public var stage: String?
        /// Since when.
        @ExplicitNull public var stageSince: CalendarDate?
        /// The first open milestone on the critical path.
        @ExplicitNull public var nextMilestone: String?
        /// Who acts next.
        @ExplicitNull public var nextActor: String?
        /// Every open milestone that could happen now.
        public let waitingOn: [String]
        /// Who is waited on, in words.
        @ExplicitNull public var waitingOnName: String?
        /// The day they count or are expected to.
        @ExplicitNull public var expectedOn: CalendarDate?
        /// Calendar days after the due date.
        public let daysLate: Int
        /// The milestone to blame, for those at risk or late.
        @ExplicitNull public var blamedMilestone: String?
        /// Days beyond its usual duration.
        public let blamedDaysBeyondUsual: Int
        /// Working days between the expected and the due date.
        @ExplicitNull public var slackWorkingDays: Int?
        /// `achieved`, `on_course`, `at_risk`, `will_miss` or `lost`.
        public let outlook: String
        /// The outlook in a sentence.
        public let because: String

        init(_ candidate: CandidateCase, _ assessment: Assessment) {
            let progress = assessment.progress
            let isLost = assessment.outlook == .lost
            ref = candidate.reference
            name = candidate.name
            _stage = ExplicitNull(wrappedValue: progress.stageCode)
            _stageSince = ExplicitNull(wrappedValue: progress.stageSince)
            _nextMilestone = ExplicitNull(wrappedValue: isLost ? nil : progress.nextMilestoneCode)
            _nextActor = ExplicitNull(wrappedValue: isLost ? nil : progress.nextActor?.rawValue)
            waitingOn = isLost ? [] : progress.waitingOn
            _waitingOnName = ExplicitNull(wrappedValue: isLost ? nil : progress.waitingOnName)
            _expectedOn = ExplicitNull(wrappedValue: assessment.expectedOn)
            daysLate = assessment.daysLate
            _blamedMilestone = ExplicitNull(wrappedValue: assessment.blamedCode)
            blamedDaysBeyondUsual = assessment.blamedDaysBeyondUsual
            _slackWorkingDays = ExplicitNull(wrappedValue: assessment.slackWorkingDays)
            outlook = assessment.outlook.rawValue
            because = assessment.becauseSentence
        }
    }

    /// What to do about the option of a further round.
    public struct Option: Sendable, Codable, Hashable {
        /// The round of the option.
        public let ref: String
        /// How many it would bring.
        public let target: Int
        /// By when.
        public let dueOn: CalendarDate
        /// Last day to exercise it, inclusive.
        @ExplicitNull public var decideBy: CalendarDate?
        /// Working days after the day of the report, through the last day to decide.
        @ExplicitNull public var workingDaysLeft: Int?
        /// `exercise`, `wait`, `not_needed`, `decided` or `too_late`.
        public let advice: String
        /// The advice in a sentence.
        public let because: String
    }

    /// `round show`.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the figures rest on.
    public let rules: [RuleLine]
    /// The round.
    public let round: Round
    /// The counts.
    public let counts: Counts
    /// Working days after the day of the report, through the due date; negative once it has passed.
    public let workingDaysLeft: Int
    /// `green`, `amber` or `red`.
    public let status: String
    /// The candidates by reference.
    public let candidates: [Candidate]
    /// True when the reader does not see every organisation, so that candidates of others may be missing.
    public let partial: Bool
    /// The option of the contract that is to be decided next, or the last when all are; nil where there is none.
    @ExplicitNull public var option: Option?
}
