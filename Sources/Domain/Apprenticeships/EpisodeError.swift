/// Why events do not make an apprenticeship.
public struct EpisodeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The event that does not fit.
    public let event: ApprenticeshipEvent
    /// The state that it meets.
    public let state: ApprenticeshipState
    /// Since when; nil before the start.
    public let since: CalendarDate?

    /// The reason and the way out, as a sentence without its subject.
    public var description: String {
        let where_ = since.map { "\(state.displayName) since \($0)" } ?? state.displayName
        let next = state.mayFollow.map(\.rawValue)
        let way =
            next.isEmpty
            ? "nothing follows that; if it was recorded wrongly, correct it with berth apprentice correct"
            : "what may follow is \(next.joined(separator: ", "))"
        return
            "\(event.kind.rawValue) on \(event.on) does not fit: the apprenticeship is \(where_), and \(way)."
    }
}
