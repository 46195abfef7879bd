/// Writes the few kinds of JSON that an answer has.
struct JSONWriter {
    /// What has been written.
    private(set) var bytes: [UInt8] = []

    /// Begins with nothing, and room for so many bytes.
    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Text that is JSON already.
    mutating func literal(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Text that is JSON already.
    mutating func plain(_ text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

    /// A whole number.
    mutating func number(_ number: Int) {
        // Without a string: an instance has millions of numbers, most of them of a few digits.
        guard number >= 0 else { return bytes.append(contentsOf: String(number).utf8) }
        var scale = 1
        while number / scale >= 10 { scale *= 10 }
        while scale > 0 {
            bytes.append(UInt8(truncatingIfNeeded: 0x30 + number / scale % 10))
            scale /= 10
        }
    }

    /// A duration with six decimals; without a locale, and never with an exponent.
    mutating func seconds(_ seconds: Double) {
        // A million years of microseconds fit; more, and what is no number, is not a duration of ours.
        let isDuration = seconds > 0 && seconds < 3e13
        let micros = isDuration ? Int((seconds * 1_000_000).rounded()) : 0
        number(micros / 1_000_000)
        let decimals = String(1_000_000 + micros % 1_000_000)
        bytes.append(.point)
        bytes.append(contentsOf: decimals.utf8.dropFirst())
    }

    /// A string with the escapes that JSON wants.
    mutating func string(_ text: String) {
        bytes.append(.quote)
        for byte in text.utf8 {
            switch byte {
            case .quote, .backslash:
                bytes.append(.backslash)
                bytes.append(byte)
            case 0..<0x20:
                literal("\\u00")
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default:
                bytes.append(byte)
            }
        }
        bytes.append(.quote)
    }

    /// An array.
    mutating func list<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
        bytes.append(.openBracket)
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(.comma) }
            write(&self, element)
        }
        bytes.append(.closeBracket)
    }

    /// The four parts of an objective.
    mutating func objective(_ objective: Objective) {
        literal("{\"unplaced\":")
        number(objective.unplaced)
        literal(",\"problems\":")
        number(objective.problems)
        literal(",\"rank\":")
        number(objective.rank)
        literal(",\"travel\":")
        number(objective.travel)
        literal("}")
    }
}
