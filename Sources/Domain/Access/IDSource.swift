public import FoundationEssentials
import Synchronization

/// Makes version 7 UUIDs that strictly increase, also within one millisecond and when the clock steps back.
///
/// Ordered identifiers keep a timeline in the order in which it was written even where instants are equal.
/// The 12 bits after the time are a counter (RFC 9562 §6.2, method 1); when it is full, the next
/// millisecond is borrowed.
public final class IDSource: Sendable {
    private struct State {
        var milliseconds: UInt64 = 0
        var counter: UInt16 = 0
        var hasIssued = false
    }

    private let state = Mutex(State())
    private let now: Now
    private let random: @Sendable () -> UInt64

    /// Makes a source from a clock and a source of 64 random bits.
    ///
    /// Identifiers are not secrets, but two programs must not draw the same bits: pass the system's
    /// generator in production and a seeded one in tests.
    public init(now: Now, random: @escaping @Sendable () -> UInt64) {
        self.now = now
        self.random = random
    }

    /// The next identifier, greater than every one before it from this source.
    public func next() -> UUID {
        let present = TimeOrderedID.milliseconds(of: now())
        let start = random()
        let tail = random()
        return state.withLock { state in
            if !state.hasIssued || present > state.milliseconds {
                state.milliseconds = present
                // The lower half only, so that a burst has room to count up.
                state.counter = UInt16(start & 0x07FF)
                state.hasIssued = true
            } else if state.counter < 0x0FFF {
                state.counter += 1
            } else {
                state.milliseconds += 1
                state.counter = 0
            }
            return TimeOrderedID.uuid(milliseconds: state.milliseconds, counter: state.counter, tail: tail)
        }
    }
}
