import Logging
import Synchronization
import Testing

@testable import Postgres

@Suite struct NoticeTests {
    final class Recorder: LogHandler, Sendable {
        let lines: Mutex<[String]>
        var metadata: Logger.Metadata {
            get { [:] }
            set { _ = newValue }
        }
        var logLevel: Logger.Level {
            get { .trace }
            set { _ = newValue }
        }

        init() { lines = Mutex([]) }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set { _ = newValue }
        }

        func log(event: LogEvent) {
            let sqlState = event.metadata?["sqlstate"].map { "\($0)" } ?? ""
            lines.withLock { $0.append("\(event.level) \(event.message) \(sqlState)") }
        }
    }

    @Test func noticesGoToTheLogger() async throws {
        let recorder = Recorder()
        let connection = try await Fixture.connect(logger: Logger(label: "notices") { _ in recorder })
        try await connection.script(
            """
            set client_min_messages = debug1;
            do $$ begin raise notice 'noted %', 1; raise warning using message = 'warned', errcode = 'P1234'; end $$
            """)
        await connection.close()
        let lines = recorder.lines.withLock { $0 }
        #expect(lines.contains("info noted 1 00000"))
        #expect(lines.contains("warning warned P1234"))
    }
}
