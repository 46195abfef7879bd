import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Rounds")
struct RoundTests {
    private func open(
        _ reference: String, target: Int = 5, _ opens: String = "2024-01-01", _ due: String = "2024-06-30",
        countsAt: String = "started", decideBy: String? = nil, on date: String? = nil
    ) throws -> OpenRound {
        OpenRound(
            reference: try RoundReference(reference), target: target, opensOn: try day(opens),
            dueOn: try day(due), countsAt: countsAt, optionDecideBy: try decideBy.map { try day($0) },
            on: try date.map { try day($0) })
    }

    private func retarget(
        _ reference: String, _ target: Int? = nil, due: String? = nil, on date: String? = nil,
        reason: String = "fewer posts"
    ) throws -> RetargetRound {
        RetargetRound(
            reference: try RoundReference(reference), target: target, dueOn: try due.map { try day($0) },
            reason: reason, on: try date.map { try day($0) })
    }

    private func close(_ reference: String, on date: String? = nil, reason: String = "done") throws
        -> CloseRound
    {
        CloseRound(reference: try RoundReference(reference), on: try date.map { try day($0) }, reason: reason)
    }

    private func decide(
        _ reference: String, _ decision: DecideOption.Decision = .exercise, on date: String? = nil,
        force: Bool = false, reason: String? = nil
    ) throws -> DecideOption {
        DecideOption(
            reference: try RoundReference(reference), decision: decision, on: try date.map { try day($0) },
            force: force, reason: reason)
    }

    @Test("a reference is CONTRACT/NO and nothing else")
    func references() throws {
        let good = try RoundReference("PLY-OSW-2022/1")
        #expect(good.contract == "PLY-OSW-2022" && good.number == 1 && "\(good)" == "PLY-OSW-2022/1")
        for text in [
            "", "PLY-1", "/1", "PLY-1/", "PLY-1/0", "PLY-1/-1", "PLY-1/x", "PLY-1/1.5", "PLY-1/32768",
            "PLY-1/99999999999999999999",
        ] {
            #expect(throws: ServiceError.self, "\(text)") { try RoundReference(text) }
        }
    }

