/// Somebody in a post from a day to a day.
///
/// Every date counts at its close: whoever starts on a day is in post at the end of it, whoever ends on a day (their
/// last) is not, and has left on that day. So the people in post at two dates differ by exactly who started and who
/// ended after the first and up to the second.
public struct Assignment: Sendable, Hashable {
    /// Whose worker it is.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Paid by the organisation itself.
        case employee
        /// Not paid directly by the organisation, the self-employed included.
        case agency
    }

    /// Which post, by its position in a list.
    public let post: Int
    /// Which person of which organisation, by a number that stands for them.
    public let person: Int
    /// Employee or agency.
    public let kind: Kind
    /// Contracted hours over standard hours.
    public let fte: FTE
    /// The first day.
    public let startedOn: CalendarDate
    /// The last day, inclusive; nil while it runs.
    public let endedOn: CalendarDate?

    /// Makes an assignment.
    public init(
        post: Int, person: Int, kind: Kind, fte: FTE, startedOn: CalendarDate, endedOn: CalendarDate? = nil
    ) {
        self.post = post
        self.person = person
        self.kind = kind
        self.fte = fte
        self.startedOn = startedOn
        self.endedOn = endedOn
    }

    /// Whether it runs at the close of a day.
    @inlinable
    public func runs(on date: CalendarDate) -> Bool {
        startedOn <= date && (endedOn.map { $0 > date } ?? true)
    }
}
