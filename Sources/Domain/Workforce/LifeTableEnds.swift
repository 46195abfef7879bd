/// With which months of service the steps of the life tables of a report end.
///
/// What is told of groups is subtracted from what is told of all, of every way to group them, so in no window between two
/// ends that are known may few have left, neither of a group nor of those together that are left over. The steps of all
/// are the same whatever they are grouped by; those of the groups end together and with some of all's. A group's steps
/// are known to be over once nobody of it is watched longer, so at that end it is known too.
struct LifeTableEnds {
    /// Those of everybody.
    private(set) var ofAll: [Int] = []
    private var ofGroups: [Int] = []
    private var ofTelling: [Int] = []

    private static let year = 12

    /// Those of a group, which end with twelve months too where these are told.
    func ends(of group: RetentionSecrecy.Shown) -> [Int] { group.hidesYear ? ofGroups : ofTelling }

    /// Decides.
    ///
    /// - Parameters:
    ///   - groups: what is hidden of each.
    ///   - all: what is hidden of everybody in them.
    ///   - others: the same people grouped otherwise, in other reports.
    ///   - threshold: how few are not told.
    init(
        _ groups: [RetentionSecrecy.Shown], all: RetentionSecrecy.Shown,
        beside others: [[RetentionSecrecy.Shown]], threshold: Int
    ) {
        let told = all.hidesLeft ? groups.filter { !$0.hidesLeft } : [all]
        guard let last = told.compactMap({ $0.curve.steps.last?.days }).max() else { return }
        let months = (1...).first { SurvivalCurve.lastDay(ofMonth: $0) >= last } ?? 1
        let year = all.hidesYear || months <= Self.year ? nil : Self.year
        func isFew(_ count: Int) -> Bool { (1..<threshold).contains(count) }
        let own = Grouping(groups, months: months, year: year)
        var candidates = Array(1...months)
        if !all.hidesLeft {
            let left = all.curve.left(byMonths: 0...months)
            let always = Set([months] + (year.map { [$0] } ?? []))
            let groupings = [own] + others.map { Grouping($0, months: months, year: year) }
            candidates = candidates.filter { month in
                always.contains(month) || !groupings.contains { $0.rests(at: month).contains(where: isFew) }
            }
            ofAll = Self.ends(among: candidates, always: always, left: left) { from, to in
                !isFew(left[to] - left[from])
            }
            candidates = ofAll
        }
        let ends = ofAll
        let tellsYearOfEach = year != nil && own.quiet.isEmpty
        ofGroups = Self.ends(
            among: tellsYearOfEach ? candidates : candidates.filter { $0 != year },
            always: tellsYearOfEach ? [Self.year, months] : [months], left: own.left
        ) { from, to in
            !own.windows(from, to, ends).contains(where: isFew)
        }
        ofTelling = Set(ofGroups + (year.map { [$0] } ?? [])).sorted()
    }

    /// Ends among some months, as many as there can be one after the other.
    ///
    /// - Parameters:
    ///   - always: months that are ends, the last among them.
    ///   - left: how many have left by each month; no step is without anybody, but for those that end with these.
    ///   - isWell: whether a step may be from the end of a month to that of another; it is so between those.
    private static func ends(
        among months: [Int], always: Set<Int>, left: [Int], isWell: (Int, Int) -> Bool
    ) -> [Int] {
        var ends: [Int] = []
        for (place, month) in months.enumerated() {
            let start = ends.last ?? 0
            if always.contains(month) {
                ends.append(month)
            } else if left[month] > left[start], isWell(start, month),
                let next = months[place...].first(where: always.contains), isWell(month, next)
            {
                ends.append(month)
            }
        }
        return ends
    }
}

extension LifeTableEnds {
    /// One way to group everybody.
    private struct Grouping {
        /// Of a group, how many have left by each month, and the month by whose end nobody is watched longer.
        typealias Group = (left: [Int], reach: Int)

        /// Those of which it is told how many left within the year.
        let telling: [Group]
        /// Those of which only the curve is shown.
        let quiet: [Group]
        /// How many have left by each month of those together that are hidden.
        let hidden: [Int]
        /// How many have left by each month.
        let left: [Int]
        /// The month of the year where it is told of all.
        let year: Int?

        init(_ groups: [RetentionSecrecy.Shown], months: Int, year: Int?) {
            self.year = year
            func read(_ groups: [RetentionSecrecy.Shown]) -> [Group] {
                groups.map { group in
                    let curve = group.curve
                    let reach = (0...months).first { SurvivalCurve.lastDay(ofMonth: $0) >= curve.longest }
                    return (curve.left(byMonths: 0...months), reach ?? months + 1)
                }
            }
            func sum(_ groups: [Group]) -> [Int] {
                groups.reduce(into: Array(repeating: 0, count: months + 1)) { sum, group in
                    for month in sum.indices { sum[month] += group.left[month] }
                }
            }
            telling = read(groups.filter { !$0.hidesYear })
            quiet = read(groups.filter { $0.hidesYear && !$0.hidesLeft })
            hidden = sum(read(groups.filter(\.hidesLeft)))
            left = sum(read(groups))
        }

        /// How many left between two months of the hidden, and of those that are watched beyond some others.
        private func rest(_ from: Int, _ to: Int, telling: Int, quiet: Int) -> Int {
            let known = self.telling.filter { $0.reach > telling } + self.quiet.filter { $0.reach > quiet }
            return known.reduce(hidden[to] - hidden[from]) { $0 + $1.left[to] - $1.left[from] }
        }

        /// What is left over where all's steps end with a month and no group's but those which are over by then: since
        /// the start, and since the end of the year.
        func rests(at month: Int) -> [Int] { rests(since: 0, at: month) }

        private func rests(since start: Int, at month: Int) -> [Int] {
            var rests = [rest(start, month, telling: month, quiet: month)]
            if let year, start < year, year < month {
                rests.append(rest(year, month, telling: month, quiet: year))
            }
            return rests
        }

        /// How many left, and how many of those left over, in every window that is known of a step of the groups.
        ///
        /// - Parameter ends: those of all.
        func windows(_ from: Int, _ to: Int, _ ends: [Int]) -> [Int] {
            var windows = (telling + quiet).map { $0.left[to] - $0.left[from] }
            if ends.isEmpty { return windows }
            windows.append(hidden[to] - hidden[from])
            for month in ends where from < month && month < to && month != year {
                windows += rests(since: from, at: month)
            }
            if let year, from < year, year < to {
                windows += telling.flatMap {
                    [$0.left[year] - $0.left[from], $0.left[to] - $0.left[year]]
                }
                // None of the telling is left over.
                windows.append(rest(from, year, telling: .max, quiet: year))
                windows.append(rest(year, to, telling: .max, quiet: year))
            }
            return windows
        }
    }
}
