/// Names folded so that a person is found however the name was typed.
public enum CandidateName {
    /// The text in lower case without accents, with one space for everything that is no letter or digit.
    ///
    /// Latin letters lose strokes, hooks and marks (`ł` is `l`, `ø` is `o`, `đ` and `ð` are `d`, `ı` is
    /// `i`), and `ß`, `æ`, `œ`, `þ` become `ss`, `ae`, `oe`, `th`. Letters of other scripts stay.
    public static func folded(_ text: some StringProtocol) -> String {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        var isGap = false
        for scalar in text.unicodeScalars {
            // Most letters of most names, and imports fold a hundred thousand of them.
            let plain = scalar.isASCII ? foldASCII(UInt8(truncatingIfNeeded: scalar.value)) : nil
            let letters = scalar.isASCII ? nil : foldOther(scalar)
            if plain == nil, letters == nil {
                isGap = true
                continue
            }
            if letters?.isEmpty ?? false { continue }
            if isGap, !folded.isEmpty { folded.append(UInt8(ascii: " ")) }
            isGap = false
            if let plain { folded.append(plain) }
            if let letters { folded.append(contentsOf: letters.utf8) }
        }
        return String(decoding: folded, as: UTF8.self)
    }

    /// The folded words of a name, sorted, which does not depend on which of them is the family name.
    public static func tokens(_ parts: String...) -> [String] {
        parts.flatMap { folded($0).split(separator: " ").map(String.init) }.sorted()
    }

    /// The folded words of a name, sorted and joined by spaces, to store and to compare.
    public static func nameKey(given: String, family: String) -> String {
        tokens(given, family).joined(separator: " ")
    }

    /// The folded words of a text that was searched for, sorted and joined by spaces.
    public static func nameKey(_ text: String) -> String {
        tokens(text).joined(separator: " ")
    }

    /// The letter or digit an ASCII character becomes, or nil for what separates words.
    private static func foldASCII(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
        default: nil
        }
    }

    /// The foldings of U+00C0 to U+024F, worked out once: the accented letters of nearly every name.
    private static let common: [String?] = (0xC0...0x24F as ClosedRange<UInt32>).map { value in
        Unicode.Scalar(value).flatMap(foldByName)
    }

    /// What any other scalar becomes: nothing for a combining mark, nil for what separates words.
    private static func foldOther(_ scalar: Unicode.Scalar) -> String? {
        let place = Int(scalar.value) - 0xC0
        return common.indices.contains(place) ? common[place] : foldByName(scalar)
    }

    private static func foldByName(_ scalar: Unicode.Scalar) -> String? {
        if isCombining(scalar) { return "" }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter,
            .decimalNumber:
            break
        case .nonspacingMark, .spacingMark:
            // Vowel signs of other scripts are part of the word.
            return String(scalar)
        default:
            return nil
        }
        // Lower case first: some capitals have names of their own, as AFRICAN D for the capital of D WITH TAIL.
        let lower = properties.lowercaseMapping.unicodeScalars.filter { !isCombining($0) }
        if lower.count == 1, let only = lower.first, let latin = latinLetter(named: only.properties.name) {
            return latin
        }
        return String(String.UnicodeScalarView(lower))
    }

    /// The plain letters of a Latin letter, read from the name Unicode gives it.
    ///
    /// `LATIN SMALL LETTER A WITH CIRCUMFLEX AND ACUTE` says its letter; a table of a thousand would only
    /// repeat that.
    private static func latinLetter(named name: String?) -> String? {
        guard let name, name.hasPrefix("LATIN ") else { return nil }
        let words = name.split(separator: " ")
        guard words.count >= 4 else { return nil }
        let kind = words[2]
        guard kind == "LETTER" || kind == "LIGATURE" else { return nil }
        // Some names have two words: DOTLESS I, SHARP S, LONG S.
        let letter = words[3...].prefix { $0 != "WITH" && $0 != "PRECEDED" }.joined(separator: " ")
        switch letter {
        case "SHARP S": return "ss"
        case "DOTLESS I": return "i"
        case "LONG S": return "s"
        case "ETH": return "d"
        case "THORN": return "th"
        case "ENG": return "n"
        case "SCHWA", "OPEN E": return "e"
        case "OPEN O": return "o"
        case "AE", "OE", "IJ", "LJ", "NJ", "DZ": return letter.lowercased()
        default:
            return letter.utf8.count == 1 ? letter.lowercased() : nil
        }
    }

    /// Marks that are typed after the letter they stand on.
    private static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
        default: false
        }
    }
}
