import Domain
import FoundationEssentials
import Jobs
import OfficeSupport
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@Suite("The hour of the night")
struct NightlyScheduleTests {
    @Test("is read as HH:MM and as nothing else")
    func reading() {
        #expect(NightlySchedule("00:00")?.minuteOfDay == 0)
        #expect(NightlySchedule("23:59")?.minuteOfDay == 1439)
        for text in [
            "", "2", "2:30", "24:00", "02:60", "02:30:00", "-1:30", "+2:30", "aa:bb", "02 30", "02:3",
        ] {
            #expect(NightlySchedule(text) == nil, "\(text)")
        }
    }

    @Test("comes at the time of day in London, whatever the clocks do")
    func wallClock() throws {
        for (time, after, next) in [
            ("02:30", "2022-01-10T02:29:59Z", "2022-01-10T02:30:00Z"),
            ("02:30", "2022-01-10T02:30:00Z", "2022-01-11T02:30:00Z"),
            ("02:30", "2022-07-10T00:00:00Z", "2022-07-10T01:30:00Z"),
            // The clocks go forward on 27 March 2022 at 01:00 and back on 30 October at 02:00 British summer time.
            ("00:30", "2022-03-26T12:00:00Z", "2022-03-27T00:30:00Z"),
            ("01:30", "2022-03-26T12:00:00Z", "2022-03-27T01:30:00Z"),
            ("02:30", "2022-03-26T12:00:00Z", "2022-03-27T01:30:00Z"),
            ("23:30", "2022-03-27T12:00:00Z", "2022-03-27T22:30:00Z"),
            ("00:30", "2022-10-29T12:00:00Z", "2022-10-29T23:30:00Z"),
            ("01:30", "2022-10-29T12:00:00Z", "2022-10-30T00:30:00Z"),
            ("02:30", "2022-10-29T12:00:00Z", "2022-10-30T02:30:00Z"),
            ("23:30", "2022-10-30T12:00:00Z", "2022-10-30T23:30:00Z"),
        ] {
            let schedule = try #require(NightlySchedule(time))
            #expect(try schedule.next(after: instant(after)) == instant(next), "\(time) after \(after)")
        }
    }

    @Test("comes once on every day of the year, each on its own date")
    func onceADay() throws {
        for time in [
            "00:00", "00:59", "01:00", "01:30", "01:59", "02:00", "02:30", "12:00", "23:00", "23:59",
        ] {
            let schedule = try #require(NightlySchedule(time))
            var moment = try instant("2021-12-31T23:59:59Z")
            var date = try day("2022-01-01")
            while try date <= day("2022-12-31") {
                moment = schedule.next(after: moment)
                #expect(LondonTime.date(of: moment) == date, "\(time)")
                date = date.adding(days: 1)
            }
        }
    }
}

@Suite("The service of the night")
struct NightlyServiceTests {
    /// A clock that shows a moment before the hour once, and the hour ever after.
    private func clock(_ before: String, _ hour: String) throws -> Now {
        let moments = (try instant(before), try instant(hour))
        let box = Counter()
        return Now { box.next() <= 1 ? moments.0 : moments.1 }
    }

    private final class Counter: Sendable {
        private let count = Atomic(0)
        func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
        var value: Int { count.load(ordering: .relaxed) }
    }

    @Test("works for the date in London, and a shutdown waits for the work to end")
    func graceful() async throws {
        let schedule = try #require(NightlySchedule("00:30"))
        let (started, hasStarted) = AsyncStream.makeStream(of: CalendarDate.self)
        let (release, letGo) = AsyncStream.makeStream(of: Void.self)
        let finished = Counter()
        let service = NightlyService(
            schedule: schedule, now: try clock("2022-07-09T23:29:59Z", "2022-07-09T23:30:00Z")
        ) { date in
            hasStarted.yield(date)
            for await _ in release { break }
            _ = finished.next()
        }
        let group = ServiceGroup(services: [service], logger: TestServer.silent)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var dates = started.makeAsyncIterator()
            #expect(try await dates.next() == day("2022-07-10"))
            await group.triggerGracefulShutdown()
            #expect(finished.value == 0)
            letGo.yield()
            try await tasks.waitForAll()
        }
        #expect(finished.value == 1)
    }

    @Test("ends at once on a shutdown while it waits for the hour, without working")
    func idle() async throws {
        let schedule = try #require(NightlySchedule("02:30"))
        let worked = Counter()
        let (read, hasRead) = AsyncStream.makeStream(of: Void.self)
        let present = try instant("2022-07-10T12:00:00Z")
        let service = NightlyService(
            schedule: schedule,
            now: Now {
                hasRead.yield()
                return present
            }
        ) { _ in _ = worked.next() }
        let group = ServiceGroup(services: [service], logger: TestServer.silent)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var reads = read.makeAsyncIterator()
            _ = await reads.next()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        #expect(worked.value == 0)
    }
}
