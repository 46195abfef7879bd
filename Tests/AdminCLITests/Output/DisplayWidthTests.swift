import RandomSupport
import Testing

@testable import AdminCLI

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("Fọláṣadé", 8), ("e\u{301}", 1), ("o\u{323}\u{301}", 1), ("東京", 4), ("한글", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("ｶﾅ", 2), ("ＡＢ", 4), ("😀", 2), ("👩‍👩‍👧", 2), ("🇬🇧", 2), ("❤\u{FE0F}", 2),
        ("❤", 1), ("a\u{200B}b", 2), ("Ł…–", 3), ("שלום", 4), ("สวัสดี", 4), ("\u{301}", 0), ("a\u{AD}b", 2),
    ]) func countsColumns(_ text: String, _ width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test func letsNoTextDriveTheTerminal() {
        #expect(DisplayWidth.printable("plain é") == "plain é")
        #expect(DisplayWidth.printable("a\u{1B}[31mb\u{9B}c\u{7F}") == "a\u{FFFD}[31mb\u{FFFD}c\u{FFFD}")
        #expect(DisplayWidth.printable("a\nb\r\nc\td\re\u{2028}f") == "a b c d e f")
        #expect(DisplayWidth.printable("a\n\nb") == "a  b")
        #expect(DisplayWidth.printable("x\u{202E}y\u{2066}z") == "x\u{FFFD}y\u{FFFD}z")
    }

    @Test func cutsWithAnEllipsisAndNeverThroughACharacter() {
        #expect(TextLayout.truncated("abcdef", to: 6) == "abcdef")
        #expect(TextLayout.truncated("abcdefg", to: 6) == "abcde…")
        #expect(TextLayout.truncated("東京都庁", to: 6) == "東京…")
        #expect(TextLayout.truncated("e\u{301}e\u{301}e\u{301}", to: 2) == "e\u{301}…")
    }

    @Test func breaksAtSpacesAndInsideOnlyTheLongestWords() {
        #expect(TextLayout.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(TextLayout.wrapped("a abcdefghij b", to: 4) == ["a", "abcd", "efgh", "ij b"])
        #expect(TextLayout.wrapped("", to: 4) == [""])
        #expect(TextLayout.wrapped("東京都", to: 3) == ["東", "京", "都"])
        #expect(TextLayout.wrapped("東", to: 1) == ["東"])
        #expect(TextLayout.wrapped("      ", to: 3) == [""])
    }

    @Test func wrapsAnyTextWithoutLosingALetter() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("Wrap seed \(seed)")
        var random = Seeded(seed: seed)
        let pieces = ["a", "bc", " ", " ", "é", "東", "😀", "e\u{301}"]
        for round in 0..<2_000 {
            let text = (0..<Int.random(in: 0...20, using: &random))
                .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            let width = Int.random(in: 2...9, using: &random)
            let lines = TextLayout.wrapped(text, to: width)
            #expect(
                lines.allSatisfy { DisplayWidth.of($0) <= width }, "seed \(seed), round \(round): \(lines)")
            #expect(
                lines.joined().filter { $0 != " " } == text.filter { $0 != " " },
                "seed \(seed), round \(round)")
        }
    }
}
