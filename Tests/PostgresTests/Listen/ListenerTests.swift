import Postgres
import TestSupport
import Testing

@Suite struct ListenerTests {
    private func listener(_ channels: [String]) async throws -> PostgresListener {
        PostgresListener(
            configuration: try await TestServer.shared.administration(), channels: channels,
            logger: TestServer.silent,
            retry: .milliseconds(1)...(.milliseconds(20)))
    }

    private static func channel() -> String { "Ch \"\(UInt64.random(in: 0...UInt64.max))" }

    @Test func hearsInOrder() async throws {
        let channel = ListenerTests.channel()
        var events = try await listener([channel, "another"]).makeAsyncIterator()
        #expect(await events.next() == .listening)
        try await Fixture.withConnection { db in
            for n in 0..<3 { try db.execute("select pg_notify(\(channel), \("payload \(n)"))") }
        }
        for n in 0..<3 {
            guard case .notification(let heard) = await events.next() else {
                Issue.record("a notification was expected")
                return
            }
            #expect(heard.channel == channel)
            #expect(heard.payload == "payload \(n)")
            #expect(heard.backendProcess != 0)
        }
    }

    @Test func comesBackAfterItsBackendWasEnded() async throws {
        let channel = ListenerTests.channel()
        var events = try await listener([channel]).makeAsyncIterator()
        #expect(await events.next() == .listening)
        // The listener's session is the one whose last statement named the channel.
        let process = try await Fixture.withConnection { db in
            try db.one(
                "select pid from pg_stat_activity where query like 'listen %' || \(channel.dropFirst(4).description) || '%'",
                as: Int32.self)
        }
        try await Fixture.terminate(process)
        #expect(await events.next() == .listening)
        try await Fixture.withConnection { db in _ = try db.execute("select pg_notify(\(channel), 'again')") }
        guard case .notification(let heard) = await events.next() else {
            Issue.record("a notification was expected")
            return
        }
        #expect(heard.payload == "again")
    }

    @Test func endsWhenTheTaskIsCancelled() async throws {
        let listener = try await listener([ListenerTests.channel()])
        let (started, signal) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            var count = 0
            for await event in listener {
                if event == .listening { signal.yield() }
                count += 1
            }
            return count
        }
        for await _ in started { break }
        task.cancel()
        #expect(await task.value == 1)
    }
}
