public import Domain

/// The levy accounts of a partnership side by side: what will expire of each, and who could use it. Amounts in pence.
public struct LevyOverview: Sendable, Codable, Hashable {
    /// One account. Its figures are those of the account's own forecast, and are traced there.
    public struct Account: Sendable, Codable, Hashable {
        /// The organisation.
        public let organisation: String
        /// The last month of which anything is recorded.
        public let recordedThrough: Month
        /// How many months that were over on the day nothing is recorded of.
        public let monthsBehind: Int
        /// What is left.
        public let balancePence: Int
        /// What has expired in the months that are over.
        public let expiredPence: Int
        /// What will expire.
        public let horizons: [LevyReport.Horizon]
        /// How many are agreed by both sides and have not started.
        public let waiting: Int
        /// What may be transferred; nil where no rule says so.
        @ExplicitNull public var transfer: LevyReport.Transfer?

        init(_ report: LevyReport) {
            organisation = report.organisation
            recordedThrough = report.recordedThrough
            monthsBehind = report.monthsBehind
            balancePence = report.balancePence
            expiredPence = report.expiredPence
            horizons = report.horizons
            waiting = report.waiting.count
            _transfer = ExplicitNull(wrappedValue: report.transfer)
        }
    }

    /// An employer that could use what another transfers: it has nobody's funds for what is agreed.
    public struct Receiver: Sendable, Codable, Hashable {
        /// The organisation.
        public let organisation: String
        /// Whether it has a levy account, which then runs dry.
        public let hasAccount: Bool
        /// How many are agreed by both sides and have not started.
        public let waiting: Int
        /// What is to be paid for them within twelve months; for an account that runs dry, what it cannot pay of that.
        public let neededWithinYearPence: Int
    }

    /// `levy`.
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
    /// The accounts that the operator may see, by organisation.
    public let accounts: [Account]
    /// Who could use a transfer, by organisation.
    public let receivers: [Receiver]
    /// Whether the operator sees some organisations only.
    public let partial: Bool
}
