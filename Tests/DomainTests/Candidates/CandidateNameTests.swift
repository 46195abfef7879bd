import Domain
import Testing

@Suite struct CandidateNameTests {
    @Test(arguments: [
        ("Zoë Müller-Lüdenscheidt", "zoe muller ludenscheidt"), ("Łukasz Żółć", "lukasz zolc"),
        ("Søren Ærø", "soren aero"), ("Straße", "strasse"), ("STRAẞE", "strasse"), ("Œuvre", "oeuvre"),
        ("Đặng Thị Bưởi", "dang thi buoi"), ("Þórður Eiðsson", "thordur eidsson"), ("Işıl İpek", "isil ipek"),
        ("Nguyễn Văn Ổn", "nguyen van on"), ("Siobhán O’Brien", "siobhan o brien"), ("d'Arcy", "d arcy"),
        ("Ștefan Țurcanu", "stefan turcanu"), ("Ķēniņš", "kenins"), ("Gwyn-Ŵyn ŷ", "gwyn wyn y"),
        ("Adébáyọ̀ Ọlá", "adebayo ola"), ("Ǹjèrí", "njeri"), ("Ŋ", "n"), ("Ǆ", "dz"), ("ﬁ", "ﬁ"),
        ("  Ann \t Marie  ", "ann marie"), ("", ""), ("--", ""), ("J. R. R.", "j r r"),
        ("Ivan 3rd", "ivan 3rd"),
        ("Мария Ёлкина", "мария ёлкина"), ("李 小龍", "李 小龍"), ("a\u{0}b", "a b"), ("👩🏽 Ann", "ann"),
    ])
    func folds(name: String, expected: String) {
        #expect(CandidateName.folded(name) == expected)
    }

    @Test func composedAndDecomposedFoldAlike() {
        #expect(CandidateName.folded("Zoe\u{308}") == CandidateName.folded("Zo\u{EB}"))
        #expect(CandidateName.folded("e\u{302}\u{301}") == CandidateName.folded("\u{1EBF}"))
        #expect(CandidateName.folded("I\u{307}") == CandidateName.folded("\u{130}"))
    }

    @Test func foldingTwiceChangesNothing() {
        for scalar in (0x20...0x24F).compactMap(Unicode.Scalar.init) {
            let once = CandidateName.folded(String(scalar))
            #expect(CandidateName.folded(once) == once)
        }
        for scalar in (0x1E00...0x1EFF).compactMap(Unicode.Scalar.init) {
            let folded = CandidateName.folded(String(scalar))
            let isPlain = folded.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            // The Medievalist ligatures and delta have no plain letter to fold to.
            let exceptions: Set<UInt32> = [0x1EFA, 0x1EFB, 0x1EFC, 0x1EFD, 0x1E9F]
            #expect(
                isPlain || exceptions.contains(scalar.value),
                "U+\(String(scalar.value, radix: 16)): \(folded)")
        }
    }

    @Test func everyLatin1AndExtendedALetterIsPlain() {
        for scalar in (0xC0...0x17F).compactMap(Unicode.Scalar.init) where scalar.properties.isAlphabetic {
            let folded = CandidateName.folded(String(scalar))
            let isPlain = folded.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            // U+0138 is the letter kra, which has no plain form.
            #expect((isPlain && !folded.isEmpty) || scalar.value == 0x138, "\(scalar) \(folded)")
        }
    }

    @Test func theKeyDoesNotDependOnTheOrder() {
        #expect(CandidateName.nameKey(given: "Thandiwe Grace", family: "Moyo") == "grace moyo thandiwe")
        #expect(CandidateName.nameKey(given: "Moyo", family: "Thandiwe Grace") == "grace moyo thandiwe")
        #expect(CandidateName.nameKey("Möyo, Thandiwe GRACE") == "grace moyo thandiwe")
        #expect(CandidateName.nameKey(given: "", family: "").isEmpty)
    }
}
