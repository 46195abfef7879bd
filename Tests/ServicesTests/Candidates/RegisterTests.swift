import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Registering and finding candidates")
struct RegisterTests {
    private func person(
        _ given: String, _ family: String, born: String? = nil, email: String? = nil
    ) throws -> CandidateParticulars {
        var particulars = Office.particulars(given, family)
        particulars.dateOfBirth = try born.map { try day($0) }
        particulars.email = email
        return particulars
    }

    @Test("references are numbered in each partnership by itself, and one given elsewhere is kept")
    func references() async throws {
        try await withOffice { office in
            var made: [String] = []
            for number in 1...3 { made.append(try await office.register("Thandi", "Nkosi \(number)")) }
            #expect(made.map { $0.prefix(10) } == ["PLY-C-0001", "PLY-C-0002", "PLY-C-0003"])
            let other = try await office.register(
                "Thandi", "Nkosi", round: "WOR-1/1", of: "worcester_council", as: "wendy",
                in: "worcestershire")
            #expect(other.hasPrefix("WOR-C-0001"))
            let given = try await office.perform(
                RegisterCandidate(try person("Peter", "Adeyemi"), round: nil, reference: "AGENCY/77"))
            #expect(given.candidate.candidateRef == "AGENCY/77")
            try await expectRefusalLeavesAlone(office, .conflict, "reference exists already") {
                try await office.perform(
                    RegisterCandidate(try person("Grace", "Otieno"), round: nil, reference: "AGENCY/77"))
            }
            try await expectRefusalLeavesAlone(office, .badData, "reference") {
                try await office.perform(
                    RegisterCandidate(try person("Grace", "Otieno"), round: nil, reference: "AGENCY 77"))
            }
            let next = try await office.register("Grace", "Otieno")
            #expect(next.hasPrefix("PLY-C-0004"), "what was refused took no number")
        }
    }

    @Test("a reference of ours that is given is checked, stored in capitals, and moves the counter")
    func ownReferences() async throws {
        try await withOffice { office in
            let seven = try Reference.make(prefix: "PLY", kind: .candidate, number: 7)
            let given = try await office.perform(
                RegisterCandidate(
                    try person("Peter", "Adeyemi"), round: nil, reference: seven.lowercased()))
            #expect(given.candidate.candidateRef == seven)
            let next = try await office.register("Grace", "Otieno")
            #expect(next.hasPrefix("PLY-C-0008"))
            let mistyped = String(seven.dropLast()) + (seven.last == "A" ? "B" : "A")
            try await expectRefusalLeavesAlone(office, .badData, "check character") {
                try await office.perform(
                    RegisterCandidate(try person("Ann", "Lee"), round: nil, reference: mistyped))
            }
            try await office.perform(
                RegisterCandidate(try person("Ann", "Lee"), round: nil, reference: "AGENCY/77"))
            try await expectRefusalLeavesAlone(office, .conflict, "AGENCY/77", "capitals") {
                try await office.perform(
                    RegisterCandidate(try person("Eve", "Hall"), round: nil, reference: "agency/77"))
            }
        }
    }

    @Test("many who register at once all get numbers of their own")
    func concurrentReferences() async throws {
        try await withOffice { office in
            let references = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<12 {
                    group.addTask { try await office.register("Person \(number)", "Family \(number)") }
                }
                return try await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(Set(references).count == 12)
            #expect(Set(references.map { $0.prefix(10) }).max() == "PLY-C-0012")
        }
    }

    @Test("what is wrong about a candidate is said in a sentence, and nothing is stored")
    func refusals() async throws {
        try await withOffice { office in
            func changed(_ change: (inout CandidateParticulars) -> Void) -> CandidateParticulars {
                var particulars = Office.particulars("Thandi", "Nkosi")
                change(&particulars)
                return particulars
            }
            let tomorrow = try day("2022-10-01")
            let born = try day("2006-10-01")
            for (particulars, kind, part) in [
                (changed { $0.givenName = " " }, ServiceError.Kind.badData, "given name"),
                (changed { $0.familyName = "" }, .badData, "family name"),
                (changed { $0.pathway = "astronaut" }, .badData, "astronaut"),
                (changed { $0.role = "Social Worker" }, .badData, "role"),
                (changed { $0.nationality = "RSA" }, .badData, "RSA"),
                (changed { $0.nationality = "zaf" }, .badData, "zaf"),
                (changed { $0.countryOfResidence = "XX" }, .badData, "XX"),
                (changed { $0.countryOfTraining = "" }, .badData, "country"),
                (changed { $0.source = "friend" }, .badData, "friend"),
                (changed { $0.email = "not an address" }, .badData, "e-mail"),
                (changed { $0.email = "@example.org" }, .badData, "e-mail"),
                (changed { $0.givenName = "Than\u{202E}di" }, .badData, "not seen"),
                (changed { $0.familyName = "Nko\nsi" }, .badData, "not seen"),
                (changed { $0.dateOfBirth = tomorrow }, .badData, "birth"),
                (changed { $0.dateOfBirth = born }, .badData, "not that of an adult"),
                (changed { $0.organisation = "nowhere" }, .notFound, "nowhere"),
                (changed { $0.team = "a\u{0}b" }, .badData, "character"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) {
                    try await office.perform(RegisterCandidate(particulars, round: nil))
                }
            }
            for (round, date, kind, part) in [
                ("PLY-1/9", nil, ServiceError.Kind.notFound, "PLY-1/9"),
                ("PLY-1/1", "2022-10-01", .badData, "after today"),
                ("PLY-1/2", nil, .conflict, "has not been exercised"),
            ] as [(String, String?, ServiceError.Kind, String)] {
                try await expectRefusalLeavesAlone(office, kind, part) {
                    try await office.perform(
                        RegisterCandidate(
                            try person("Thandi", "Nkosi"), round: try RoundReference(round),
                            on: try date.map { try day($0) }))
                }
            }
        }
    }

