import Domain

/// What one report on the workforce tells of people; the same in all of them, and of a day, a figure and a month alike.
struct WorkforceDisclosure: Sendable {
    /// The smallest number of people above 0 that is shown.
    let threshold: Int
    /// Why nothing is told of people; nil where it is.
    let withheld: String?
    private let withholds: @Sendable (CalendarDate) -> String?
    /// The month of the year whose turnover is told; nil for every month.
    private let month: Int?

    /// - Parameters:
    ///   - asOf: the day of the report.
    ///   - tellsYearly: whether it is made to be passed on, so that of a series years are told that share no day: from
    ///     one month to the next the difference is who left in one month, which is soon one person.
    ///   - withholds: why nothing is told of a day; nil where it is.
    init(
        threshold: Int, asOf: CalendarDate, tellsYearly: Bool,
        withholds: @escaping @Sendable (CalendarDate) -> String?
    ) {
        self.threshold = threshold
        self.withholds = withholds
        withheld = withholds(asOf)
        let last = asOf == asOf.lastOfMonth ? asOf : asOf.adding(days: -asOf.day)
        month = tellsYearly ? last.month : nil
    }

    /// Of which nothing is hidden: what a figure is, for those who trace what was signed.
    static let everything = WorkforceDisclosure(threshold: 1)

    private init(threshold: Int) {
        self.threshold = threshold
        withheld = nil
        withholds = { _ in nil }
        month = nil
    }

    /// Whether a number of people is too small to be shown.
    func isFew(_ people: Int) -> Bool { (1..<threshold).contains(people) }

    /// Whether it, or what is left of all, is too small to be shown: either gives the other away.
    func isFew(_ people: Int, of all: Int) -> Bool { isFew(people) || isFew(all - people) }

    /// Why a figure about so many people is not told; nil where it is.
    func hides(_ people: Int) -> String? {
        withheld ?? (isFew(people) ? few : nil)
    }

    /// Why it is not told of how many of all people something is so; nil where it is.
    func hides(_ people: Int, of all: Int) -> String? {
        if let reason = hides(people) { return reason }
        let isOfAll = threshold > 1 && people > 0 && all - people < threshold
        return isOfAll ? "hidden, because it is so of everybody or of all but a few" : nil
    }

    /// Why the turnover of a month is not told; nil where it is.
    private func hides(_ point: TurnoverSeries.Point) -> String? {
        if let month, point.on.month != month {
            return "told once a year only, since the difference between two months is who left in one"
        }
        return withholds(point.on) ?? (isFew(point.people) ? few : nil)
    }

    private var few: String { "hidden, because it is about fewer than \(threshold) people" }

    /// A series, in which is empty what is not told, and why.
    func series(_ series: TurnoverSeries) -> (points: [WorkforceReport.Point], note: String?) {
        var reasons: [String] = []
        let points = series.points.map { point in
            let reason = hides(point)
            if let reason, !reasons.contains(reason) { reasons.append(reason) }
            return WorkforceReport.Point(
                point, isHidden: reason != nil, hidesWays: isFew(point.moves) || isFew(point.departures))
        }
        return (points, reasons.isEmpty ? nil : "c: \(reasons.joined(separator: "; c: "))")
    }
}
