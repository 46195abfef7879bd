import Domain
import Testing

@Suite("What is due of a practice placement")
struct PracticeDueTests {
    private func pathway() throws -> Pathway {
        func milestone(_ code: String, _ position: Int, needs: [String] = []) -> MilestoneDefinition {
            MilestoneDefinition(
                code: code, name: code, position: position, actor: "practice_educator", waitingOn: "",
                usualDuration: workingDays(5), prerequisites: needs)
        }
        return try Pathway(
            code: "social_work_first_placement", name: "First placement",
            milestones: [
                milestone("agreement_meeting", 1), milestone("started", 2),
                milestone("midway_report", 3, needs: ["agreement_meeting"]),
                milestone("final_report", 4, needs: ["midway_report"]), milestone("qapl_student", 5),
            ])
    }

    private func due(
        _ entries: [(String, Character)] = [], facts: [String: String] = [:], end: PracticeEndKind? = nil,
        ended: String? = nil, placed: String = "2022-09-01", asOf: String,
        interrupted: String? = nil
    ) throws -> [String: PracticeDue] {
        var terms = try PracticeFixture.terms(days: 4, ended: ended)
        if let interrupted { terms.interruptions = [.init(from: try day(interrupted))] }
        let ledger = try PracticeFixture.ledger(entries, terms, asOf: asOf)
        let all = try PracticeDue.all(
            try pathway(), terms, ledger, facts: try facts.mapValues { try day($0) }, end: end,
            placedOn: try day(placed), rules: try PracticeFixture.rules(), asOf: try day(asOf),
            calendar: try wideCalendar())
        return Dictionary(uniqueKeysWithValues: all.map { ($0.milestone, $0) })
    }

    @Test("dates come from the start, from half of the register and from the end, each with its rule")
    func dates() throws {
        let due = try due(asOf: "2022-09-02")
        #expect(Set(due.keys) == ["agreement_meeting", "midway_report", "final_report", "qapl_student"])
        // Four days from Monday 3 October: half on the 4th, the last on the 6th.
        #expect(try due["agreement_meeting"]?.dueOn == day("2022-09-26"))
        #expect(try due["midway_report"]?.dueOn == day("2022-10-11"))
        #expect(try due["final_report"]?.dueOn == day("2022-10-20"))
        #expect(try due["qapl_student"]?.dueOn == day("2022-11-03"))
        #expect(due.values.allSatisfy { $0.state == .open && $0.isWaiting })
        #expect(due["midway_report"]?.rule.key == "practice.midway_due_after_half")
        #expect(due["midway_report"]?.inputs["half_on"] == "2022-10-04")
        // An absence moves all that hangs on the days, and nothing else.
        let moved = try self.due([("2022-10-03", "a")], asOf: "2022-10-03")
        #expect(moved["agreement_meeting"]?.dueOn == due["agreement_meeting"]?.dueOn)
        #expect(try moved["midway_report"]?.dueOn == day("2022-10-12"))
        #expect(try moved["final_report"]?.dueOn == day("2022-10-21"))
    }

    @Test("nothing is due before the student was placed")
    func placedLate() throws {
        #expect(
            try due(placed: "2022-09-29", asOf: "2022-09-29")["agreement_meeting"]?.dueOn
                == day("2022-09-29"))
    }

    @Test("met in time, missed late or not at all, paused while it rests")
    func states() throws {
        let facts = ["agreement_meeting": "2022-09-26", "midway_report": "2022-10-12"]
        let later = try due(facts: facts, asOf: "2022-11-04")
        #expect(later["agreement_meeting"]?.state == .met)
        #expect(later["midway_report"]?.state == .missed && later["midway_report"]?.isWaiting == false)
        #expect(later["final_report"]?.state == .missed && later["final_report"]?.isWaiting == true)
        #expect(try due(asOf: "2022-11-03")["qapl_student"]?.state == .open)
        #expect(later["qapl_student"]?.state == .missed)
        let resting = try due(asOf: "2022-12-01", interrupted: "2022-10-04")
        #expect(resting["midway_report"]?.state == .paused && resting["qapl_student"]?.state == .paused)
        #expect(resting["agreement_meeting"]?.state == .missed, "the meeting was before")
        #expect(
            try #require(resting["final_report"]?.dueOn) > day("2022-12-14"), "and the end has moved")
    }

    @Test("an early end cancels what can no longer be, and keeps the forms on a breakdown")
    func ends() throws {
        let broken = try due(end: .brokenDown, ended: "2022-10-04", asOf: "2022-10-04")
        #expect(broken["midway_report"]?.state == .cancelled && broken["final_report"]?.state == .cancelled)
        #expect(broken["agreement_meeting"]?.state == .cancelled)
        #expect(broken["qapl_student"]?.state == .open)
        #expect(try broken["qapl_student"]?.dueOn == day("2022-11-01"), "twenty working days after the end")
        for end in [PracticeEndKind.moved, .withdrawn] {
            let gone = try due(end: end, ended: "2022-10-04", asOf: "2022-10-04")
            #expect(gone.values.allSatisfy { $0.state == .cancelled && !$0.isWaiting })
        }
        let completed = try due(end: .completed, ended: "2022-10-06", asOf: "2022-10-21")
        #expect(completed["final_report"]?.state == .missed && completed["qapl_student"]?.state == .open)
    }

    @Test("risks: concerns, what is late, days behind, absences in a row, rest")
    func risks() throws {
        let rules = try PracticeFixture.rules()
        func risks(
            _ entries: [(String, Character)], asOf: String, concerns: Int = 0, late: Bool = false,
            rests: Bool = false
        ) throws -> [PracticeRisk] {
            var terms = try PracticeFixture.terms(days: 40)
            if rests { terms.interruptions = [.init(from: try day(asOf))] }
            let ledger = try PracticeFixture.ledger(entries, terms, asOf: asOf)
            let due = try late ? Array(due(asOf: "2022-11-04").values) : []
            return PracticeRisk.all(
                openConcerns: concerns, due: due, ledger: ledger, terms: terms, rules: rules,
                asOf: try day(asOf))
        }
        let two: [(String, Character)] = [("2022-10-03", "a"), ("2022-10-04", "a")]
        #expect(try risks(two, asOf: "2022-10-04") == [])
        #expect(try risks(two + [("2022-10-05", "a")], asOf: "2022-10-05") == [.absenceStreak])
        // Five days behind is not more than five.
        #expect(try risks([], asOf: "2022-10-07") == [])
        #expect(try risks([], asOf: "2022-10-10") == [.behind])
        #expect(
            try risks([("2022-10-03", "w")], asOf: "2022-10-03", concerns: 1, late: true, rests: true)
                == [.openConcern, .missedMilestone, .interrupted])
    }

    @Test("a rule that is missing is named", arguments: PracticeFixture.codes.keys.sorted())
    func missingRule(key: String) throws {
        let book = try PracticeFixture.book(without: key)
        #expect(throws: RuleError.unknownKey(RuleKey(rawValue: key))) {
            _ = try PracticeRules(book, on: try day("2022-06-01"))
        }
        #expect(try PracticeFixture.rules().rows.contains { $0.key.rawValue == key })
    }
}
