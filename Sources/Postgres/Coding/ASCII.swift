/// Reading and writing of numbers as ASCII bytes, without strings.
enum ASCII {
    static func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + (nibble - 10)
    }

    /// The value of a hexadecimal digit, or nil.
    static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Writes a number in decimal (at most 20 bytes) and answers how many bytes it took.
    static func write(decimal value: Int64, to target: UnsafeMutablePointer<UInt8>) -> Int {
        var rest = value.magnitude
        var digits = 1
        var limit = rest / 10
        while limit > 0 {
            digits += 1
            limit /= 10
        }
        var length = digits
        if value < 0 {
            target[0] = UInt8(ascii: "-")
            length += 1
        }
        var index = length - 1
        for _ in 0..<digits {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            target[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
            index -= 1
        }
        return length
    }

    /// Writes a non-negative number in exactly so many digits.
    static func write(padded value: Int, digits: Int, to target: UnsafeMutablePointer<UInt8>) {
        var rest = value
        var index = digits - 1
        while index >= 0 {
            target[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
            index -= 1
        }
    }

    /// Reads a whole buffer as a decimal number; nil when it is none or does not fit.
    static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard let first = bytes.first else { return nil }
        let negative = first == UInt8(ascii: "-")
        var index = negative || first == UInt8(ascii: "+") ? 1 : 0
        guard index < bytes.count else { return nil }
        var value: Int64 = 0
        while index < bytes.count {
            let digit = Int64(bytes[index]) - 48
            guard digit >= 0, digit <= 9 else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) =
                negative
                ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            if overflow || carry { return nil }
            value = sum
            index += 1
        }
        return value
    }
}

/// Walks over ASCII bytes from the front.
struct ASCIIReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }
    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skip(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Reads digits up to a limit; nil when there is none.
    mutating func digits(max limit: Int = 9) -> (value: Int, count: Int)? {
        var value = 0
        var count = 0
        while index < bytes.count, count < limit {
            let digit = Int(bytes[index]) - 48
            guard digit >= 0, digit <= 9 else { break }
            value = value * 10 + digit
            count += 1
            index += 1
        }
        return count == 0 ? nil : (value, count)
    }

    /// Whether the rest is exactly this text; if so it is consumed.
    mutating func skip(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard bytes.count - index >= length else { return false }
        for offset in 0..<length where bytes[index + offset] != text.utf8Start[offset] { return false }
        index += length
        return true
    }
}
