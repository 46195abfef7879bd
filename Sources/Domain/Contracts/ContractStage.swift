/// Where a contract stands on a date: derived from its dates, never set.
public enum ContractStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// Bids are invited or considered, or it was never awarded.
    case bid
    /// Awarded and not begun.
    case awarded
    /// Begun and not over.
    case running
    /// Over, its last day having passed.
    case ended

    /// Derives the stage.
    ///
    /// The contract ends on `endsOn`, that day included, which holds for one that was never awarded too.
    /// It runs from `startsOn` only if it was awarded. Dates after `asOf` have not happened; before bids
    /// opened it counts as bid.
    public init(
        bidOpenedOn: CalendarDate?, awardedOn: CalendarDate?, startsOn: CalendarDate?, endsOn: CalendarDate?,
        asOf: CalendarDate
    ) {
        let isAwarded = awardedOn.map { $0 <= asOf } ?? false
        if let endsOn, endsOn < asOf {
            self = .ended
        } else if isAwarded, let startsOn, startsOn <= asOf {
            self = .running
        } else {
            self = isAwarded ? .awarded : .bid
        }
    }
}
