/// How a training is paid for from a levy account: equal instalments while it lasts, and a part held back until its end.
///
/// An instalment is earned at every end of a month from the first to the last day of training, and the part held back in
/// the month of the last day. Each leaves the account in the month after the one in which it is earned.
///
/// Source: Skills Funding Agency, acceptance tests of payments, "learner finishes on time": £15,000 from 1 September 2017
/// to 8 September 2018 are £1,000 in each month from October to September and £3,000 in the October after.
public struct TrainingPayments: Sendable, Hashable {
    /// Pence that leave the account in each month, from the one after that in which training begins.
    public let byMonth: [Int]

    /// Spreads a price.
    ///
    /// - Parameters:
    ///   - pence: what funding pays in all.
    ///   - start: the first day of training.
    ///   - end: the last day; a day before `start` counts as `start`.
    ///   - heldBack: the per cent that are held back until the end, 0 to 100.
    public init(pence: Int, from start: CalendarDate, through end: CalendarDate, heldBack: Int) {
        let last = max(0, Month(of: start).months(until: Month(of: end)))
        let instalments = end == end.lastOfMonth ? last + 1 : last
        let atEnd = instalments == 0 ? pence : pence / 100 * heldBack + pence % 100 * heldBack / 100
        let spread = pence - atEnd
        func paid(by count: Int) -> Int {
            spread / instalments * count + spread % instalments * count / instalments
        }
        var byMonth = (0...last).map { $0 < instalments ? paid(by: $0 + 1) - paid(by: $0) : 0 }
        byMonth[last] += atEnd
        self.byMonth = byMonth
    }
}