    @Test("a round that cannot be is refused with a sentence, and nothing is stored")
    func badRounds() async throws {
        try await withOffice { office in
            try await office.perform(
                OpenBid(
                    reference: "PLY-9", organisationCode: "plymouth_council", title: "New", supplier: nil,
                    openedOn: nil))
            for (verb, kind, part) in [
                (try open("PLY-1/3", target: 0), ServiceError.Kind.badData, "at least one, not 0"),
                (try open("PLY-1/3", target: -12), .badData, "at least one"),
                (try open("PLY-1/3", target: 3_000_000_000), .badData, "too large"),
                (try open("PLY-1/3", "2024-07-01", "2024-06-30"), .badData, "before it opens on 2024-07-01"),
                (try open("PLY-1/1"), .conflict, "of this number already"),
                (try open("PLY-1/3", "2022-10-31", "2022-10-31"), .conflict, "overlaps"),
                (try open("PLY-1/3", "2023-01-01", "2023-01-02"), .conflict, "overlaps"),
                (try open("PLY-1/3", "2021-01-01", "2024-01-01"), .conflict, "overlaps"),
                (try open("PLY-1/3", countsAt: "landed"), .badData, "milestone to count at"),
                (try open("PLY-1/3", on: "2022-10-01"), .badData, "after today"),
                (try open("NONE/1"), .notFound, "There is no contract NONE"),
                (try open("WOR-1/2"), .notFound, "WOR-1"),
                (try open("PLY-9/1"), .conflict, "has not been awarded"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
            #expect(try await office.perform(try open("PLY-1/3")).roundNo == 3)
            // The day after the due date is free, and so are the dates of another contract.
            try await office.perform(try open("TAV-1/2", "2022-11-01", "2023-01-01"))
        }
    }

    @Test("an option needs a round before it, which is no option itself")
    func optionFirst() async throws {
        try await withOffice { office in
            try await office.perform(
                OpenBid(
                    reference: "PLY-9", organisationCode: "plymouth_council", title: "New", supplier: nil,
                    openedOn: nil))
            try await office.perform(
                AwardContract(
                    reference: "PLY-9", supplier: "Agency", awardedOn: nil, startsOn: try day("2024-01-01"),
                    endsOn: try day("2025-01-01"), feePerStarterPence: nil, rebateDays: nil))
            for reference in ["PLY-9/1", "PLY-9/2"] {
                try await expectRefusalLeavesAlone(office, .badData, "open the first round, then its option")
                {
                    try await office.perform(try open(reference, decideBy: "2024-03-01"))
                }
            }
            try await office.perform(try open("PLY-9/2"))
            try await expectRefusalLeavesAlone(office, .badData, "no round before it") {
                try await office.perform(
                    try open("PLY-9/1", "2025-01-01", "2025-02-01", decideBy: "2024-03-01"))
            }
            try await office.perform(try open("PLY-9/3", "2025-01-01", "2025-02-01", decideBy: "2024-03-01"))
        }
    }

    @Test("a new target needs a reason, a change and a round that still runs")
    func retargets() async throws {
        try await withOffice { office in
            for (verb, kind, part) in [
                (try retarget("PLY-1/1", 0), ServiceError.Kind.badData, "at least one"),
                (try retarget("PLY-1/1"), .badData, "has that target and due date already"),
                (try retarget("PLY-1/1", 12, due: "2022-10-31"), .badData, "already"),
                (try retarget("PLY-1/1", due: "2022-02-28"), .badData, "before it opens"),
                (try retarget("PLY-1/1", due: "2022-11-01"), .conflict, "overlaps"),
                (try retarget("PLY-1/1", 10, on: "2022-10-01"), .badData, "after today"),
                (try retarget("PLY-1/1", 10, on: "2022-02-13"), .badData, "dated 2022-02-14"),
                (try retarget("PLY-1/1", 10, reason: " \n"), .badData, "needs a reason"),
                (try retarget("PLY-1/7", 10), .notFound, "PLY-1/7"),
                (try retarget("WOR-1/1", 10), .notFound, "WOR-1/1"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
            let changed = try await office.perform(try retarget("PLY-1/1", 10, due: "2022-10-30"))
            #expect(changed.target == 10)
            #expect(try changed.dueOn == day("2022-10-30"))
            #expect(try await office.show("PLY-1/1").counts.target == 10)
        }
    }

    @Test("a closed round takes nothing more")
    func closed() async throws {
        try await withOffice { office in
            let candidate = try await office.register("Thandi", "Nkosi", round: nil)
            for (verb, kind, part) in [
                (try close("PLY-1/1", on: "2022-10-01"), ServiceError.Kind.badData, "after today"),
                (try close("PLY-1/1", on: "2022-02-28"), .badData, "before it opens"),
                (try close("PLY-1/1", reason: ""), .badData, "needs a reason"),
                (try close("PLY-1/9"), .notFound, "PLY-1/9"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
            let closed = try await office.perform(try close("PLY-1/1"))
            #expect(try closed.closedOn == day("2022-09-30"))
            let refused: [any Verb] = [
                try close("PLY-1/1"), try retarget("PLY-1/1", 5),
                RegisterCandidate(
                    Office.particulars("Peter", "Adeyemi"), round: try RoundReference("PLY-1/1")),
                MoveCandidate(
                    reference: candidate, to: try RoundReference("PLY-1/1"), on: nil, reason: "late"),
            ]
            let cora = try await office.signIn("cora")
            for verb in refused {
                try await expectRefusalLeavesAlone(
                    office, .conflict, "was closed on 2022-09-30", "too late to"
                ) {
                    _ = try await office.workspace.perform(verb, as: cora)
                }
            }
            #expect(try await office.perform(ListRounds()).map(\.state) == ["closed", "option", "open"])
        }
    }

    @Test("an option is exercised up to the last day, after it only by force and with a reason")
    func options() async throws {
        for (today, force, reason, isAllowed) in [
            ("2022-10-14", false, nil, true), ("2022-10-15", false, nil, false),
            ("2022-10-15", true, nil, false), ("2022-10-15", true, " ", false),
            ("2022-10-15", false, "agreed", false), ("2022-10-15", true, "agreed", true),
        ] as [(String, Bool, String?, Bool)] {
            try await withOffice { office in
                office.clock.set(try day(today))
                let verb = try decide("PLY-1/2", force: force, reason: reason)
                if isAllowed {
                    let round = try await office.perform(verb, as: "max")
                    #expect(try round.optionExercisedOn == day(today))
                    try await expectRefusalLeavesAlone(office, .conflict, "was exercised on \(today) already")
                    {
                        try await office.perform(verb, as: "max")
                    }
                } else {
                    try await expectRefusalLeavesAlone(office, .conflict, "by 2022-10-14", "--force --reason")
                    {
                        try await office.perform(verb, as: "max")
                    }
                }
            }
        }
    }

    @Test("what is no option is not decided, and an option let lapse stays so and frees its dates")
    func lapse() async throws {
        try await withOffice { office in
            try await expectRefusalLeavesAlone(office, .badData, "is not an option") {
                try await office.perform(try decide("PLY-1/1"), as: "max")
            }
            try await expectRefusalLeavesAlone(office, .conflict, "has not been exercised") {
                _ = try await office.register("Peter", "Adeyemi", round: "PLY-1/2")
            }
            try await expectRefusalLeavesAlone(office, .badData, "dated 2022-02-14") {
                try await office.perform(try decide("PLY-1/2", on: "2022-02-01"), as: "max")
            }
            try await office.perform(try decide("PLY-1/2", .letLapse), as: "max")
            try await expectRefusalLeavesAlone(office, .conflict, "was let lapse on 2022-09-30") {
                try await office.perform(try decide("PLY-1/2"), as: "max")
            }
            try await expectRefusalLeavesAlone(office, .conflict, "was let lapse") {
                _ = try await office.register("Peter", "Adeyemi", round: "PLY-1/2")
            }
            try await office.perform(try open("PLY-1/3", "2022-11-01", "2023-04-30"))
        }
    }

    @Test("of two who decide an option at once one does, and the other is told")
    func race() async throws {
        try await withOffice { office in
            let max = try await office.signIn("max")
            let verbs = [try decide("PLY-1/2"), try decide("PLY-1/2", .letLapse)]
            let answers = await withTaskGroup(of: ServiceError.Kind?.self) { group in
                for verb in verbs {
                    group.addTask {
                        do throws(ServiceError) {
                            _ = try await office.workspace.perform(verb, as: max)
                            return nil
                        } catch {
                            return error.kind
                        }
                    }
                }
                return await group.reduce(into: [ServiceError.Kind?]()) { $0.append($1) }
            }
            #expect(answers.filter { $0 == nil }.count == 1 && answers.filter { $0 == .conflict }.count == 1)
            let events = try await office.asSuperuser { db in
                try db.one("select count(*) from berth.round_event where kind like 'option%'", as: Int.self)
            }
            #expect(events == 1)
        }
    }
}
