public import FoundationEssentials

/// Makes a version 7 UUID (RFC 9562): 48 bits of milliseconds since 1970, then random bits.
///
/// Later instants sort later, so that rows made together lie together in an index. Two made within one
/// millisecond sort by chance; ``IDSource`` keeps those in order too. Instants before 1970 count as 1970.
public func makeUUIDv7(at instant: Date, random: inout some RandomNumberGenerator) -> UUID {
    let high = random.next()
    let low = random.next()
    return TimeOrderedID.uuid(
        milliseconds: TimeOrderedID.milliseconds(of: instant), counter: UInt16(high & 0x0FFF), tail: low)
}

/// The layout of a version 7 UUID, shared by the free function and the source.
enum TimeOrderedID {
    static func milliseconds(of instant: Date) -> UInt64 {
        let milliseconds = (instant.timeIntervalSince1970 * 1000).rounded(.down)
        // Written so that not-a-number fails the test as well.
        guard milliseconds > 0 else { return 0 }
        return milliseconds >= 281_474_976_710_655 ? 281_474_976_710_655 : UInt64(milliseconds)
    }

    static func uuid(milliseconds: UInt64, counter: UInt16, tail: UInt64) -> UUID {
        let time = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> UInt64(40 - 8 * $0)) }
        let rest = (0..<8).map { UInt8(truncatingIfNeeded: tail >> UInt64(56 - 8 * $0)) }
        return UUID(
            uuid: (
                time[0], time[1], time[2], time[3], time[4], time[5],
                0x70 | UInt8(truncatingIfNeeded: (counter >> 8) & 0x0F), UInt8(truncatingIfNeeded: counter),
                0x80 | (rest[0] & 0x3F), rest[1], rest[2], rest[3], rest[4], rest[5], rest[6], rest[7]
            ))
    }
}
