import Domain
import Testing

@Suite struct DuplicateMatchTests {
    private func person(
        _ given: String, _ family: String, _ birth: String? = nil, _ email: String? = nil
    ) throws -> PersonIdentity {
        PersonIdentity(
            givenName: given, familyName: family, birthDate: try birth.map { try day($0) }, email: email)
    }

    private func match(_ one: PersonIdentity, _ other: PersonIdentity) -> DuplicateMatch {
        let forward = DuplicateMatch(one, other)
        #expect(forward == DuplicateMatch(other, one), "the order of the two must not matter")
        return forward
    }

    @Test func sameNameAndMore() throws {
        let moyo = try person("Thandiwe", "Moyo", "1990-02-28", "t.moyo@example.org")
        let same = match(moyo, try person("MOYO", "Thandiwe", "1990-02-28", nil))
        #expect(same.certainty == .certain)
        #expect(same.reasons == [.sameName, .sameBirthDate])
        let byMail = match(moyo, try person("Thandiwe", "Moyo", "1991-02-28", " T.Moyo@Example.ORG "))
        #expect(byMail.certainty == .certain)
        #expect(byMail.reasons == [.sameName, .sameEmail])
        #expect(match(moyo, try person("Thandiwe", "Moyo")).certainty == .possible)
        #expect(match(moyo, try person("Thandiwe", "Moyo", "1985-07-01")).certainty == .possible)
    }

    @Test func similarNames() throws {
        let moyo = try person("Thandiwe", "Moyo", "1990-02-28", "t.moyo@example.org")
        let typing = match(moyo, try person("Thandiwé", "Moyo", "1990-02-28"))
        #expect(typing.certainty == .certain)
        let oneLetter = match(moyo, try person("Tandiwe", "Moyo", "1990-02-28"))
        #expect(oneLetter.certainty == .likely)
        #expect(oneLetter.reasons == [.similarName, .sameBirthDate])
        #expect(match(moyo, try person("Tandiwe", "Moyo")).certainty == .possible)
        #expect(match(moyo, try person("Tandiwe", "Moyo", "1990-02-27")).certainty == .none)
        #expect(match(moyo, try person("Tandiwe", "Moyo", nil, "t.moyo@example.org")).certainty == .certain)
        // A middle name that one of them lacks.
        #expect(match(moyo, try person("Thandiwe Grace", "Moyo", "1990-02-28")).certainty == .likely)
        // Two edits, or an edit in a word of four letters.
        #expect(match(moyo, try person("Tandwe", "Moyo", "1990-02-28")).certainty == .none)
        #expect(match(moyo, try person("Thandiwe", "Mayo", "1990-02-28")).certainty == .none)
    }

    @Test(arguments: [
        ("Lindiwe", "Lindwie", true), ("Lindiwe", "Lindiwee", true), ("Lindiwe", "Lindiw", true),
        ("Lindiwe", "Kindiwe", true), ("Lindiwe", "Indiwel", false), ("Lindiwe", "Lindewi", false),
        ("Anna", "Anne", false), ("Annas", "Anna", false), ("Chipo", "Chido", true),
    ])
    func oneEdit(one: String, other: String, isSimilar: Bool) throws {
        let result = match(try person(one, "Ncube", "1990-01-01"), try person(other, "Ncube", "1990-01-01"))
        #expect(result.certainty == (isSimilar ? .likely : .none))
    }

    @Test func oneWordNames() throws {
        #expect(match(try person("", "Suharto"), try person("Suharto", "")).certainty == .possible)
        // One word against two is not compared.
        #expect(
            match(try person("", "Moyo", "1990-01-01"), try person("A", "Moyo", "1990-01-01")).certainty
                == .none)
        #expect(match(try person("", ""), try person("", "")).certainty == .none)
        #expect(
            match(try person("-", "", nil, "a@b.c"), try person("", "", nil, "A@b.c")).certainty == .likely)
    }

    @Test func nothingInCommon() throws {
        let result = match(
            try person("Ann", "Smith", "1990-01-01", "a@example.org"),
            try person("Bo", "Jones", "1990-01-01", "b@example.org"))
        #expect(result.certainty == .none)
        #expect(result.reasons.isEmpty)
        // Unknown is not equal to unknown, nor empty to empty.
        #expect(
            match(try person("Ann", "Smith", nil, ""), try person("Bo", "Jones", nil, " ")).certainty == .none
        )
        #expect(
            match(try person("Ann", "Smith", nil, "a@b.c"), try person("Bo", "Jones", nil, "a@b.c")).certainty
                == .likely)
    }

    @Test func wordsDividedOtherwise() throws {
        let result = match(
            try person("Siobhán", "O'Brien", "1990-01-01"), try person("Siobhan", "OBrien", "1990-01-01"))
        #expect(result.certainty == .certain)
        #expect(match(try person("Ana", "De Souza"), try person("Ana", "Desouza")).certainty == .possible)
    }

    @Test func certaintyIsOrdered() {
        #expect(DuplicateMatch.Certainty.allCases.sorted() == [.none, .possible, .likely, .certain])
        #expect(DuplicateMatch.Certainty.allCases.map(\.code) == ["none", "possible", "likely", "certain"])
    }
}
