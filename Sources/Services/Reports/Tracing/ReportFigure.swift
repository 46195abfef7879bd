public import Domain
public import FoundationEssentials

/// One figure of a report, with the records behind it.
public struct ReportFigure: Sendable, Hashable {
    /// What a record adds to a sum.
    public struct Addend: Sendable, Hashable {
        /// The position of the record in those of the report.
        public let record: Int
        /// How much it adds: 1 where records are counted.
        public let amount: Int
        /// Whether the amount is in ten-thousandths, as of full-time equivalents and days lost.
        public let isFraction: Bool

        /// Makes an addend.
        public init(_ record: Int, _ amount: Int = 1) {
            (self.record, self.amount, isFraction) = (record, amount, false)
        }

        /// Makes an addend of full-time equivalents.
        public init(_ record: Int, _ amount: FTE) {
            (self.record, self.amount, isFraction) = (record, amount.tenThousandths, true)
        }

        /// The same, for a record that has another position.
        func moved(to record: Int) -> Addend { Addend(record, amount, isFraction: isFraction) }

        private init(_ record: Int, _ amount: Int, isFraction: Bool) {
            (self.record, self.amount, self.isFraction) = (record, amount, isFraction)
        }
    }

    /// The key, such as `take_up/wychavon/starts`.
    public let key: String
    /// The value; nil where there is none.
    public let value: String?
    /// Whether the report does not show it. Whoever may trace it sees it still; what is signed does not keep it.
    public let isHidden: Bool
    /// What it is made of: one sum, or of a rate that above the line and that below.
    public let sums: [[Addend]]
    /// Positions of records that add nothing and that it rests on, such as what happened to somebody who is counted.
    public let others: [Int]
    /// Whose figure it is; nil for one about several organisations.
    public let organisationID: UUID?

    /// Puts a figure together.
    public init(
        key: String, value: String?, isHidden: Bool = false, sums: [[Addend]], others: [Int] = [],
        organisationID: UUID?
    ) {
        self.key = key
        self.value = value
        self.isHidden = isHidden
        self.sums = sums
        self.others = others
        self.organisationID = organisationID
    }

    /// Positions of all records behind it.
    var records: [Int] { sums.joined().map(\.record) + others }

    /// What records add to a sum, as it is written: the record's position with its amount.
    ///
    /// - Parameter place: of the sum; there may be none there.
    func amounts(ofSum place: Int) -> [Int: String] {
        guard sums.indices.contains(place) else { return [:] }
        return Dictionary(grouping: sums[place], by: \.record).mapValues { parts in
            let amount = parts.reduce(0) { $0 + $1.amount }
            return parts[0].isFraction ? FTE(tenThousandths: amount).description : String(amount)
        }
    }
}
