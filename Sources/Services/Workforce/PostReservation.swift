import Domain
import FoundationEssentials

/// A time for which a post is kept for a candidate.
struct PostReservation: Sendable, Hashable {
    let candidateID: UUID
    /// Their reference; nil for who may not see them.
    let candidate: String?
    /// The first day.
    var from: CalendarDate
    /// The day from which it is kept for them no more; nil while it lasts.
    var until: CalendarDate?
    /// The day they are expected.
    var expectedOn: CalendarDate?

    /// Whether the post is kept for them at the close of a day, as far as they have not come.
    func stands(on date: CalendarDate) -> Bool {
        from <= date && (until.map { date < $0 } ?? true)
    }

    /// Whether there is a day on which both stand.
    func overlaps(_ other: PostReservation) -> Bool {
        (until.map { other.from < $0 } ?? true) && (other.until.map { from < $0 } ?? true)
    }

    /// As a file has it: `PLY-C-0001-T 2022-04-01/2022-09-01`; nil for who may not see the candidate.
    var text: String? {
        candidate.map { "\($0) \(from)/\(until?.description ?? "")" }
    }

    /// For people, such as `PLY-C-0001-T from 1 April 2022 until 1 September 2022`.
    var words: String {
        "\(candidate ?? "a candidate") from \(from.longText)\(until.map { " until \($0.longText)" } ?? "")"
    }

    /// Takes a reservation that was over apart: whose it was, and when.
    ///
    /// - Returns: nil where the text is not of that form.
    static func parts(
        of text: some StringProtocol
    ) -> (candidate: String, from: CalendarDate, until: CalendarDate)? {
        let words = text.split(separator: " ")
        guard words.count == 2, let spell = FrozenSpell(words[1]), let until = spell.until else { return nil }
        return (String(words[0]), spell.from, until)
    }
}

extension Array where Element == PostReservation {
    /// The one that lasts.
    var lasting: PostReservation? { last { $0.until == nil } }

    /// Ends what stands on a day, from that day on; what began that day is then as if it had never been.
    mutating func end(on date: CalendarDate) {
        self = compactMap { one in
            guard one.stands(on: date) else { return one }
            if one.from == date { return nil }
            var ended = one
            ended.until = date
            return ended
        }
    }

    /// Adds one in its place.
    ///
    /// - Returns: the one that stands on a day of it already; nothing is added then.
    mutating func add(_ one: PostReservation) -> PostReservation? {
        if let other = first(where: { $0.overlaps(one) }) { return other }
        insert(one, at: firstIndex { $0.from > one.from } ?? endIndex)
        return nil
    }
}
