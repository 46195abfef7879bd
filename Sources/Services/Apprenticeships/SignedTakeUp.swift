import Domain

/// A table of a report on take-up that was signed for publication, as whoever reads on knows it.
struct SignedTakeUp: Sendable {
    /// What it told of a count.
    struct Told: Sendable {
        /// The least and the most that it can be; nil where that was not told.
        let range: ClosedRange<Int>?
        /// Whether it was not shown.
        let isHidden: Bool
    }

    /// The days that it is about.
    let period: Period
    /// What it told, by the key of a figure without the mark of the year before.
    let told: [String: Told]
    /// Whether small counts are hidden and what would give them away, which rounding alone leaves.
    let hasThreshold: Bool

    /// The tables of a signed return: of its period, and of the year before where that stands beside it. None of one that
    /// shows every count as it is, which is not for publication: nobody who may not see all has read it.
    ///
    /// - Parameters:
    ///   - subject: what it is about, as the archive has it: `2021-04-01/2022-03-31 round_to=5 threshold=5`.
    ///   - figures: what it showed; nil for what it hid.
    static func tables(subject: String, figures: [(key: String, value: String?)]) -> [SignedTakeUp] {
        let words = subject.split(separator: " ")
        let ends = words.first?.split(separator: "/").compactMap { CalendarDate(iso: $0) } ?? []
        let threshold = words.first { $0.hasPrefix("threshold=") }.flatMap {
            Int($0.drop { $0 != "=" }.dropFirst())
        }
        let isRounded = words.contains { $0.hasPrefix("round_to=") }
        guard threshold != nil || isRounded, ends.count == 2, let period = Period(from: ends[0], to: ends[1])
        else { return [] }
        var now: [String: Told] = [:]
        var before: [String: Told] = [:]
        for figure in figures {
            let count = figure.value.flatMap { Int($0) }
            let told = isRounded ? rounded(count, threshold: threshold) : exact(count)
            if figure.key.hasPrefix(ReportTakeUp.lastYearMark) {
                before["take_up/\(figure.key.dropFirst(ReportTakeUp.lastYearMark.count))"] = told
            } else {
                now[figure.key] = told
            }
        }
        let hasThreshold = threshold != nil
        return [SignedTakeUp(period: period, told: now, hasThreshold: hasThreshold)]
            + (before.isEmpty
                ? [] : [SignedTakeUp(period: period.yearBefore, told: before, hasThreshold: hasThreshold)])
    }

    private static func exact(_ count: Int?) -> Told {
        Told(range: count.map { $0...$0 }, isHidden: count == nil)
    }

    /// A count that was rounded to the nearest five, of which 0 is nobody.
    private static func rounded(_ count: Int?, threshold: Int?) -> Told {
        guard let count else {
            // With a threshold it may be hidden for another's sake.
            return Told(range: threshold == nil ? TakeUpMaker.fewRounded : nil, isHidden: true)
        }
        if count == 0 { return exact(0) }
        let most = count + 2
        let least = max(count - 2, TakeUpMaker.fewRounded.upperBound + 1, threshold ?? 0)
        return Told(range: min(least, most)...most, isHidden: false)
    }
}
