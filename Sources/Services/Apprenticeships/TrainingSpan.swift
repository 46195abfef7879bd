import Domain

/// From the day on which somebody starts on a standard to the day on which that ends; open while it is under way.
struct TrainingSpan: Sendable, Hashable {
    let from: CalendarDate
    /// The last day, included; nil while it is under way.
    let to: CalendarDate?

    /// - Returns: nil for what has not started.
    init?(_ episode: ApprenticeshipEpisode) {
        guard let start = episode.startedOn else { return nil }
        from = start
        to = episode.endedOn
    }

    /// Whether no end is recorded.
    var isOpen: Bool { to == nil }

    /// Whether the two have a day in common.
    func overlaps(_ other: TrainingSpan) -> Bool {
        (to.map { $0 >= other.from } ?? true) && (other.to.map { $0 >= from } ?? true)
    }

    /// The days in words, after "on a standard".
    var words: String { to.map { "from \(from) to \($0)" } ?? "from \(from) on" }
}
