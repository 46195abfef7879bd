/// On which dates a candidate's milestones happened, by the pathway's index.
public struct MilestoneFacts: Sendable, Hashable {
    /// The date of each milestone by index, nil where it has not happened; missing ones at the end are nil.
    public var dates: [CalendarDate?]

    /// Makes facts in which none of that many milestones has happened.
    public init(count: Int) {
        dates = Array(repeating: nil, count: max(0, count))
    }

    /// Makes facts from dates in the order of the pathway's index.
    public init(dates: [CalendarDate?]) {
        self.dates = dates
    }

    /// The date of the milestone at an index; nil where it has not happened or there is none.
    ///
    /// Setting an index beyond the end makes room for it; a negative one is ignored.
    public subscript(index: Int) -> CalendarDate? {
        get { index >= 0 && index < dates.count ? dates[index] : nil }
        set {
            guard index >= 0 else { return }
            while dates.count <= index { dates.append(nil) }
            dates[index] = newValue
        }
    }
}
