/// Turnover at the end of every month, each over its twelve months, in one pass over what happened.
///
/// What happens is added in any order into one slot a day; the months are then read off in a single sweep. So the
/// work is one step for each start, end and leaving and one for each day, however many months are asked for.
public struct TurnoverSeries: Sendable {
    /// The turnover of one month's end.
    public struct Point: Sendable, Hashable {
        /// The last day of the month.
        public let on: CalendarDate
        /// Who left in the twelve months up to it.
        public let leavers: FTE
        /// Those of them who went on in another post of the organisation, outside the part that is asked about.
        public let moved: FTE
        /// Who was in post at its close.
        public let inPost: FTE
        /// The rate; nil where nobody was in post.
        public var rate: Ratio? { Ratio(leavers.tenThousandths, of: inPost.tenThousandths) }
    }

    private let ends: [CalendarDate]
    /// The first day that has a slot; what happened before it counts as if on it, as far as it counts at all.
    private let first: CalendarDate
    private var change: [Int]
    private var leaving: [Int]
    private var moving: [Int]

    /// Makes an empty series of whole months.
    ///
    /// - Parameters:
    ///   - last: a day; the series ends with the last month that is over at its close.
    ///   - months: how many months; at least one.
    public init(through last: CalendarDate, months: Int) {
        let end = last == last.lastOfMonth ? last : last.adding(days: -last.day)
        let opening = end.adding(days: 1 - end.day)
        ends = (0..<max(1, months)).reversed().map { opening.adding(months: -$0).lastOfMonth }
        first = TwelveMonths(through: ends.first ?? end).after
        let days = max(0, first.days(until: end)) + 1
        change = Array(repeating: 0, count: days)
        leaving = Array(repeating: 0, count: days)
        moving = leaving
    }

    /// The last day that matters.
    public var through: CalendarDate { ends.last ?? first }

    /// Adds an assignment of an employee.
    public mutating func add(_ assignment: Assignment) {
        let from = max(0, first.days(until: assignment.startedOn))
        guard from < change.count else { return }
        change[from] += assignment.fte.tenThousandths
        guard let endedOn = assignment.endedOn else { return }
        let to = max(0, first.days(until: endedOn))
        if to < change.count { change[to] -= assignment.fte.tenThousandths }
    }

    /// Adds somebody who has left; who has not adds nothing.
    public mutating func add(_ spell: EmploymentSpell) {
        guard let endedOn = spell.endedOn else { return }
        let place = first.days(until: endedOn)
        guard place > 0, place < leaving.count else { return }
        leaving[place] += spell.endedFTE.tenThousandths
        if spell.movedOn { moving[place] += spell.endedFTE.tenThousandths }
    }

    /// The months in order.
    public var points: [Point] {
        var points: [Point] = []
        points.reserveCapacity(ends.count)
        var (inPost, left, moved) = (0, 0, 0)
        var (next, oldest) = (0, 1)
        for end in ends {
            let place = first.days(until: end)
            while next <= place {
                inPost += change[next]
                left += leaving[next]
                moved += moving[next]
                next += 1
            }
            let opening = first.days(until: TwelveMonths(through: end).after)
            while oldest <= opening {
                left -= leaving[oldest]
                moved -= moving[oldest]
                oldest += 1
            }
            points.append(
                Point(
                    on: end, leavers: FTE(tenThousandths: left), moved: FTE(tenThousandths: moved),
                    inPost: FTE(tenThousandths: inPost)))
        }
        return points
    }
}
