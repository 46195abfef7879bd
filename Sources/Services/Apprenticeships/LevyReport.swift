public import Domain

/// A levy account: what came in, went out, expired, and what will expire under which rule. Amounts in pence.
public struct LevyReport: Sendable, Codable, Hashable {
    /// One month.
    public struct Line: Sendable, Codable, Hashable {
        /// The month.
        public let month: Month
        /// What entered, with the government's top-up.
        public let paidInPence: Int
        /// What was spent.
        public let spentPence: Int
        /// What was given to other employers.
        public let transferredOutPence: Int
        /// What expired.
        public let expiredPence: Int
        /// What was left.
        public let balancePence: Int
    }

    /// What expires under one rule.
    public struct Expiry: Sendable, Codable, Hashable {
        /// Months after which funds expire.
        public let afterMonths: Int
        /// The first month whose funds have this rule.
        public let fundsFrom: Month
        /// How much.
        public let pence: Int
    }

    /// What expires within some months.
    public struct Horizon: Sendable, Codable, Hashable {
        /// Months ahead.
        public let months: Int
        /// The first month whose end is among them: the present one, unless the day is its last.
        public let from: Month
        /// The last of them.
        public let through: Month
        /// What expires if nothing more is spent, under each rule.
        public let ifNothingIsSpent: [Expiry]
        /// What expires with the spending that is assumed, under each rule.
        public let expected: [Expiry]
        /// What expires if, besides, the apprentices start that are agreed and have not.
        public let ifAgreedStart: [Expiry]
        /// What is left at the end, as expected.
        public let balancePence: Int
        /// What the account cannot pay, as expected.
        public let shortPence: Int
        /// The same if, besides, the apprentices start that are agreed and have not.
        public let shortIfAgreedStartPence: Int
        /// The employer's part of that.
        public let coInvestmentPence: Int
    }

    /// An apprentice who would use funds: agreed by both sides and not started.
    public struct Waiting: Sendable, Codable, Hashable {
        /// The reference.
        public let apprenticeRef: String
        /// The standard.
        public let standardRef: String
        /// The day training is to begin.
        @ExplicitNull public var plannedStartOn: CalendarDate?
        /// What it costs.
        public let pricePence: Int
        /// What funding pays of it: no more than the funding band.
        public let fundingPaysPence: Int
        /// What would be paid for it within twelve months, a month after it is earned.
        public let usesWithinYearPence: Int
        /// Why funding pays nothing, such as for somebody who is too old; nil where it pays.
        @ExplicitNull public var unfundedReason: String?

        /// What names it: a person may be agreed to for several standards.
        var key: String { "\(apprenticeRef)/\(standardRef)" }
    }

    /// What comes in a month, as assumed from a month on.
    public struct PaidIn: Sendable, Codable, Hashable {
        /// The month.
        public let from: Month
        /// What enters in each, with the top-up.
        public let pence: Int
        /// The government's top-up on what the employer pays, in per cent; null where the amount was given as it is.
        @ExplicitNull public var topUpPercent: Int?
    }

    /// What may be given to other employers.
    public struct Transfer: Sendable, Codable, Hashable {
        /// The financial year.
        public let from: CalendarDate
        /// Its last day.
        public let to: CalendarDate
        /// What entered in the year before.
        public let fundsOfYearBeforePence: Int
        /// The most that may be given of it.
        public let limitPence: Int
        /// What has been given.
        public let givenPence: Int
        /// What may still be given: no more than is left in the account, and 0 where the limit is passed.
        public let leftPence: Int
    }

    /// A role that is hard to fill and a standard that leads to it.
    public struct HardRole: Sendable, Codable, Hashable {
        /// The role.
        public let role: String
        /// The standard.
        public let standardRef: String
        /// Its title, where the partnership has the standard.
        @ExplicitNull public var title: String?
        /// The most that funding pays for one apprentice.
        @ExplicitNull public var fundingBandPence: Int?
        /// Whether the organisation has or had an apprentice on it.
        public let isUsed: Bool
        /// Vacant posts of the role; nil where the operator may not see posts, or there are none at all.
        @ExplicitNull public var openPosts: Int?
        /// How many further apprentices on it, beginning in the next month at the funding band, would use up whatever
        /// expires within twelve months from their first payment on, beside who is agreed; nil where the funding band or
        /// the usual length is not known.
        @ExplicitNull public var startsToUseUp: Int?
        /// The age up to which funding pays for whoever begins in the next month; nil where no rule says.
        @ExplicitNull public var fundedUpToAge: Int?
    }

    /// What is spent in a month, as assumed.
    public struct Spending: Sendable, Codable, Hashable {
        /// The month.
        public let month: Month
        /// How much in all.
        public let pence: Int
        /// How much of it for trainings that have begun and whose price is known.
        public let ofTrainingsPence: Int
    }

    /// `levy show` or `levy forecast`.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// The moment whose records the report is made from.
    public let generatedAt: ReportInstant
    /// The rule rows that it rests on.
    public let rules: [RuleLine]
    /// The organisation.
    public let organisation: String
    /// The last month of which anything is recorded.
    public let recordedThrough: Month
    /// How many months that were over on the day nothing is recorded of.
    public let monthsBehind: Int
    /// Over how many months, up to the last recorded one, income and spending are averaged; twelve where there are as
    /// many.
    public let averagedMonths: Int
    /// What is left.
    public let balancePence: Int
    /// What has expired in the months that are over.
    public let expiredPence: Int
    /// The months, the earliest first.
    public let months: [Line]
    /// What comes in a month, as assumed for the first of which nothing is recorded, at the latest the present one.
    public let assumedPaidInPence: Int
    /// The same from that month on, by the top-up that is in force then.
    public let assumedPaidIn: [PaidIn]
    /// What is spent in a month, as assumed: the mean of the twelve months ahead.
    public let assumedSpendingPence: Int
    /// The same for each of them.
    public let assumedSpending: [Spending]
    /// What was spent in a month, on average of `averagedMonths`.
    public let averageSpentPence: Int
    /// How much of that was for trainings whose price is known, by their plans; the rest is assumed to go on.
    public let averageOfTrainingsPence: Int
    /// How many trainings have begun, have a known price and are paid for in the months ahead.
    public let trainings: Int
    /// What will expire.
    public let horizons: [Horizon]
    /// Who would use funds.
    public let waiting: [Waiting]
    /// What may be transferred; nil where no rule says so.
    @ExplicitNull public var transfer: Transfer?
    /// Roles that are hard to fill for organisations of this kind, and the standards that lead to them.
    public let hardToFill: [HardRole]
    /// The employer's share once the funds are spent, in per cent; nil where no rule says so.
    @ExplicitNull public var coInvestmentPercent: Int?
    /// What is held back of the price of a training until it ends, in per cent; nil where no rule says so.
    @ExplicitNull public var heldBackPercent: Int?
}
