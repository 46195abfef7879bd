/// The time for which somebody worked for an organisation without leaving it, through however many posts; or worked in a
/// part of it, such as a role, without leaving that.
public struct EmploymentSpell: Sendable, Hashable {
    /// The number that stands for the person.
    public let person: Int
    /// The first day.
    public let startedOn: CalendarDate
    /// The last day, inclusive; nil while it lasts.
    public let endedOn: CalendarDate?
    /// What they left: the full-time equivalents that ended on the last day; zero while it lasts.
    public let endedFTE: FTE
    /// Whether they went on in another post of the organisation, which is not of the part; never of the whole.
    public let movedOn: Bool
    /// The position of the assignment with which they came to the organisation, be it of the part or not.
    public let first: Int
    /// The position of the assignment that ended last; of several the largest.
    public let last: Int

    /// Days from the first to the last day; to the given day while it lasts.
    public func days(until date: CalendarDate) -> Int {
        startedOn.days(until: endedOn.map { min($0, date) } ?? date)
    }

    /// Whether they have left by the close of a day.
    public func hasEnded(by date: CalendarDate) -> Bool { endedOn.map { $0 <= date } ?? false }

    /// The spells of employees: an assignment that begins before another has ended, or a few days after, is a move
    /// and not a leaving.
    ///
    /// A leaver of a role is who no longer works in that role at the organisation, so a move out of a part ends the spell
    /// in it, and a move into it begins one.
    ///
    /// - Parameters:
    ///   - assignments: of everybody, in any order; those of agency workers are left aside.
    ///   - moveGap: the most days between a last and a first day that are still a move.
    ///   - isOfPart: whether the assignment at a position is of the part that is asked about; nil for the whole.
    /// - Returns: by person, and in order of time for each.
    public static func spells(
        of assignments: [Assignment], moveGap: Int, within isOfPart: ((Int) -> Bool)? = nil
    ) -> [EmploymentSpell] {
        var places = assignments.indices.filter { assignments[$0].kind == .employee }
        // As a rule they come by person already.
        let isSorted = zip(places, places.dropFirst()).allSatisfy { !isBefore($1, $0, assignments) }
        if !isSorted { places.sort { isBefore($0, $1, assignments) } }
        var spells: [EmploymentSpell] = []
        spells.reserveCapacity(places.count)
        forEachUnbroken(places[...], assignments, moveGap) { whole, wholeEnd in
            guard let isOfPart else {
                spells.append(spell(whole, endedOn: wholeEnd, within: whole, wholeEnd, assignments))
                return
            }
            forEachUnbroken(whole.filter(isOfPart)[...], assignments, moveGap) { part, end in
                spells.append(spell(part, endedOn: end, within: whole, wholeEnd, assignments))
            }
        }
        return spells
    }

    /// Passes on each run of assignments of one person without a gap between them, and the day it ended; nil where it
    /// lasts.
    private static func forEachUnbroken(
        _ places: ArraySlice<Int>, _ assignments: [Assignment], _ moveGap: Int,
        _ body: (ArraySlice<Int>, CalendarDate?) -> Void
    ) {
        var start = places.startIndex
        while start < places.endIndex {
            let first = assignments[places[start]]
            var end = start + 1
            var last = first.endedOn
            while end < places.endIndex, assignments[places[end]].person == first.person,
                last.map({ $0.days(until: assignments[places[end]].startedOn) <= moveGap }) ?? true
            {
                last = last.flatMap { ended in assignments[places[end]].endedOn.map { max(ended, $0) } }
                end += 1
            }
            body(places[start..<end], last)
            start = end
        }
    }

    private static func isBefore(_ left: Int, _ right: Int, _ assignments: [Assignment]) -> Bool {
        let (a, b) = (assignments[left], assignments[right])
        if a.person != b.person { return a.person < b.person }
        return a.startedOn != b.startedOn ? a.startedOn < b.startedOn : left < right
    }

    private static func spell(
        _ places: ArraySlice<Int>, endedOn: CalendarDate?, within whole: ArraySlice<Int>,
        _ wholeEnd: CalendarDate?, _ assignments: [Assignment]
    ) -> EmploymentSpell {
        var ended = FTE.zero
        var last = places[places.startIndex]
        var isFound = false
        for place in places where assignments[place].endedOn == endedOn {
            if endedOn != nil { ended += assignments[place].fte }
            if !isFound || assignments[place].fte > assignments[last].fte { last = place }
            isFound = true
        }
        let first = assignments[places[places.startIndex]]
        return EmploymentSpell(
            person: first.person, startedOn: first.startedOn, endedOn: endedOn, endedFTE: ended,
            movedOn: endedOn != nil && endedOn != wholeEnd, first: whole[whole.startIndex], last: last)
    }
}
