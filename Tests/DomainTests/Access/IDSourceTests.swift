import Domain
import FoundationEssentials
import RandomSupport
import Synchronization
import Testing

@Suite struct IDSourceTests {
    private let instant = Date(timeIntervalSince1970: 1_664_543_100.123)

    private func bytes(_ id: UUID) -> [UInt8] { withUnsafeBytes(of: id.uuid) { Array($0) } }

    private func milliseconds(_ id: UUID) -> Int { bytes(id)[0..<6].reduce(0) { $0 << 8 | Int($1) } }

    private func source(_ now: Now, seed: UInt64 = 1) -> IDSource {
        let random = Mutex(Seeded(seed: seed))
        return IDSource(now: now) { random.withLock { $0.next() } }
    }

    @Test func theLayoutIsVersionSeven() {
        var random = Seeded.printed("uuid layout")
        var seen: Set<UUID> = []
        for _ in 0..<2000 {
            let id = makeUUIDv7(at: instant, random: &random)
            #expect(bytes(id)[6] >> 4 == 7)
            #expect(bytes(id)[8] >> 6 == 2)
            #expect(milliseconds(id) == 1_664_543_100_123)
            seen.insert(id)
        }
        #expect(seen.count == 2000)
    }

    @Test func absurdInstantsDoNotTrap() {
        var random = Seeded(seed: 1)
        for seconds in [Double.nan, -Double.infinity, -1] {
            #expect(milliseconds(makeUUIDv7(at: Date(timeIntervalSince1970: seconds), random: &random)) == 0)
        }
        let far = makeUUIDv7(at: Date(timeIntervalSince1970: .infinity), random: &random)
        #expect(milliseconds(far) == 0xFFFF_FFFF_FFFF)
    }

    @Test func withinOneMillisecondTheyStillIncrease() {
        let source = source(.fixed(instant))
        var previous = source.next()
        // More than the counter holds, so that it borrows milliseconds.
        for _ in 0..<20_000 {
            let next = source.next()
            #expect(bytes(previous).lexicographicallyPrecedes(bytes(next)))
            #expect(bytes(next)[6] >> 4 == 7 && bytes(next)[8] >> 6 == 2)
            previous = next
        }
        #expect(milliseconds(previous) > 1_664_543_100_123)
        #expect(milliseconds(previous) < 1_664_543_100_123 + 10)
    }

    @Test func aClockThatStepsBackDoesNotBreakTheOrder() {
        let steps = Mutex(0)
        let source = source(
            Now { [instant] in
                let step = steps.withLock { count in
                    count += 1
                    return count
                }
                return instant.addingTimeInterval(step % 3 == 0 ? -60 : Double(step) / 100)
            })
        var previous = source.next()
        for _ in 0..<500 {
            let next = source.next()
            #expect(bytes(previous).lexicographicallyPrecedes(bytes(next)))
            previous = next
        }
    }

    @Test func manyTasksGetDifferentOnes() async {
        let source = source(.fixed(instant))
        let all = await withTaskGroup(of: [UUID].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<2000).map { _ in source.next() } }
            }
            return await group.reduce(into: [UUID]()) { $0 += $1 }
        }
        #expect(all.count == 16_000)
        #expect(Set(all).count == 16_000)
    }

    @Test func aFixedClockStands() {
        let now = Now.fixed(instant)
        #expect(now() == instant)
        #expect(now() == now())
    }
}
