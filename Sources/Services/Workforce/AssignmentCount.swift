public import Domain

/// What was counted of somebody in a post on a day, written as `2022-09-30/16/4.5`; what was not counted is empty.
public struct AssignmentCount: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The day.
    public let countedOn: CalendarDate
    /// Cases held at its close, at most ``mostCases``; nil where they were not counted.
    @ExplicitNull public private(set) var cases: Int?
    /// Working days lost to absence in the twelve months up to it, or since the start where that is later; at most
    /// ``mostDaysLost``; nil where they were not counted.
    @ExplicitNull public private(set) var daysLost: FTE?

    /// The most cases that somebody can hold.
    public static let mostCases = 10_000
    /// The most days of twelve months.
    public static let mostDaysLost = FTE(whole: 366)

    /// What was counted; nil where nothing was, or more than can be.
    public init?(countedOn: CalendarDate, cases: Int?, daysLost: FTE?) {
        if cases == nil, daysLost == nil { return nil }
        if let cases, !(0...Self.mostCases).contains(cases) { return nil }
        if let daysLost, !(FTE.zero...Self.mostDaysLost).contains(daysLost) { return nil }
        self.countedOn = countedOn
        _cases = ExplicitNull(wrappedValue: cases)
        _daysLost = ExplicitNull(wrappedValue: daysLost)
    }

    /// Reads the written form.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let day = CalendarDate(iso: parts[0]) else { return nil }
        let (cases, days) = (FTE(parts[1]), FTE(parts[2]))
        guard cases != nil || parts[1].isEmpty, days != nil || parts[2].isEmpty,
            cases.map({ $0.tenThousandths % 10_000 == 0 }) ?? true
        else { return nil }
        self.init(countedOn: day, cases: cases.map { $0.tenThousandths / 10_000 }, daysLost: days)
    }

    /// The written form.
    public var description: String {
        "\(countedOn)/\(cases.map(String.init) ?? "")/\(daysLost?.description ?? "")"
    }

    /// The same without the days lost; nil where nothing is left.
    public var withoutDaysLost: AssignmentCount? {
        AssignmentCount(countedOn: countedOn, cases: cases, daysLost: nil)
    }
}

extension Array where Element == AssignmentCount {
    /// The counts, the last of them the latest, with one in the place of what was counted on its day.
    ///
    /// - Parameter count: nil where nothing was counted on the day after all.
    mutating func set(_ count: AssignmentCount?, on date: CalendarDate) {
        removeAll { $0.countedOn == date }
        guard let count else { return }
        insert(count, at: firstIndex { $0.countedOn > date } ?? endIndex)
    }
}
