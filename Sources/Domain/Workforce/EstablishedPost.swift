/// A post of the establishment, which is neither a person nor an assignment of one.
///
/// Every date counts at its close: a post created on a day is there at the end of it, one closed on a day is not.
public struct EstablishedPost: Sendable, Hashable {
    /// How much of a full-time post it is.
    public let fte: FTE
    /// The first day.
    public let createdOn: CalendarDate
    /// The day it was deleted; nil while it stands.
    public let closedOn: CalendarDate?
    /// When it was frozen, in order.
    public let frozen: [FrozenSpell]

    /// Makes a post.
    public init(fte: FTE, createdOn: CalendarDate, closedOn: CalendarDate? = nil, frozen: [FrozenSpell] = [])
    {
        self.fte = fte
        self.createdOn = createdOn
        self.closedOn = closedOn
        self.frozen = frozen
    }

    /// What it is at the close of a day; nil before it was created.
    public func status(on date: CalendarDate) -> PostStatus? {
        if let closedOn, closedOn <= date { return .deleted }
        if createdOn > date { return nil }
        return frozen.contains { $0.contains(date) } ? .frozen : .established
    }
}
