extension LevyForecast {
    /// More starts than any employer makes at once: where these do not help, nothing does.
    private static let mostStarts = 10_000

    /// The fewest further apprentices who, beginning together, leave nothing to expire from their first payment on.
    ///
    /// The more is paid, the less expires, so the number is found by halving.
    ///
    /// - Parameters:
    ///   - account: as for a forecast, and so `now`, `isOver` and `paidIn`.
    ///   - spending: pence to be paid in a month anyway.
    ///   - each: pence to be paid for one of them in each of the months ahead.
    /// - Returns: 0 where nothing would expire anyway; nil where nothing is to be paid for them within those months, or no
    ///   number up to 10,000 is enough.
    public static func startsToUseUp(
        _ account: LevyAccount, now: Month, isOver: Bool, paidIn: (Month) -> Int, spending: (Month) -> Int,
        each: [Int]
    ) -> Int? {
        guard let first = each.firstIndex(where: { $0 > 0 }) else { return nil }
        func leavesSome(_ starts: Int) -> Bool {
            let forecast = LevyForecast(
                of: account, now: now, isOver: isOver, paidIn: paidIn,
                spending: { month in
                    let step = now.months(until: month) - 1
                    return spending(month) + (each.indices.contains(step) ? starts * each[step] : 0)
                }, months: each.count)
            return forecast.ahead.dropFirst(first).contains { $0.expiredInAll > 0 }
        }
        if !leavesSome(0) { return 0 }
        guard !leavesSome(mostStarts) else { return nil }
        var (few, enough) = (0, mostStarts)
        while enough - few > 1 {
            let middle = few + (enough - few) / 2
            if leavesSome(middle) { few = middle } else { enough = middle }
        }
        return enough
    }
}
