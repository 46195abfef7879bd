import Domain
import OfficeSupport
import Services
import Testing

@Suite("Options of further rounds")
struct OptionTests {
    private func exercise(
        _ reference: String, on date: String? = nil, force: Bool = false, reason: String? = nil
    ) throws -> DecideOption {
        DecideOption(
            reference: try RoundReference(reference), decision: .exercise, on: try date.map { try day($0) },
            force: force, reason: reason)
    }

    @Test("the report advises on the first option that was undecided then, else on the last")
    func nextOption() async throws {
        try await withOffice { office in
            _ = try await office.register("Thandi", "Nkosi")
            office.clock.set(try day("2022-09-20"))
            try await office.perform(
                OpenRound(
                    reference: try RoundReference("PLY-1/3"), target: 6, opensOn: try day("2023-05-01"),
                    dueOn: try day("2023-09-30"), optionDecideBy: try day("2023-03-31"), on: nil))
            #expect(try await office.show("PLY-1/1").option?.ref == "PLY-1/2")
            office.clock.set(try day("2022-10-03"))
            try await office.perform(try exercise("PLY-1/2"), as: "max")
            let next = try await office.show("PLY-1/1").option
            #expect(next?.ref == "PLY-1/3" && next?.advice == "exercise")
            #expect(
                try await office.show("PLY-1/1", asOf: "2022-10-02").option?.ref == "PLY-1/2",
                "the first was undecided the day before")
            office.clock.set(try day("2022-10-04"))
            try await office.perform(
                DecideOption(
                    reference: try RoundReference("PLY-1/3"), decision: .letLapse, on: nil, reason: nil),
                as: "max")
            let last = try await office.show("PLY-1/1").option
            #expect(last?.ref == "PLY-1/3" && last?.advice == "decided")
        }
    }

    @Test("a decision dated in time but recorded too late needs force, but for who may back-date")
    func backdated() async throws {
        for (login, force, reason, isAllowed) in [
            ("max", false, nil, false), ("max", true, nil, false),
            ("max", false, "agreed by telephone", false),
            ("max", true, "agreed by telephone", true), ("ada", false, nil, true),
        ] as [(String, Bool, String?, Bool)] {
            try await withOffice { office in
                office.clock.set(try day("2022-10-17"))
                let verb = try exercise("PLY-1/2", on: "2022-10-14", force: force, reason: reason)
                if isAllowed {
                    let round = try await office.perform(verb, as: login)
                    #expect(try round.optionExercisedOn == day("2022-10-14"))
                } else {
                    try await expectRefusalLeavesAlone(
                        office, .conflict, "by 2022-10-14", "today is 2022-10-17", "--force --reason"
                    ) {
                        try await office.perform(verb, as: login)
                    }
                }
            }
        }
    }
}
