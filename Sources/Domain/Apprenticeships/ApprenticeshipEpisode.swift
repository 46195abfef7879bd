/// An apprenticeship from its start to its end, read from what happened.
///
/// An event counts from its own day on: whoever begins a break on the 5th is on a break on the 5th, and whoever
/// returns on the 9th is in learning on the 9th, after a break of four days.
public struct ApprenticeshipEpisode: Sendable, Hashable {
    /// What happened, by date and, on one day, in the order given.
    public let events: [ApprenticeshipEvent]

    /// Replays events, which may be given in any order of their days.
    ///
    /// - Throws: ``EpisodeError`` for the first that may not follow those before it.
    public init(_ events: some Sequence<ApprenticeshipEvent>) throws(EpisodeError) {
        var ordered = Array(events)
        // Nearly always it is in order already, and there are many.
        if zip(ordered, ordered.dropFirst()).contains(where: { $0.on > $1.on }) {
            ordered = ordered.enumerated().sorted {
                ($0.element.on, $0.offset) < ($1.element.on, $1.offset)
            }.map(\.element)
        }
        var state = ApprenticeshipState.notStarted
        var since: CalendarDate?
        for event in ordered {
            guard let next = state.after(event.kind) else {
                throw EpisodeError(event: event, state: state, since: since)
            }
            state = next
            since = event.on
        }
        self.events = ordered
    }

    /// The state on a day.
    public func state(on date: CalendarDate) -> ApprenticeshipState {
        var state = ApprenticeshipState.notStarted
        for event in events where event.on <= date { state = state.after(event.kind) ?? state }
        return state
    }

    /// The state after everything that is known.
    public var state: ApprenticeshipState {
        events.reduce(.notStarted) { state, event in state.after(event.kind) ?? state }
    }

    /// The day training began.
    public var startedOn: CalendarDate? { events.first?.on }

    /// The day it was achieved, given up or transferred.
    public var endedOn: CalendarDate? { state.isOver ? events.last?.on : nil }

    /// The day of an event, the last where there are several.
    public func day(of kind: ApprenticeshipEvent.Kind) -> CalendarDate? {
        events.last { $0.kind == kind }?.on
    }

    /// Whether it was under way on any day of a period, on a break or not.
    public func isUnderWay(in period: Period) -> Bool {
        guard let start = startedOn, start <= period.to else { return false }
        // Whoever ends on a day was under way on it.
        return endedOn.map { $0 >= period.from } ?? true
    }

    /// Whether the apprentice was in training or assessment on any day of a period: a break alone is no participation.
    ///
    /// The Department for Education counts who participated at any point of the period (further education and skills
    /// statistics). It counts from the learner record, where a break closes the training with its last day of learning
    /// and the return begins it anew (support manual of the record, recording breaks in learning).
    public func participates(in period: Period) -> Bool {
        var state = ApprenticeshipState.notStarted
        for event in events where event.on <= period.to {
            let next = state.after(event.kind) ?? state
            if event.on >= period.from {
                // Whoever ends on a day took part on it, and so did whoever was in training the day before.
                if state.isTakingPart, event.on > period.from || next.isOver { return true }
                if next.isTakingPart { return true }
            }
            state = next
        }
        return state.isTakingPart
    }

    /// Days of break up to a day, that day not counted.
    public func breakDays(before date: CalendarDate) -> Int {
        var days = 0
        var since: CalendarDate?
        for event in events where event.on <= date {
            if let start = since {
                days += start.days(until: event.on)
                since = nil
            }
            if event.kind == .breakStarted { since = event.on }
        }
        if let start = since { days += start.days(until: date) }
        return days
    }

    /// The planned end, moved by every day of break so far.
    ///
    /// - Parameter date: what is known of breaks by this day.
    public func plannedEnd(_ agreed: CalendarDate, on date: CalendarDate) -> CalendarDate {
        agreed.adding(days: breakDays(before: date))
    }

    /// Days in training up to a day, that day not counted, without breaks.
    public func learningDays(before date: CalendarDate) -> Int {
        guard let start = startedOn, start < date else { return 0 }
        let end = day(of: .gateway) ?? endedOn ?? date
        let last = min(end, date)
        return max(0, start.days(until: last) - breakDays(before: last))
    }
}
