import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Locks")
struct LockTests {
    @Test("the price is the difference of two matches, and the run honours the lock")
    func price() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let before = try await office.fresh()
            for (student, placement) in [("S/B", "P/1"), ("S/D", "P/2"), ("S/A", "P/3"), ("S/A", "P/2")] {
                let locked = try await office.perform(
                    LockStudent(student: student, placement: placement, reason: "agreed"))
                let after = try await office.fresh()
                #expect(sum(before.objective, locked.price) == parts(after.objective), "\(student)")
                #expect(try await office.places(after)[student] == placement)
                let report = try await office.perform(ShowMatch(reference: after.ref))
                #expect(report.assignments.filter(\.locked).map(\.studentRef) == [student])
                let verified = try await office.perform(VerifyMatch(reference: after.ref))
                #expect(verified.certificate == "valid" && verified.assignmentsAgree)
                try await office.perform(UnlockStudent(student: student, reason: "tried"))
            }
            let again = try await office.fresh()
            #expect(again.inputHash == before.inputHash, "an unlocked student is as before")
        }
    }

    @Test("nobody is locked twice or unlocked twice, and every decision has a reason and an event")
    func twice() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            try await office.perform(LockStudent(student: "s/a", placement: "p/1", reason: "agreed"))
            for place in ["P/1", "P/2"] {
                try await expectRefusalLeavesAlone(office.office, .conflict, "locked to P/1 already") {
                    try await office.perform(LockStudent(student: "S/A", placement: place, reason: "again"))
                }
            }
            try await office.perform(UnlockStudent(student: "S/A", reason: "no longer"))
            try await expectRefusalLeavesAlone(office.office, .conflict, "is not locked") {
                try await office.perform(UnlockStudent(student: "S/A", reason: "again"))
            }
            for blank in ["", "  \t"] {
                try await expectRefusalLeavesAlone(office.office, .badData, "reason") {
                    try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: blank))
                }
                try await expectRefusalLeavesAlone(office.office, .badData, "reason") {
                    try await office.perform(UnlockStudent(student: "S/A", reason: blank))
                }
            }
            try await expectRefusalLeavesAlone(office.office, .notFound, "S/X") {
                try await office.perform(LockStudent(student: "S/X", placement: "P/1", reason: "r"))
            }
            try await expectRefusalLeavesAlone(office.office, .notFound, "P/X") {
                try await office.perform(LockStudent(student: "S/A", placement: "P/X", reason: "r"))
            }
            let kinds = try await office.office.asSuperuser { db in
                try db.query(
                    """
                    select kind || ' ' || reason from berth.audit_event
                    where kind in ('student_locked', 'student_unlocked') order by sequence
                    """, as: String.self)
            }
            #expect(kinds == ["student_locked agreed", "student_unlocked no longer"])
        }
    }

    @Test("of two who lock one student at once one does it")
    func atOnce() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let outcomes = await withTaskGroup(of: ServiceError.Kind?.self) { group in
                for (login, place) in [("cora", "P/1"), ("ada", "P/2"), ("rita", "P/3")] {
                    group.addTask {
                        do {
                            try await office.perform(
                                LockStudent(student: "S/A", placement: place, reason: "mine"), as: login)
                            return nil
                        } catch {
                            return (error as? ServiceError)?.kind ?? .internal
                        }
                    }
                }
                var outcomes: [ServiceError.Kind?] = []
                for await outcome in group { outcomes.append(outcome) }
                return outcomes
            }
            #expect(outcomes.count { $0 == nil } == 1, "\(outcomes)")
            #expect(outcomes.allSatisfy { [nil, .conflict, .busy].contains($0) }, "\(outcomes)")
            let run = try await office.fresh()
            #expect(
                try await office.perform(ShowMatch(reference: run.ref)).assignments.count(where: \.locked)
                    == 1)
        }
    }

    @Test("more locks than places are refused, and so is a place that is gone")
    func tooMany() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: "agreed"))
            try await expectRefusalLeavesAlone(office.office, .badData, "More students are locked to P/1") {
                try await office.perform(LockStudent(student: "S/B", placement: "P/1", reason: "agreed"))
            }
            try await office.change("update berth.placement set capacity = 0 where reference = 'P/1'")
            try await expectRefusalLeavesAlone(office.office, .badData, "More students are locked to P/1") {
                try await office.fresh()
            }
        }
    }

    @Test("what a rule refuses can be overridden; conflicts, adjustments and missing checks never")
    func overriding() async throws {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B", "S/C", "S/D"),
            places: MatchTown.places("P/1", "P/2"))
        town.students[0].limit = 30
        town.minutes = ["S/A P/1": 40]
        town.students[1].conflicts = "team_p_1"
        town.students[2].adjustments = "step_free"
        town.students[3].cleared = ""
        town.places[1].adjustments = "step_free"
        try await MatchOffice.open(town) { office in
            try await office.change("update berth.placement set starts_on = date '2022-10-05'")
            let before = try await office.fresh()
            try await expectRefusalLeavesAlone(office.office, .badData, "--override-rules") {
                try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: "near work"))
            }
            for student in ["S/B", "S/C", "S/D"] {
                for overrides in [false, true] {
                    try await expectRefusalLeavesAlone(
                        office.office, .badData, "\(student) cannot go to P/1", "cannot be overridden"
                    ) {
                        try await office.perform(
                            LockStudent(
                                student: student, placement: "P/1", reason: "please", overrideRules: overrides
                            ))
                    }
                }
            }
            let locked = try await office.perform(
                LockStudent(student: "S/A", placement: "P/1", reason: "near work", overrideRules: true))
            #expect(locked.overridden == ["over_own_limit"])
            let after = try await office.fresh()
            #expect(sum(before.objective, locked.price) == parts(after.objective))
            #expect(after.objective.problems >= 1, "a rule that is overridden counts as a problem")
            let findings = try await office.perform(CheckMatch(run: after.ref))
            let finding = findings.first { $0.studentRef == "S/A" }
            #expect(finding?.locked == true && finding?.refused == ["over_own_limit"])
        }
    }

    @Test("the partner of a locked student goes to the same place or nowhere, and why is told")
    func couple() async throws {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B", "S/C"), places: MatchTown.places("P/1", "P/2"),
            wishes: ["S/B": ["P/2"]], couples: [("S/A", "S/B")])
        town.places[0].capacity = 2
        town.places[1].capacity = 2
        try await MatchOffice.open(town) { office in
            try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: "agreed"))
            let run = try await office.fresh()
            let places = try await office.places(run)
            #expect(places["S/A"] == "P/1" && places["S/B"] == "P/1" && places["S/C"] != nil)
            #expect(try await office.perform(VerifyMatch(reference: run.ref)).assignmentsAgree)
            // With one place left there, C could have it, but the couple needs it.
            try await office.change("update berth.placement set capacity = 1 where reference = 'P/1'")
            let tight = try await office.fresh()
            #expect(try await office.places(tight)["S/B"] == nil, "there is no room for the partner")
            #expect(tight.objective.unplaced == 1)
            let unplaced = try await office.perform(ListUnplaced(run: tight.ref))
            #expect(unplaced.map(\.studentRef) == ["S/B"])
            #expect(unplaced.first?.kind != nil, "a place that is free by now is not the reason: \(unplaced)")
        }
    }

    @Test("who withdraws is in no run, lock or not")
    func withdrawn() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: "agreed"))
            try await office.perform(WithdrawStudent(reference: "S/A", reason: "left"))
            let run = try await office.fresh()
            let report = try await office.perform(ShowMatch(reference: run.ref))
            #expect(report.placed == 3 && report.unplaced.isEmpty)
            #expect(!report.assignments.contains { $0.studentRef == "S/A" })
            await expectRefusal(.notFound, "withdrawn") {
                try await office.perform(ExplainStudent(student: "S/A"))
            }
            await expectRefusal(.conflict, "withdrawn") {
                try await office.perform(LockStudent(student: "S/A", placement: "P/2", reason: "again"))
            }
            // On the day before, the student was still there.
            let past = try await office.perform(
                RunMatch(term: nil, keeping: .nothing, asOf: try day("2022-09-29")))
            #expect(try await office.places(past)["S/A"] == "P/1")
        }
    }
}
