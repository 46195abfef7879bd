import Domain
import Testing

@Suite struct ReferenceTests {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    @Test func theShape() throws {
        let reference = try Reference.make(prefix: "PLY", kind: .candidate, number: 7)
        #expect(reference.hasPrefix("PLY-C-0007-"))
        #expect(reference.count == 12)
        #expect(try Reference.make(prefix: "ply", kind: "c", number: 7) == reference)
        #expect(
            try Reference.make(prefix: "PLY", kind: .candidate, number: 123_456).hasPrefix("PLY-C-123456-"))
        #expect(
            try Reference.make(prefix: "PLY", kind: .candidate, number: .max).hasPrefix(
                "PLY-C-9223372036854775807-"))
        #expect(try Reference.isOurs(Reference.make(prefix: "PLY", kind: .candidate, number: .max)))
    }

    /// Stored references must not change their check character with a later version.
    @Test(arguments: [("PLY", 1), ("PLY", 7), ("PLY", 12), ("WOR", 7), ("PLY", 10_000)])
    func theCheckCharacterIsThatOfTheArithmetic(prefix: String, number: Int) throws {
        let reference = try Reference.make(prefix: prefix, kind: .candidate, number: number)
        // The same sum by powers, last payload character first, in pairs of (GF(4), GF(9)).
        let values = reference.filter { $0 != "-" }.compactMap { ReferenceTests.alphabet.firstIndex(of: $0) }
        var (four, real, imaginary) = (0, 0, 0)
        var weight = (four: 1, real: 1, imaginary: 0)
        for value in values.reversed() {
            four ^= multiplyInGF4(value % 4, weight.four)
            let (a, b) = (value / 4 % 3, value / 4 / 3)
            real += a * weight.real + 2 * b * weight.imaginary
            imaginary += a * weight.imaginary + b * weight.real
            weight = (
                multiplyInGF4(weight.four, 2), (weight.real + 2 * weight.imaginary) % 3,
                (weight.real + weight.imaginary) % 3
            )
        }
        #expect((four, real % 3, imaginary % 3) == (0, 0, 0))
    }

    /// Polynomials over GF(2) modulo x² + x + 1.
    private func multiplyInGF4(_ a: Int, _ b: Int) -> Int {
        var product = (b & 1 == 1 ? a : 0) ^ (b & 2 == 2 ? a << 1 : 0)
        if product & 4 == 4 { product ^= 7 }
        return product
    }

    @Test func everyWrongCharacterAndEverySwapIsFound() throws {
        for (prefix, kind) in [("PLY", Reference.Kind.candidate), ("WORC", .deadline), ("A1", .contract)] {
            for number in Array(1...120) + [999, 1000, 9_998, 9_999, 10_000, 98_765, 123_456] {
                let right = Array(try Reference.make(prefix: prefix, kind: kind, number: number))
                #expect(Reference.isOurs(String(right)))
                for place in right.indices where right[place] != "-" {
                    for wrong in ReferenceTests.alphabet where wrong != right[place] {
                        var text = right
                        text[place] = wrong
                        #expect(!Reference.isOurs(String(text)), "\(String(text)) for \(String(right))")
                    }
                }
                let letters = right.indices.filter { right[$0] != "-" }
                for (one, next) in zip(letters, letters.dropFirst()) where right[one] != right[next] {
                    var text = right
                    text.swapAt(one, next)
                    #expect(!Reference.isOurs(String(text)), "\(String(text)) for \(String(right))")
                }
            }
        }
    }

    @Test func aMistypedReferenceIsToldFromOtherText() throws {
        let right = try Reference.make(prefix: "PLY", kind: .candidate, number: 7)
        let wrong = right.replacing("0007", with: "0008")
        #expect(Reference.checkFails(wrong) && !Reference.isOurs(wrong))
        #expect(!Reference.checkFails(right) && Reference.isOurs(right))
        #expect(Reference.canonical(" \t\(right.lowercased())\n") == right)
        for text in [
            "", "-", "---", "PLY-C-0007", "PLY-C-007-X", "PLYC0007X", "PLY-CC-0007-X", "1LY-C-0007-X",
            "P-C-0007-X",
            "PLY-C-0007-XX", "PLY-C-0007-", "PLY-C-00A7-X", "PLY-1-0007-X", "ＰＬＹ-C-0007-X",
            "PLYMOUTHS-C-0007-X",
            "PLY-C-0007-*", "CAND-17", "ß-C-0007-X", "PLY-C-00000000000000000007-X",
            String(repeating: "PLY-", count: 100_000),
        ] {
            #expect(!Reference.isOurs(text) && !Reference.checkFails(text), "\(text.prefix(40))")
        }
    }

    @Test func whatCannotBeAReferenceIsRefused() {
        for prefix in ["", "P", "PLYMOUTHS", "1AB", "PL-", "PLÝ", "P Y", "ß"] {
            #expect(throws: ReferenceError.self) {
                try Reference.make(prefix: prefix, kind: .candidate, number: 1)
            }
        }
        #expect(throws: ReferenceError.badNumber(0)) {
            try Reference.make(prefix: "PLY", kind: .candidate, number: 0)
        }
        for kind: Reference.Kind in ["", "CC", "1", "Ç"] {
            #expect(throws: ReferenceError.self) { try Reference.make(prefix: "PLY", kind: kind, number: 1) }
        }
    }
}