    @Test("a certain duplicate is refused unless a reason says why not; a weaker likeness is a warning")
    func duplicates() async throws {
        try await withOffice { office in
            let first = try await office.perform(
                RegisterCandidate(
                    try person("Zoë", "Müller-Łukasz", born: "1990-05-05", email: "zoe@example.org"),
                    round: nil))
            #expect(first.possibleDuplicates == [])
            let reference = first.candidate.candidateRef
            let twice = try person("zoe", "Lukasz Muller", born: "1990-05-05", email: "ZOE@example.org")
            for reason in [nil, "", "  "] as [String?] {
                try await expectRefusalLeavesAlone(
                    office, .conflict, "registered already as \(reference)", "--allow-duplicate"
                ) {
                    try await office.perform(RegisterCandidate(twice, round: nil, duplicateReason: reason))
                }
            }
            let likely = try await office.perform(
                RegisterCandidate(try person("Anna", "Berg", email: "zoe@example.org"), round: nil))
            #expect(likely.possibleDuplicates.map(\.certainty) == ["likely"])
            #expect(likely.possibleDuplicates.map(\.candidateRef) == [reference])
            let possible = try await office.perform(
                RegisterCandidate(try person("Zoe", "Muller Lukasz"), round: nil))
            #expect(possible.possibleDuplicates.map(\.certainty) == ["possible"])
            let birthdayOnly = try await office.perform(
                RegisterCandidate(try person("Ravi", "Patel", born: "1990-05-05"), round: nil))
            #expect(birthdayOnly.possibleDuplicates == [])
            let allowed = try await office.perform(
                RegisterCandidate(twice, round: nil, duplicateReason: "a twin sister"))
            #expect(allowed.possibleDuplicates.contains { $0.certainty == "certain" })
            let audit = try await office.perform(
                ShowAudit(reference: allowed.candidate.candidateRef), as: "ada")
            #expect(audit.map(\.reason) == ["a twin sister"])
        }
    }

    @Test("somebody is found without accents, in any order of names, by e-mail and by reference")
    func search() async throws {
        try await withOffice { office in
            let zoe = try await office.perform(
                RegisterCandidate(
                    try person("Zoë Ánna", "Müller-Łukasz", email: "Zoe.M@example.org"),
                    round: try RoundReference("PLY-1/1"))
            ).candidate.candidateRef
            let peter = try await office.register("Peter", "O'Brien", round: nil)
            for text in [
                "zoe", "ZOË", "muller", "Muller Zoe", "lukasz mull", "anna", "müll lu", "zoe.m@EXAMPLE.org",
                zoe,
                zoe.lowercased(),
            ] {
                let found = try await office.perform(SearchCandidates(text: text))
                #expect(found.map(\.candidateRef) == [zoe], "\(text)")
            }
            for text in ["uller", "zoex", "%", "_oe", "zoe peter", "' or true --", "example.org"] {
                #expect(try await office.perform(SearchCandidates(text: text)) == [], "\(text)")
            }
            #expect(try await office.perform(SearchCandidates(text: "obrien")).isEmpty)
            #expect(
                try await office.perform(SearchCandidates(text: "o brien")).map(\.candidateRef) == [peter])
            #expect(try await office.perform(SearchCandidates()).count == 2)
            let inRound = try await office.perform(SearchCandidates(round: try RoundReference("PLY-1/1")))
            #expect(inRound.map(\.candidateRef) == [zoe] && inRound.first?.round == "PLY-1/1")
            await expectRefusal(.notFound, "PLY-1/9") {
                try await office.perform(SearchCandidates(round: try RoundReference("PLY-1/9")))
            }
            let mistyped = String(zoe.dropLast()) + (zoe.last == "A" ? "B" : "A")
            await expectRefusal(.notFound, "its check character does not fit", "berth candidate search") {
                try await office.perform(ShowCandidate(reference: mistyped))
            }
            await expectRefusal(.notFound, "There is no candidate PLY-X") {
                try await office.perform(ShowCandidate(reference: "PLY-X"))
            }
        }
    }

    @Test("a list shows the present round, the last milestone and how somebody left")
    func lines() async throws {
        try await withOffice { office in
            let reference = try await office.register("Thandi", "Nkosi")
            try await office.record(["sourced", "screened"], of: reference, from: "2022-03-10")
            try await office.perform(
                CorrectMilestone(
                    reference: reference, milestone: "screened", happenedOn: nil, reason: "not yet"))
            let before = try #require(try await office.perform(SearchCandidates(text: "nkosi")).first)
            #expect(before.stage == "sourced" && before.exit == nil && before.round == "PLY-1/1")
            try await office.perform(
                DecideCandidate(
                    reference: reference, decision: .rejected, reasonCode: "visa_refused", on: nil, note: nil)
            )
            #expect(try await office.perform(SearchCandidates(text: "nkosi")).first?.exit == "rejected")
            try await office.perform(ReinstateCandidate(reference: reference, on: nil, reason: "appeal"))
            #expect(try await office.perform(SearchCandidates(text: "nkosi")).first?.exit == nil)
        }
    }
}
