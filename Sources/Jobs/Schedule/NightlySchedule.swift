public import Domain
public import FoundationEssentials
public import ServiceLifecycle

/// When the batch of the night is due: every day at a time of day in London.
public struct NightlySchedule: Sendable, Hashable {
    /// Minutes after midnight.
    public let minuteOfDay: Int

    /// Reads `HH:MM`.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        minuteOfDay = hour * 60 + minute
    }

    /// The next moment it is due after an instant.
    ///
    /// It comes once a day, on the nights when the clocks change too: a time that they leave out comes an hour later,
    /// of a time that they repeat the first counts.
    public func next(after instant: Date) -> Date {
        let today = LondonTime.date(of: instant)
        let due = moment(on: today)
        return due > instant ? due : moment(on: today.adding(days: 1))
    }

    private func moment(on day: CalendarDate) -> Date {
        let midnight = LondonTime.startOfDay(day)
        // Minutes that the day lacks of 24 hours, or has beyond them. The clocks change between one and two o'clock.
        let missing =
            24 * 60 - Int(LondonTime.startOfDay(day.adding(days: 1)).timeIntervalSince(midnight) / 60)
        return midnight.addingTimeInterval(Double(minuteOfDay - (minuteOfDay >= 120 ? missing : 0)) * 60)
    }
}

/// Runs something every night until it is told to stop.
public struct NightlyService: Service {
    let schedule: NightlySchedule
    let now: Now
    let waiting: @Sendable (Date) -> Void
    let work: @Sendable (CalendarDate) async -> Void

    /// - Parameters:
    ///   - now: the clock the schedule is read on.
    ///   - waiting: told the next moment before each wait; by then a signal ends the service gracefully.
    ///   - work: gets the date in London of the night; its failures are its own to report.
    public init(
        schedule: NightlySchedule, now: Now, waiting: @escaping @Sendable (Date) -> Void = { _ in },
        work: @escaping @Sendable (CalendarDate) async -> Void
    ) {
        self.schedule = schedule
        self.now = now
        self.waiting = waiting
        self.work = work
    }

    /// Waits for the hour, works, and waits again; ends on a graceful shutdown, never in the middle of the work.
    public func run() async throws {
        while !Task.isShuttingDownGracefully {
            let due = schedule.next(after: now())
            waiting(due)
            // A sleep that is woken by the shutdown; the loop's condition then ends it.
            try? await cancelWhenGracefulShutdown {
                try await Task.sleep(for: .seconds(max(0, due.timeIntervalSince(now()))))
            }
            if Task.isShuttingDownGracefully || Task.isCancelled { return }
            if now() >= due { await work(LondonTime.date(of: due)) }
        }
    }
}
