/// Hours of training off the job against the published minimum of the standard.
///
/// Since August 2025 every standard has a published minimum, which prior learning may lower (domain notes §3, S80);
/// before that the agreed hours take its place.
public struct OffTheJobHours: Sendable, Hashable {
    /// Minutes that are needed by the end of training; nil where neither a minimum nor an agreement is known.
    public let neededMinutes: Int?
    /// Minutes recorded.
    public let doneMinutes: Int
    /// Minutes that would be done by now if training went evenly; nil where it cannot be told.
    public let dueMinutes: Int?

    /// Reckons.
    ///
    /// - Parameters:
    ///   - minimum: hours of the standard.
    ///   - agreed: hours of the training agreement, which may be fewer where prior learning counts.
    ///   - done: minutes recorded so far.
    ///   - learned: days in training so far.
    ///   - planned: days of training in all.
    public init(minimum: Int?, agreed: Int?, done: Int, learned: Int, planned: Int?) {
        neededMinutes = (agreed ?? minimum).map { $0 * 60 }
        doneMinutes = done
        if let needed = neededMinutes, let planned, planned > 0 {
            dueMinutes = needed * min(learned, planned) / planned
        } else {
            dueMinutes = nil
        }
    }

    /// Minutes behind an even pace; 0 when on it or ahead, nil where it cannot be told.
    public var minutesBehind: Int? { dueMinutes.map { max(0, $0 - doneMinutes) } }
}
