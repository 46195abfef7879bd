/// A time for which a post is frozen, written as `2022-04-01/2022-09-01`, or `2022-04-01/` while it lasts.
public struct FrozenSpell: Sendable, Hashable, CustomStringConvertible {
    /// The first day.
    public let from: CalendarDate
    /// The day it ended, which is not frozen any more; nil while it lasts.
    public let until: CalendarDate?

    /// A spell; nil when it would end before it has begun.
    public init?(from: CalendarDate, until: CalendarDate? = nil) {
        if let until, until <= from { return nil }
        self.from = from
        self.until = until
    }

    /// Reads the written form.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let from = CalendarDate(iso: parts[0]) else { return nil }
        if parts[1].isEmpty {
            self.init(from: from)
        } else {
            guard let until = CalendarDate(iso: parts[1]) else { return nil }
            self.init(from: from, until: until)
        }
    }

    /// Whether a post is frozen at the close of a day.
    public func contains(_ date: CalendarDate) -> Bool {
        from <= date && (until.map { date < $0 } ?? true)
    }

    /// Whether a post is frozen on some day from one day up to another, that one not included; without end when nil.
    public func overlaps(from start: CalendarDate, until end: CalendarDate?) -> Bool {
        (end.map { from < $0 } ?? true) && (until.map { start < $0 } ?? true)
    }

    /// The spell for people, such as `from 1 April 2022`; the day after "until" is not frozen any more.
    public var words: String { "from \(from.longText)\(until.map { " until \($0.longText)" } ?? "")" }

    /// The written form.
    public var description: String { "\(from)/\(until?.description ?? "")" }

    /// Spells in order and without overlaps; those that touch become one.
    public static func merged(_ spells: some Sequence<FrozenSpell>) -> [FrozenSpell] {
        var merged: [FrozenSpell] = []
        for spell in spells.sorted(by: { $0.from < $1.from }) {
            if let last = merged.last, last.until.map({ spell.from <= $0 }) ?? true {
                let until = last.until.flatMap { end in spell.until.map { max(end, $0) } }
                if let joined = FrozenSpell(from: last.from, until: until) {
                    merged[merged.count - 1] = joined
                }
            } else {
                merged.append(spell)
            }
        }
        return merged
    }
}
