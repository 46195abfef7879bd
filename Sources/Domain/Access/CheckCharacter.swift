/// The arithmetic of the check character: a weighted sum in GF(4) × GF(9), over `0`–`9` and `A`–`Z`.
enum CheckCharacter {
    /// The check character that completes the letters and digits of a text; other bytes are passed over.
    static func check(for bytes: some Sequence<UInt8>) -> Character {
        let sum = weightedSum(bytes)
        // In GF(4) an element is its own negative; in GF(9) each of the two coordinates is negated mod 3.
        let negated = Element(four: sum.four, real: (3 - sum.real) % 3, imaginary: (3 - sum.imaginary) % 3)
        return Character(UnicodeScalar(symbol(negated)))
    }

    /// Whether the last letter or digit is the check character of those before it.
    static func isValid(_ bytes: some Sequence<UInt8>) -> Bool {
        var characters: [UInt8] = bytes.filter { value($0) != nil }
        guard let last = characters.popLast() else { return false }
        return check(for: characters) == Character(UnicodeScalar(last))
    }

    /// An element of GF(4) × GF(9), where GF(9) is the complex numbers modulo 3.
    private struct Element {
        var four: Int
        var real: Int
        var imaginary: Int
    }

    private static func weightedSum(_ bytes: some Sequence<UInt8>) -> Element {
        var sum = Element(four: 0, real: 0, imaginary: 0)
        for byte in bytes {
            guard let value = value(byte) else { continue }
            sum.four ^= value & 3
            sum.real = (sum.real + (value >> 2) % 3) % 3
            sum.imaginary = (sum.imaginary + (value >> 2) / 3) % 3
            // Times (ω, 1 + i): neither component is 0 or 1, so both it and it less one are invertible.
            sum.four = [0, 2, 3, 1][sum.four]
            (sum.real, sum.imaginary) = ((sum.real + 3 - sum.imaginary) % 3, (sum.real + sum.imaginary) % 3)
        }
        return sum
    }

    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    private static func symbol(_ element: Element) -> UInt8 {
        let value = UInt8(element.four + 4 * (element.real + 3 * element.imaginary))
        return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + (value - 10)
    }
}
