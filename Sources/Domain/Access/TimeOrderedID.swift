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
        // Written out byte by byte: imports make a million of these, and arrays would be allocated for each.
        func time(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: milliseconds >> shift) }
        func rest(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: tail >> shift) }
        return UUID(
            uuid: (
                time(40), time(32), time(24), time(16), time(8), time(0),
                0x70 | UInt8(truncatingIfNeeded: (counter >> 8) & 0x0F), UInt8(truncatingIfNeeded: counter),
                0x80 | (rest(56) & 0x3F), rest(48), rest(40), rest(32), rest(24), rest(16), rest(8), rest(0)
            ))
    }
}
