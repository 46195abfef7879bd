/// The time for which somebody worked for an organisation without leaving it, through however many posts.
public struct EmploymentSpell: Sendable, Hashable {
    /// The number that stands for the person.
    public let person: Int
    /// The first day.
    public let startedOn: CalendarDate
    /// The last day, inclusive; nil while it lasts.
    public let endedOn: CalendarDate?
    /// What they left: the full-time equivalents that ended on the last day; zero while it lasts.
    public let endedFTE: FTE
    /// The position of the assignment that came first.
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
    /// within the organisation and not a leaving.
    ///
    /// - Parameters:
    ///   - assignments: of everybody, in any order; those of agency workers are left aside.
    ///   - moveGap: the most days between a last and a first day that are still a move.
    /// - Returns: by person, and in order of time for each.
    public static func spells(of assignments: [Assignment], moveGap: Int) -> [EmploymentSpell] {
        var places = assignments.indices.filter { assignments[$0].kind == .employee }
        // As a rule they come by person already.
        let isSorted = zip(places, places.dropFirst()).allSatisfy { !isBefore($1, $0, assignments) }
        if !isSorted { places.sort { isBefore($0, $1, assignments) } }
        var spells: [EmploymentSpell] = []
        spells.reserveCapacity(places.count)
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
            spells.append(spell(places[start..<end], endedOn: last, assignments))
            start = end
        }
        return spells
    }

    private static func isBefore(_ left: Int, _ right: Int, _ assignments: [Assignment]) -> Bool {
        let (a, b) = (assignments[left], assignments[right])
        if a.person != b.person { return a.person < b.person }
        return a.startedOn != b.startedOn ? a.startedOn < b.startedOn : left < right
    }

    private static func spell(
        _ places: ArraySlice<Int>, endedOn: CalendarDate?, _ assignments: [Assignment]
    ) -> EmploymentSpell {
        var ended = FTE.zero
        var last = places[places.startIndex]
        var isFound = false
        for place in places where assignments[place].endedOn == endedOn {
            if endedOn != nil { ended += assignments[place].fte }
            if !isFound || assignments[place].fte > assignments[last].fte { last = place }
            isFound = true
        }
        let first = places[places.startIndex]
        return EmploymentSpell(
            person: assignments[first].person, startedOn: assignments[first].startedOn, endedOn: endedOn,
            endedFTE: ended, first: first, last: last)
    }
}
