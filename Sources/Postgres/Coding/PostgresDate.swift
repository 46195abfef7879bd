/// A calendar day (`date`), without a time and without a time zone.
public struct PostgresDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Days since 1 January 1970; negative before.
    public let daysSinceEpoch: Int32

    /// The day so many days after 1 January 1970.
    public init(daysSinceEpoch: Int32) { self.daysSinceEpoch = daysSinceEpoch }

    /// A day of the Gregorian calendar; nil when there is no such day.
    ///
    /// - Parameter year: astronomical, so 0 is 1 BC; PostgreSQL reaches from -4713 to 5874897.
    public init?(year: Int, month: Int, day: Int) {
        guard (-4713...5_874_897).contains(year), (1...12).contains(month), day >= 1,
            day <= Calendar.daysInMonth(month, year: year),
            let days = Int32(exactly: Calendar.days(year: year, month: month, day: day))
        else { return nil }
        daysSinceEpoch = days
    }

    /// The year; 0 is 1 BC.
    public var year: Int { Calendar.date(days: Int(daysSinceEpoch)).year }
    /// The month, 1 to 12.
    public var month: Int { Calendar.date(days: Int(daysSinceEpoch)).month }
    /// The day of the month, from 1.
    public var day: Int { Calendar.date(days: Int(daysSinceEpoch)).day }

    /// ISO 8601, as PostgreSQL writes it.
    public var description: String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return write(to: base)
        }
    }

    /// Whether one day comes before another.
    public static func < (left: PostgresDate, right: PostgresDate) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    /// Writes at most 16 bytes.
    func write(to target: UnsafeMutablePointer<UInt8>) -> Int {
        var (length, isBC) = Calendar.writeDate(days: Int(daysSinceEpoch), to: target)
        if isBC {
            for (offset, byte) in " BC".utf8.enumerated() { target[length + offset] = byte }
            length += 3
        }
        return length
    }

    init?(text: UnsafeBufferPointer<UInt8>) {
        var reader = ASCIIReader(text)
        guard let date = Calendar.readDate(&reader) else { return nil }
        let isBC = reader.skip(" BC")
        guard reader.isAtEnd else { return nil }
        self.init(year: isBC ? 1 - date.year : date.year, month: date.month, day: date.day)
    }
}

extension PostgresDate: PostgresEncodable, PostgresDecodable {
    /// `date`.
    public static var postgresType: PostgresType { .date }
    /// `date[]`.
    public static var postgresArrayType: PostgresType { .dateArray }

    /// Writes ISO 8601.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        if daysSinceEpoch < -719_162 {
            // Years before 1 AD hold a space, so they need quotes inside an array.
            try writer.write(text: description)
        } else {
            writer.write(tokenCount: 16) { write(to: $0) }
        }
    }

    /// Reads ISO 8601.
    ///
    /// - Throws: `.decoding` also for `infinity`.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        guard let date = PostgresDate(text: try cell.text("a date")) else { throw cell.mismatch("a date") }
        self = date
    }
}
