/// References that people read out and type, such as `PLY-C-0007-X`: prefix, kind, counter, check character.
///
/// The check character finds every single wrong character and every swap of two neighbours, which
/// ISO 7064 MOD 37,36 does not (it passes about one swap in 460 of references like these), while
/// ISO 7064 MOD 37-2 needs a `*` that a shell would expand. It is the sum of the characters weighted by
/// the powers of one element in the ring GF(4) × GF(9), which has exactly 36 elements, one for each
/// letter and digit; that element and that element less one are both invertible, which is the proof.
public enum Reference {
    /// What a reference points at: one capital letter.
    public struct Kind: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral {
        /// The letter.
        public let rawValue: String

        /// Makes a kind from its letter.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Makes a kind from its letter.
        public init(stringLiteral value: String) { self.init(rawValue: value) }

        /// A candidate.
        public static let candidate: Kind = "C"
        /// A contract.
        public static let contract: Kind = "K"
        /// A match run.
        public static let matchRun: Kind = "M"
        /// A deadline.
        public static let deadline: Kind = "D"
        /// A signed report.
        public static let signedReturn: Kind = "R"
        /// An apprentice.
        public static let apprentice: Kind = "A"
    }

    /// Builds the reference of the counter's number, padded to at least four digits.
    ///
    /// Throws ``ReferenceError`` when the prefix is not 2 to 8 letters and digits that begin with a letter,
    /// the kind not one letter, or the number below 1.
    public static func make(prefix: String, kind: Kind, number: Int) throws(ReferenceError) -> String {
        let prefix = capitals(prefix)
        let kindText = capitals(kind.rawValue)
        guard isPrefix(prefix.utf8) else { throw .badPrefix(prefix) }
        guard kindText.utf8.count == 1, kindText.utf8.allSatisfy(isLetter) else {
            throw .badKind(kindText)
        }
        guard number >= 1 else { throw .badNumber(number) }
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        let body = "\(prefix)-\(kindText)-\(padded)"
        let check = CheckCharacter.check(for: body.utf8)
        return "\(body)-\(check)"
    }

    /// The reference as it is stored (capitals, no space around it), or nil when its shape or check is wrong.
    public static func canonical(_ text: some StringProtocol) -> String? {
        guard let shaped = shaped(text), CheckCharacter.isValid(shaped.utf8) else { return nil }
        return shaped
    }

    /// The spelling by which a reference is looked up: ASCII letters in lower case, no space around it.
    ///
    /// Two references with the same key are the same one.
    public static func key(_ text: some StringProtocol) -> String {
        let bytes = text.utf8
        let isPlain = bytes.allSatisfy { $0 > 0x20 && $0 < 0x80 }
        let trimmed = isPlain ? text[...] : trimmed(text)
        return String(
            decoding: trimmed.utf8.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 + 32 : $0 },
            as: UTF8.self)
    }

    /// Whether the text is a reference of ours: right shape, in either case, and right check character.
    public static func isOurs(_ text: some StringProtocol) -> Bool {
        canonical(text) != nil
    }

    /// Whether the text has the shape of a reference but a wrong check character, so it was mistyped.
    public static func checkFails(_ text: some StringProtocol) -> Bool {
        guard let shaped = shaped(text) else { return false }
        return !CheckCharacter.isValid(shaped.utf8)
    }

    /// The text in capitals, or nil when it is not prefix, kind, digits and check character.
    private static func shaped(_ text: some StringProtocol) -> String? {
        let upper = capitals(trimmed(text).prefix(64))
        let parts = upper.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        let (prefix, kind, digits, check) = (parts[0].utf8, parts[1].utf8, parts[2].utf8, parts[3].utf8)
        guard isPrefix(prefix), kind.count == 1, kind.allSatisfy(isLetter) else { return nil }
        guard digits.count >= 4, digits.count <= 19, digits.allSatisfy(isDigit) else { return nil }
        guard check.count == 1, check.allSatisfy({ isLetter($0) || isDigit($0) }) else { return nil }
        return upper
    }

    private static func trimmed<Text: StringProtocol>(_ text: Text) -> Text.SubSequence {
        let start = text.drop(while: \.isWhitespace)
        let end = start.lastIndex(where: { !$0.isWhitespace }).map(start.index(after:)) ?? start.startIndex
        return start[..<end]
    }

    /// Capitals of ASCII letters only: `ß` must not become the `SS` of somebody else's reference.
    private static func capitals(_ text: some StringProtocol) -> String {
        String(
            decoding: text.utf8.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0 },
            as: UTF8.self)
    }

    private static func isPrefix(_ bytes: some Collection<UInt8>) -> Bool {
        guard (2...8).contains(bytes.count), let first = bytes.first, isLetter(first) else { return false }
        return bytes.allSatisfy { isLetter($0) || isDigit($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
