/// Derives progress: one pass forward over the milestones, one back along the critical path.
///
/// Everything is an array by index; per candidate it makes the arrays of the answer and nothing else.
struct ProgressCalculator: Sendable {
    let pathway: Pathway
    let countsAt: Int
    let asOf: CalendarDate
    let calendar: WorkingCalendar

    /// The usual durations by index, out of the definitions so that no strings are touched in the loop.
    private let usual: [DayAmount]
    private let start: [Int]
    private let list: [Int]
    private let rank: [Int]
    private let isCounting: [Bool]
    /// The indices by position, in which ready milestones are listed.
    private let byPosition: [Int]

    init(pathway: Pathway, countsAt: Int, asOf: CalendarDate, calendar: WorkingCalendar) {
        let graph = pathway.graph
        self.pathway = pathway
        self.countsAt = countsAt
        self.asOf = asOf
        self.calendar = calendar
        usual = graph.milestones.map(\.usualDuration)
        start = graph.prerequisiteStart
        list = graph.prerequisiteList
        rank = graph.rank
        isCounting = graph.milestones.indices.map { $0 == countsAt || graph.isAncestor($0, of: countsAt) }
        byPosition = graph.rank.indices.sorted { graph.rank[$0] < graph.rank[$1] }
    }

    func progress(of state: CandidateState) throws(CalendarHorizonError) -> Progress {
        let count = usual.count
        var dates = [CalendarDate?](repeating: nil, count: count)
        var beyond = [Int32](repeating: 0, count: count)
        var happened = [Bool](repeating: false, count: count)
        var isReady = [Bool](repeating: false, count: count)
        var stage: Int?
        var stageSince: CalendarDate?
        var done = 0

        for index in 0..<count {
            guard let date = state.facts[index], date <= asOf else { continue }
            happened[index] = true
            dates[index] = date
            done += 1
            if let since = stageSince, let current = stage, (since, rank[current]) > (date, rank[index]) {
                continue
            }
            stage = index
            stageSince = date
        }
        let hasLeft = (state.exit.map { $0.on <= asOf } ?? false) && !happened[countsAt]

        for index in 0..<count {
            do {
                let step = try forward(
                    index, registeredOn: state.registeredOn, dates: dates, happened: happened)
                beyond[index] = step.beyond
                isReady[index] = step.isReady
                if !happened[index] { dates[index] = step.expected }
            } catch {
                // Dates that the round does not depend on must not stop it.
                if isCounting[index], !happened[countsAt] { throw error }
                isReady[index] = !happened[index] && areAllMet(index, happened: happened)
            }
        }

        let path = criticalPath(dates: dates, happened: happened, beyond: beyond)
        let limited = !happened[countsAt]
        let ready = hasLeft ? [] : byPosition.filter { isReady[$0] && (!limited || isCounting[$0]) }
        let next = hasLeft ? nil : limited ? path.first { !happened[$0] } : ready.first
        if hasLeft {
            for index in 0..<count where !happened[index] { dates[index] = nil }
        }
        return Progress(
            pathway: pathway, countsAt: countsAt, asOf: asOf, stage: stage, stageSince: stageSince,
            ready: ready,
            nextMilestone: next, expectedOn: dates, daysBeyondUsual: beyond, happened: happened,
            criticalPath: path, isComplete: done == count)
    }

    private struct Step {
        var expected: CalendarDate?
        var beyond: Int32 = 0
        var isReady = false
    }

    /// One milestone, given the dates of everything before it.
    private func forward(
        _ index: Int, registeredOn: CalendarDate, dates: [CalendarDate?], happened: [Bool]
    ) throws(CalendarHorizonError) -> Step {
        var latestDone: CalendarDate?
        var latest: CalendarDate?
        var isUnmet = false
        var isUnknown = false
        for position in start[index]..<start[index + 1] {
            let needed = list[position]
            guard let date = dates[needed] else {
                isUnmet = true
                isUnknown = true
                continue
            }
            if latest.map({ $0 < date }) ?? true { latest = date }
            if !happened[needed] {
                isUnmet = true
            } else if latestDone.map({ $0 < date }) ?? true {
                latestDone = date
            }
        }
        var step = Step()
        if happened[index] {
            // An open prerequisite was jumped over: the step began with those that had happened.
            let usually = try calendar.add(usual[index], to: latestDone ?? registeredOn)
            step.beyond = daysBeyond(usually, on: dates[index] ?? asOf)
            return step
        }
        if isUnknown { return step }
        let usually = try calendar.add(usual[index], to: latest ?? registeredOn)
        step.expected = max(usually, asOf.adding(days: 1))
        if !isUnmet {
            step.isReady = true
            step.beyond = daysBeyond(usually, on: asOf)
        }
        return step
    }

    private func daysBeyond(_ usually: CalendarDate, on date: CalendarDate) -> Int32 {
        Int32(clamping: max(0, usually.days(until: date)))
    }

    private func areAllMet(_ index: Int, happened: [Bool]) -> Bool {
        list[start[index]..<start[index + 1]].allSatisfy { happened[$0] }
    }

    /// From the counting milestone back through the latest prerequisite.
    ///
    /// Several are often equally late, since what is overdue is expected tomorrow. All of them hold the date then, and
    /// the path goes through the one behind which the most time was lost; then through the later position.
    private func criticalPath(dates: [CalendarDate?], happened: [Bool], beyond: [Int32]) -> [Int] {
        // Prerequisites come first by index, so one walk forward knows the worst loss behind each milestone.
        var worst = beyond
        var through = [Int](repeating: -1, count: beyond.count)
        for index in 0...countsAt where isCounting[index] {
            var best: (date: CalendarDate, lost: Int32, rank: Int, index: Int)?
            for position in start[index]..<start[index + 1] {
                let needed = list[position]
                guard let date = dates[needed], happened[needed] || !happened[index] else { continue }
                let found = (date: date, lost: worst[needed], rank: Int(rank[needed]), index: needed)
                if let known = best,
                    (known.date, known.lost, known.rank) > (found.date, found.lost, found.rank)
                {
                    continue
                }
                best = found
            }
            guard let best else { continue }
            through[index] = best.index
            worst[index] = max(worst[index], best.lost)
        }
        var path = [countsAt]
        while let last = path.last, through[last] >= 0 { path.append(through[last]) }
        path.reverse()
        return path
    }
}
