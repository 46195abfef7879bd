/// Full-time equivalents in whole ten-thousandths: 1 is somebody on standard hours, 0.6 three days of five.
///
/// Whole numbers, so that sums come out the same in any order and a published rate is reproduced to its last decimal.
public struct FTE: Sendable, Hashable {
    /// How many ten-thousandths.
    public let tenThousandths: Int

    /// So many ten-thousandths.
    public init(tenThousandths: Int) { self.tenThousandths = tenThousandths }

    /// Whole full-time equivalents, or whole posts where posts are counted in the same way.
    public init(whole: Int) { tenThousandths = whole * 10_000 }

    /// Reads digits with at most four decimals and nothing else, such as `0.6`, `1` or `36186.3`; no sign, and at most
    /// nine digits before the point.
    public init?(_ text: some StringProtocol) {
        var value = 0
        var (digits, decimals) = (0, -1)
        for byte in text.utf8 {
            if byte == UInt8(ascii: "."), decimals < 0, digits > 0 {
                decimals = 0
                continue
            }
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
            if decimals < 0 { digits += 1 } else { decimals += 1 }
            if digits > 9 || decimals > 4 { return nil }
        }
        if digits == 0 || decimals == 0 { return nil }
        for _ in max(0, decimals)..<4 { value *= 10 }
        tenThousandths = value
    }

    /// Nobody.
    public static let zero = FTE(tenThousandths: 0)
    /// Somebody on standard hours.
    public static let one = FTE(tenThousandths: 10_000)

    /// The sum.
    public static func + (left: FTE, right: FTE) -> FTE {
        FTE(tenThousandths: left.tenThousandths + right.tenThousandths)
    }

    /// The difference, which may be below zero.
    public static func - (left: FTE, right: FTE) -> FTE {
        FTE(tenThousandths: left.tenThousandths - right.tenThousandths)
    }

    /// The same without a sign.
    public var magnitude: FTE { FTE(tenThousandths: abs(tenThousandths)) }

    /// Adds in place.
    public static func += (left: inout FTE, right: FTE) { left = left + right }

    /// Takes away in place.
    public static func -= (left: inout FTE, right: FTE) { left = left - right }

    /// The number as a fraction; exact to four decimals.
    public var value: Double { Double(tenThousandths) / 10_000 }
}

extension FTE: Comparable {
    /// True when the left is less.
    public static func < (left: FTE, right: FTE) -> Bool { left.tenThousandths < right.tenThousandths }
}

extension FTE: CustomStringConvertible {
    /// The decimal number without zeros at its end, such as `0.6` or `1`.
    public var description: String {
        let magnitude = tenThousandths.magnitude
        let sign = tenThousandths < 0 ? "-" : ""
        if magnitude % 10_000 == 0 { return "\(sign)\(magnitude / 10_000)" }
        var decimals = String(magnitude % 10_000)
        decimals = String(repeating: "0", count: 4 - decimals.count) + decimals
        while decimals.hasSuffix("0") { decimals.removeLast() }
        return "\(sign)\(magnitude / 10_000).\(decimals)"
    }
}

extension FTE: Codable {
    /// Reads a number.
    public init(from decoder: any Decoder) throws {
        let number = try decoder.singleValueContainer().decode(Double.self)
        guard abs(number) < 1e12 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a number of posts or people"))
        }
        self.init(tenThousandths: Int((number * 10_000).rounded()))
    }

    /// Writes a number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if tenThousandths % 10_000 == 0 {
            try container.encode(tenThousandths / 10_000)
        } else {
            try container.encode(value)
        }
    }
}
