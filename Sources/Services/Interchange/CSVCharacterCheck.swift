/// Checks that bytes are well-formed UTF-8, in pieces; Unicode 16, table 3-7.
struct CSVCharacterCheck: Sendable {
    /// The byte that begins an ill-formed sequence.
    struct IllFormed: Error {
        let byte: UInt8
        let likelyLatin1: Bool
    }

    /// The continuation bytes that the character begun still needs.
    private(set) var pending = 0
    private var lead: UInt8 = 0
    private var lower: UInt8 = 0x80
    private var upper: UInt8 = 0xBF

    /// Takes the first byte, 0x80 or above, of a character.
    mutating func begin(_ byte: UInt8) throws(IllFormed) {
        lead = byte
        (lower, upper) = (0x80, 0xBF)
        switch byte {
        case 0xC2...0xDF: pending = 1
        case 0xE0: (pending, lower) = (2, 0xA0)
        case 0xED: (pending, upper) = (2, 0x9F)
        case 0xE1...0xEF: pending = 2
        case 0xF0: (pending, lower) = (3, 0x90)
        case 0xF1...0xF3: pending = 3
        case 0xF4: (pending, upper) = (3, 0x8F)
        default: throw IllFormed(byte: byte, likelyLatin1: true)
        }
    }

    /// Takes a byte while `pending` is not 0.
    mutating func resume(_ byte: UInt8) throws(IllFormed) {
        guard byte >= lower, byte <= upper else {
            // A letter of the Latin-1 page is followed by plain ASCII; anything else is a damaged file.
            throw IllFormed(byte: lead, likelyLatin1: byte < 0x80)
        }
        pending -= 1
        (lower, upper) = (0x80, 0xBF)
    }

    /// Says that there are no more bytes.
    func end() throws(IllFormed) {
        if pending > 0 { throw IllFormed(byte: lead, likelyLatin1: false) }
    }
}
