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
        /// How many people left, each once.
        public let people: Int
        /// How many of the leavings were moves on into another post.
        public let moves: Int
        /// How many were not.
        public let departures: Int
        /// Who was in post at its close.
        public let inPost: FTE
        /// The rate; nil where nobody was in post.
        public var rate: Ratio? { Ratio(leavers.tenThousandths, of: inPost.tenThousandths) }
    }

    private let ends: [CalendarDate]
    /// The first day that has a slot; what happened before it counts as if on it, as far as it counts at all.
    private let first: CalendarDate
    private var change: [Int]
    private var leaving: [Left]
    /// The person and the slot of the leaving that was added last.
    private var latest: (person: Int, place: Int)?

    /// Who left on a day, or in several.
    private struct Left {
        var fte = 0
        var movedFTE = 0
        var leavings = 0
        var moves = 0
        /// Leavings of people who had left in the twelve months before; they end with those twelve months.
        var repeats = 0
        var repeated = 0

        static func += (sum: inout Left, day: Left) {
            sum.fte += day.fte
            sum.movedFTE += day.movedFTE
            sum.leavings += day.leavings
            sum.moves += day.moves
            sum.repeats += day.repeats
        }

        static func -= (sum: inout Left, day: Left) {
            sum.fte -= day.fte
            sum.movedFTE -= day.movedFTE
            sum.leavings -= day.leavings
            sum.moves -= day.moves
            sum.repeats -= day.repeated
        }
    }

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
        leaving = Array(repeating: Left(), count: days)
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

    /// Adds somebody who has left; who has not adds nothing. Several leavings of one person come one after the other.
    public mutating func add(_ spell: EmploymentSpell) {
        guard let endedOn = spell.endedOn else { return }
        let place = first.days(until: endedOn)
        guard place > 0, place < leaving.count else { return }
        let fte = spell.endedFTE.tenThousandths
        leaving[place] += Left(
            fte: fte, movedFTE: spell.movedOn ? fte : 0, leavings: 1, moves: spell.movedOn ? 1 : 0)
        if let latest, latest.person == spell.person,
            latest.place > first.days(until: TwelveMonths(through: endedOn).after)
        {
            leaving[place].repeats += 1
            leaving[latest.place].repeated += 1
        }
        latest = (spell.person, place)
    }

    /// The months in order.
    public var points: [Point] {
        var points: [Point] = []
        points.reserveCapacity(ends.count)
        var (inPost, left) = (0, Left())
        var (next, oldest) = (0, 1)
        for end in ends {
            let place = first.days(until: end)
            while next <= place {
                inPost += change[next]
                left += leaving[next]
                next += 1
            }
            let opening = first.days(until: TwelveMonths(through: end).after)
            while oldest <= opening {
                left -= leaving[oldest]
                oldest += 1
            }
            points.append(
                Point(
                    on: end, leavers: FTE(tenThousandths: left.fte),
                    moved: FTE(tenThousandths: left.movedFTE), people: left.leavings - left.repeats,
                    moves: left.moves, departures: left.leavings - left.moves,
                    inPost: FTE(tenThousandths: inPost)))
        }
        return points
    }
}
