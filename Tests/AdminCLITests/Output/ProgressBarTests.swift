import Synchronization
import Testing

@testable import AdminCLI

@Suite struct ProgressBarTests {
    /// A clock that a test sets by hand.
    final class ManualClock: Clock {
        struct Instant: InstantProtocol {
            var offset: Duration
            func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
            func duration(to other: Instant) -> Duration { other.offset - offset }
            static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
        }

        private let offset = Mutex(Duration.zero)
        var now: Instant { Instant(offset: offset.withLock { $0 }) }
        var minimumResolution: Duration { .nanoseconds(1) }
        func advance(by duration: Duration) { offset.withLock { $0 += duration } }
        func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
    }

    final class Screen {
        var written: [String] = []
    }

    let clock = ManualClock()
    let screen = Screen()

    func bar(
        _ environment: [String: String] = [:], isTerminal: Bool = true, total: Int = 1_000_000,
        width: Int = 100
    )
        -> ProgressBar<ManualClock>
    {
        let terminal = Terminal(isTerminal: isTerminal, screenWidth: width, environment: environment)
        let screen = screen
        return ProgressBar("Importing", total: total, terminal: terminal, clock: clock) {
            screen.written.append($0)
        }
    }

    @Test func keepsSilentForTwoSeconds() {
        var bar = bar()
        clock.advance(by: .milliseconds(1_999))
        bar.update(400_000)
        bar.finish()
        #expect(screen.written.isEmpty)
    }

    @Test func drawsAfterTwoSecondsAndThenTenTimesASecond() {
        var bar = bar()
        clock.advance(by: .seconds(2))
        bar.update(500_000)
        clock.advance(by: .milliseconds(99))
        bar.update(600_000)
        clock.advance(by: .milliseconds(1))
        bar.advance(by: 400_000)
        bar.finish()
        #expect(
            screen.written == [
                "\rImporting  [##########----------]  50 %  500,000 of 1,000,000  2 s left\u{1B}[K",
                "\rImporting  [####################] 100 %  1,000,000 of 1,000,000\u{1B}[K",
                "\r\u{1B}[K",
            ])
    }

    @Test func isSilentInAPipeAndOnADumbTerminal() {
        for var bar in [bar(isTerminal: false), bar(["TERM": "dumb"])] {
            clock.advance(by: .seconds(60))
            bar.update(10)
            bar.finish()
        }
        #expect(screen.written.isEmpty)
    }

    @Test func neverReachesAHundredPerCentBeforeTheEndNorPassesIt() {
        var bar = bar(total: 1_000)
        clock.advance(by: .seconds(10))
        bar.update(999)
        clock.advance(by: .seconds(1))
        bar.update(5_000)
        clock.advance(by: .seconds(1))
        bar.update(-5)
        #expect(screen.written[0].contains("]  99 %".replacing("] 99", with: "]  99")))
        #expect(screen.written[1].contains("100 %  1,000 of 1,000\u{1B}"))
        #expect(screen.written[2].contains("  0 %  0 of 1,000\u{1B}"))
    }

    @Test func fitsItsLineToTheScreenAndToEmptyWork() {
        var narrow = bar(width: 40)
        clock.advance(by: .seconds(3))
        narrow.update(1)
        #expect(DisplayWidth.of(String(screen.written[0].dropFirst().prefix { $0 != "\u{1B}" })) == 39)
        var empty = bar(total: 0)
        clock.advance(by: .seconds(3))
        empty.update(0)
        #expect(screen.written[1].contains("100 %  0 of 0\u{1B}"))
    }

    @Test func namesTheTimeLeftInASensibleUnit() {
        var bar = bar(total: 1_000)
        for (done, left) in [(500, "10 s left"), (10, "16 min left"), (1, "2 h left")] {
            if screen.written.isEmpty {
                clock.advance(by: .seconds(10))
            } else {
                clock.advance(by: .milliseconds(100))
            }
            bar.update(done)
            #expect(screen.written.last?.contains("  \(left)") == true, "\(screen.written.last ?? "")")
        }
    }
}
