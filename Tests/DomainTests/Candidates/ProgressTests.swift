import Domain
import Testing

@Suite struct ProgressTests {
    private func progress(
        asOf: String, registered: String = "2022-08-01", _ happened: [String: String] = [:],
        exit: CandidateExit? = nil
    ) throws -> Progress {
        let pathway = try branchingPathway()
        return try pathway.progress(
            of: pathway.state(registered: registered, happened, exit: exit),
            countsAt: pathway.requireIndex(of: "started"), asOf: day(asOf), calendar: wideCalendar())
    }

    private func expected(_ progress: Progress) -> [String: String] {
        var dates: [String: String] = [:]
        for (milestone, date) in zip(progress.pathway.milestones, progress.expectedOn) {
            dates[milestone.code] = date?.description
        }
        return dates
    }

    private func beyond(_ progress: Progress, _ code: String) throws -> Int32 {
        progress.daysBeyondUsual[try progress.pathway.requireIndex(of: code)]
    }

    @Test func aBeginner() throws {
        let progress = try progress(asOf: "2022-08-01")
        // 15 August and 20 working days is 13 September, because 29 August is a holiday.
        #expect(
            expected(progress) == [
                "offer": "2022-08-15", "registered": "2022-09-13", "housing": "2022-09-12",
                "started": "2022-09-20",
                "background": "2022-08-06", "induction": "2022-10-20",
            ])
        #expect(progress.stage == nil)
        #expect(progress.stageSince == nil)
        #expect(progress.waitingOn == ["offer"])
        #expect(progress.nextMilestoneCode == "offer")
        #expect(progress.nextActor == .council)
        #expect(progress.criticalPathCodes == ["offer", "registered", "started"])
        #expect(!progress.isComplete)
        #expect(progress.countedOn == nil)
    }

    @Test func theHolidayOfTheStateFuneralMovesTheDate() throws {
        // Offer on 30 August: 20 working days end on 28 September, a day later than without 19 September.
        let progress = try progress(asOf: "2022-08-31", ["offer": "2022-08-30"])
        #expect(expected(progress)["registered"] == "2022-09-28")
        #expect(expected(progress)["started"] == "2022-10-05")
    }

    @Test func whatIsOpenIsNeverExpectedBeforeTomorrow() throws {
        let progress = try progress(asOf: "2022-09-30")
        #expect(expected(progress)["offer"] == "2022-10-01")
        #expect(expected(progress)["background"] == "2022-10-01")
        #expect(expected(progress)["housing"] == "2022-10-29")
        #expect(try beyond(progress, "offer") == 46)
        // Not ready, so not late by itself.
        #expect(try beyond(progress, "registered") == 0)
        #expect(try beyond(progress, "background") == 55)
    }

    @Test func theBranchThatIsLatestIsCritical() throws {
        let early = try progress(asOf: "2022-09-01", ["offer": "2022-08-12", "registered": "2022-08-31"])
        #expect(early.criticalPathCodes == ["offer", "housing", "started"])
        #expect(early.stageCode == "registered")
        #expect(early.stageSince?.description == "2022-08-31")
        #expect(early.nextActor == .candidate)
        #expect(early.waitingOnName == "The candidate")
        #expect(early.waitingOn == ["housing"])
    }

    @Test func equalDatesGoToTheLaterPosition() throws {
        // Both on 13 September: housing stands after registered.
        let tied = try progress(
            asOf: "2022-09-13",
            ["offer": "2022-08-15", "registered": "2022-09-13", "housing": "2022-09-13"])
        #expect(tied.criticalPathCodes == ["offer", "housing", "started"])
        #expect(tied.stageCode == "housing")
    }

    @Test func factsAfterTheDateAreNotKnown() throws {
        let before = try progress(asOf: "2022-08-09", ["offer": "2022-08-10", "housing": "2022-12-01"])
        #expect(before.stage == nil)
        #expect(expected(before)["offer"] == "2022-08-15")
        let on = try progress(asOf: "2022-08-10", ["offer": "2022-08-10"])
        #expect(on.stageCode == "offer")
        #expect(on.waitingOn == ["registered", "housing"])
    }

    @Test func latenessOfWhatHappened() throws {
        let progress = try progress(
            asOf: "2022-10-20",
            [
                "offer": "2022-08-10", "registered": "2022-09-15", "housing": "2022-10-01",
                "started": "2022-10-18",
            ])
        #expect(try beyond(progress, "offer") == 0)
        // Usual: 10 August and 20 working days over 29 August is 8 September.
        #expect(try beyond(progress, "registered") == 7)
        #expect(try beyond(progress, "housing") == 24)
        #expect(try beyond(progress, "started") == 10)
        #expect(progress.countedOn?.description == "2022-10-18")
        #expect(progress.criticalPathCodes == ["offer", "housing", "started"])
    }

    @Test func afterTheCountingMilestoneEverythingElseIsAsked() throws {
        let progress = try progress(
            asOf: "2022-10-20",
            [
                "offer": "2022-08-10", "registered": "2022-09-15", "housing": "2022-10-01",
                "started": "2022-10-18",
            ])
        #expect(progress.waitingOn == ["background"])
        #expect(progress.nextMilestoneCode == "background")
        #expect(progress.nextActor == .dbs)
        // A month after the background check, which is expected tomorrow and so later than the start.
        #expect(expected(progress)["induction"] == "2022-11-21")
    }

    @Test func everythingDone() throws {
        let progress = try progress(
            asOf: "2022-12-01",
            [
                "offer": "2022-08-10", "registered": "2022-09-15", "housing": "2022-10-01",
                "started": "2022-10-18",
                "background": "2022-08-05", "induction": "2022-11-20",
            ])
        #expect(progress.isComplete)
        #expect(progress.nextMilestone == nil)
        #expect(progress.ready.isEmpty)
        #expect(progress.stageCode == "induction")
    }

    @Test func aJumpedOverPrerequisiteDelaysNothingAfterIt() throws {
        // Registered by override while the offer is open.
        let progress = try progress(
            asOf: "2022-09-05", ["registered": "2022-09-01", "housing": "2022-08-20"])
        #expect(expected(progress)["offer"] == "2022-09-06")
        #expect(expected(progress)["started"] == "2022-09-08")
        // The open offer is later than registered, but it holds nothing up.
        #expect(progress.criticalPathCodes == ["registered", "started"])
        #expect(progress.nextMilestoneCode == "started")
        // It is still asked for.
        #expect(progress.waitingOn == ["offer", "started"])
        // With no prerequisite that happened, the step began on the registration for the round.
        #expect(try beyond(progress, "registered") == 2)
    }

    @Test func anExitEndsTheWaiting() throws {
        let exit = CandidateExit(kind: .withdrawn, on: try day("2022-08-20"), reasonCode: "family")
        let before = try progress(asOf: "2022-08-19", ["offer": "2022-08-10"], exit: exit)
        #expect(before.waitingOn == ["registered", "housing"])
        let after = try progress(asOf: "2022-08-20", ["offer": "2022-08-10"], exit: exit)
        #expect(after.waitingOn.isEmpty)
        #expect(after.nextMilestone == nil)
        #expect(after.nextActor == nil)
        #expect(expected(after) == ["offer": "2022-08-10"])
        #expect(after.stageCode == "offer")
    }

    @Test func leapDaysAndMonthEnds() throws {
        let pathway = try Pathway(
            code: "m", name: "M",
            milestones: [milestone("a", 1, months(1)), milestone("b", 2, months(1), needs: ["a"])])
        let result = try pathway.progress(
            of: pathway.state(registered: "2024-01-31"), countsAt: 1, asOf: day("2024-01-31"),
            calendar: wideCalendar())
        #expect(result.expectedOn.map { $0?.description } == ["2024-02-29", "2024-03-29"])
        let ordinary = try pathway.progress(
            of: pathway.state(registered: "2023-01-31"), countsAt: 1, asOf: day("2023-01-31"),
            calendar: wideCalendar())
        #expect(ordinary.expectedOn.map { $0?.description } == ["2023-02-28", "2023-03-28"])
    }

    @Test func theHorizonStopsOnlyWhatTheRoundDependsOn() throws {
        let pathway = try Pathway(
            code: "h", name: "H",
            milestones: [
                milestone("a", 1, days(5)), milestone("b", 2, workingDays(30), needs: ["a"]),
                milestone("c", 3, days(1), needs: ["b"]),
            ])
        let state = try pathway.state(registered: "2022-12-01")
        let calendar = try calendarOf2022()
        #expect(throws: CalendarHorizonError.self) {
            try pathway.progress(of: state, countsAt: 1, asOf: day("2022-12-02"), calendar: calendar)
        }
        let progress = try pathway.progress(
            of: state, countsAt: 0, asOf: day("2022-12-02"), calendar: calendar)
        #expect(progress.expectedOn.map { $0?.description } == ["2022-12-06", nil, nil])
        let done = try pathway.state(registered: "2022-12-01", ["a": "2022-12-02"])
        let after = try pathway.progress(of: done, countsAt: 0, asOf: day("2022-12-02"), calendar: calendar)
        #expect(after.waitingOn == ["b"])
    }

    @Test func factsMayBeShorterThanThePathway() throws {
        let pathway = try branchingPathway()
        let state = CandidateState(registeredOn: try day("2022-08-01"), facts: MilestoneFacts(count: 0))
        let result = try pathway.progress(
            of: state, countsAt: 3, asOf: day("2022-08-01"), calendar: wideCalendar())
        #expect(result.waitingOn == ["offer"])
        var facts = MilestoneFacts(count: 1)
        facts[-1] = try day("2022-08-01")
        facts[3] = try day("2022-08-01")
        #expect(facts.dates.count == 4)
        #expect(facts[-1] == nil && facts[9] == nil && facts[3] != nil)
    }
}
