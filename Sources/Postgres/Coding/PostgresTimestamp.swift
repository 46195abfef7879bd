public import FoundationEssentials

/// An instant (`timestamptz`) to the microsecond.
public struct PostgresTimestamp: Hashable, Sendable, Comparable {
    /// Microseconds since the start of 1970 in UTC; negative before.
    public let microsecondsSinceEpoch: Int64

    /// The instant so many microseconds after the start of 1970 in UTC.
    public init(microsecondsSinceEpoch: Int64) { self.microsecondsSinceEpoch = microsecondsSinceEpoch }

    /// The nearest microsecond to a date; nil when it is not finite or beyond what PostgreSQL stores.
    public init?(_ date: Date) {
        // Seconds and fraction are split first: together they need more digits than a Double has after 2106.
        let interval = date.timeIntervalSinceReferenceDate
        guard interval.isFinite, interval > -250_000_000_000, interval < 9_000_000_000_000 else { return nil }
        let seconds = interval.rounded(.down)
        let micros = ((interval - seconds) * 1_000_000).rounded()
        microsecondsSinceEpoch =
            (Int64(seconds) + PostgresTimestamp.referenceSeconds) * Calendar.microsecondsPerSecond
            + Int64(micros)
    }

    /// The same instant as a date, as near as a date can hold it.
    public var date: Date {
        let shifted =
            microsecondsSinceEpoch - PostgresTimestamp.referenceSeconds * Calendar.microsecondsPerSecond
        return Date(timeIntervalSinceReferenceDate: Double(shifted) / 1_000_000)
    }

    /// Whether one instant comes before another.
    public static func < (left: PostgresTimestamp, right: PostgresTimestamp) -> Bool {
        left.microsecondsSinceEpoch < right.microsecondsSinceEpoch
    }

    /// Seconds from 1970 to 2001, where `Date` counts from.
    private static let referenceSeconds: Int64 = 978_307_200

    /// Reads `2026-11-22 10:11:12.123456+00`, with any offset, or without one (UTC then).
    init?(text: UnsafeBufferPointer<UInt8>) {
        var reader = ASCIIReader(text)
        guard let date = Calendar.readDate(&reader), reader.skip(UInt8(ascii: " ")),
            let hour = reader.digits(max: 2), reader.skip(UInt8(ascii: ":")),
            let minute = reader.digits(max: 2), reader.skip(UInt8(ascii: ":")),
            let second = reader.digits(max: 2)
        else { return nil }
        var micros = 0
        if reader.skip(UInt8(ascii: ".")) {
            guard let fraction = reader.digits(max: 6) else { return nil }
            micros = fraction.value
            for _ in fraction.count..<6 { micros *= 10 }
        }
        var offset = 0
        if let sign = reader.peek, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            _ = reader.skip(sign)
            guard let hours = reader.digits(max: 2) else { return nil }
            offset = hours.value * 3600
            if reader.skip(UInt8(ascii: ":")) { offset += (reader.digits(max: 2)?.value ?? 0) * 60 }
            if reader.skip(UInt8(ascii: ":")) { offset += reader.digits(max: 2)?.value ?? 0 }
            if sign == UInt8(ascii: "-") { offset = -offset }
        }
        let isBC = reader.skip(" BC")
        guard reader.isAtEnd, (1...12).contains(date.month) else { return nil }
        let days = Calendar.days(year: isBC ? 1 - date.year : date.year, month: date.month, day: date.day)
        let seconds = Int64(hour.value * 3600 + minute.value * 60 + second.value - offset)
        // The server's last year is 294276, but whoever sends the text may be no server of ours.
        let (whole, isBeyond) = Int64(days).multipliedReportingOverflow(by: Calendar.microsecondsPerDay)
        let rest = seconds * Calendar.microsecondsPerSecond + Int64(micros)
        let (sum, isBeyondToo) = whole.addingReportingOverflow(rest)
        guard !isBeyond, !isBeyondToo else { return nil }
        microsecondsSinceEpoch = sum
    }

    /// Writes at most 40 bytes, in UTC.
    func write(to target: UnsafeMutablePointer<UInt8>) -> Int {
        var days = microsecondsSinceEpoch / Calendar.microsecondsPerDay
        var rest = microsecondsSinceEpoch % Calendar.microsecondsPerDay
        if rest < 0 {
            days -= 1
            rest += Calendar.microsecondsPerDay
        }
        var (length, isBC) = Calendar.writeDate(days: Int(days), to: target)
        let seconds = Int(rest / Calendar.microsecondsPerSecond)
        target[length] = UInt8(ascii: "T")
        ASCII.write(padded: seconds / 3600, digits: 2, to: target + length + 1)
        target[length + 3] = UInt8(ascii: ":")
        ASCII.write(padded: seconds / 60 % 60, digits: 2, to: target + length + 4)
        target[length + 6] = UInt8(ascii: ":")
        ASCII.write(padded: seconds % 60, digits: 2, to: target + length + 7)
        target[length + 9] = UInt8(ascii: ".")
        ASCII.write(padded: Int(rest % Calendar.microsecondsPerSecond), digits: 6, to: target + length + 10)
        length += 16
        target[length] = UInt8(ascii: "Z")
        length += 1
        if isBC {
            for (offset, byte) in " BC".utf8.enumerated() { target[length + offset] = byte }
            length += 3
            isBC = false
        }
        return length
    }

    /// Whether the written form holds a space and so needs quotes inside an array.
    fileprivate var isBeforeChrist: Bool { microsecondsSinceEpoch < -719_162 * Calendar.microsecondsPerDay }
}

extension PostgresTimestamp: CustomStringConvertible {
    /// ISO 8601 in UTC with six decimals.
    public var description: String {
        String(unsafeUninitializedCapacity: 40) { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return write(to: base)
        }
    }
}

extension PostgresTimestamp: PostgresEncodable, PostgresDecodable {
    /// `timestamptz`.
    public static var postgresType: PostgresType { .timestamptz }
    /// `timestamptz[]`.
    public static var postgresArrayType: PostgresType { .timestamptzArray }

    /// Writes ISO 8601 in UTC.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        if isBeforeChrist {
            try writer.write(text: description)
        } else {
            writer.write(tokenCount: 40) { write(to: $0) }
        }
    }

    /// Reads an instant; one without an offset is taken to be in UTC.
    ///
    /// - Throws: `.decoding` also for `infinity`.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        guard let value = PostgresTimestamp(text: try cell.text("a timestamp")) else {
            throw cell.mismatch("a timestamp")
        }
        self = value
    }
}

extension Date: PostgresEncodable, PostgresDecodable {
    /// `timestamptz`.
    public static var postgresType: PostgresType { .timestamptz }
    /// `timestamptz[]`.
    public static var postgresArrayType: PostgresType { .timestamptzArray }

    /// Writes the nearest microsecond, in UTC.
    ///
    /// - Throws: `.encoding` when PostgreSQL cannot store it.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        guard let value = PostgresTimestamp(self) else {
            throw PostgresError(.encoding, "the date is not finite or beyond what PostgreSQL stores")
        }
        try value.encode(into: &writer)
    }

    /// Reads an instant.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        self = try PostgresTimestamp(postgres: cell).date
    }
}
