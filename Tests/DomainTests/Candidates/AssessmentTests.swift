import Domain
import Testing

/// One round due on 31 October 2022, looked at on various mornings.
@Suite struct AssessmentTests {
    private func assess(
        asOf: String, due: String = "2022-10-31", registered: String = "2022-08-01",
        _ happened: [String: String] = [:], exit: CandidateExit? = nil, slack: Int = 10
    ) throws -> Assessment {
        let pathway = try branchingPathway()
        return try pathway.assess(
            pathway.state(registered: registered, happened, exit: exit),
            countsAt: pathway.requireIndex(of: "started"), dueOn: day(due), asOf: day(asOf),
            calendar: wideCalendar(), slackWorkingDays: slack)
    }

    @Test func onCourse() throws {
        let result = try assess(asOf: "2022-08-16", ["offer": "2022-08-15"])
        #expect(result.outlook == .onCourse)
        #expect(result.expectedOn?.description == "2022-09-20")
        // 21 September to 31 October.
        #expect(result.slackWorkingDays == 29)
        #expect(result.daysLate == 0)
        #expect(result.blamed == nil)
        #expect(
            result.becauseSentence
                == "'Started' is expected on 20 September 2022, 29 working days before the due date of 31 October 2022."
        )
    }

    @Test func tenWorkingDaysOfSlackAreEnoughAndNineAreNot() throws {
        let facts = ["offer": "2022-08-10", "registered": "2022-09-05", "housing": "2022-09-05"]
        // Started is expected on 17 October, after which there are ten working days to the 31st.
        let enough = try assess(asOf: "2022-10-10", facts.merging(["housing": "2022-10-10"]) { $1 })
        #expect(enough.expectedOn?.description == "2022-10-17")
        #expect(enough.slackWorkingDays == 10)
        #expect(enough.outlook == .onCourse)
        let short = try assess(asOf: "2022-10-11", facts.merging(["housing": "2022-10-11"]) { $1 })
        #expect(short.slackWorkingDays == 9)
        #expect(short.outlook == .atRisk)
        // Housing took 62 days where 28 are usual.
        #expect(short.blamedCode == "housing")
        #expect(short.blamedDaysBeyondUsual == 34)
        #expect(short.becauseSentence.contains("'Housing' took 34 days longer than usual."))
        let lenient = try assess(
            asOf: "2022-10-11", facts.merging(["housing": "2022-10-11"]) { $1 }, slack: 9)
        #expect(lenient.outlook == .onCourse)
    }

    @Test func anOpenStepThatIsLateIsARiskDespiteSlack() throws {
        // Housing was due on 7 September.
        let facts = ["offer": "2022-08-10", "registered": "2022-08-31"]
        let dayBefore = try assess(asOf: "2022-09-07", facts)
        #expect(dayBefore.outlook == .onCourse)
        let result = try assess(asOf: "2022-09-08", facts)
        #expect(result.outlook == .atRisk)
        #expect(result.expectedOn?.description == "2022-09-16")
        #expect(result.slackWorkingDays == 30)
        #expect(result.blamedCode == "housing")
        #expect(result.blamedDaysBeyondUsual == 1)
        #expect(
            result.becauseSentence.hasSuffix(
                "'Housing' has taken 1 day longer than usual, waiting on The candidate."))
    }

    @Test func aLateStepOffTheCriticalPathIsNoRisk() throws {
        // Registered is open and late by days, but housing is later still.
        let result = try assess(
            asOf: "2022-08-16", registered: "2022-06-01", ["registered": "2022-08-15", "offer": "2022-06-10"])
        #expect(result.progress.criticalPathCodes == ["offer", "housing", "started"])
        #expect(result.outlook == .atRisk)  // housing itself is late here
        let fine = try assess(asOf: "2022-08-16", ["registered": "2022-08-15", "offer": "2022-08-02"])
        #expect(fine.outlook == .onCourse)
    }

    @Test func expectedOnTheDueDateIsInTimeAndADayLaterIsNot() throws {
        let facts = ["offer": "2022-08-10", "registered": "2022-09-05", "housing": "2022-10-24"]
        let onTheDay = try assess(asOf: "2022-10-24", facts)
        #expect(onTheDay.expectedOn?.description == "2022-10-31")
        #expect(onTheDay.outlook == .atRisk)
        #expect(onTheDay.slackWorkingDays == 0)
        let late = try assess(asOf: "2022-10-31", facts)
        #expect(late.outlook == .willMiss)
        #expect(late.daysLate == 1)
        #expect(late.slackWorkingDays == nil)
        #expect(late.blamedCode == "housing")
        #expect(late.becauseSentence.contains("1 day after the due date"))
    }

    @Test func whereNothingTookTooLongTheLongestStepLeftIsToBlame() throws {
        // Offered on the first possible day of a late registration for the round.
        let result = try assess(asOf: "2022-10-03", registered: "2022-10-01", ["offer": "2022-10-03"])
        #expect(result.outlook == .willMiss)
        // Registered 31 October and housing 31 October tie; the path goes through the later position.
        #expect(result.progress.criticalPathCodes == ["offer", "housing", "started"])
        #expect(result.blamedCode == "housing")
        #expect(result.blamedDaysBeyondUsual == 0)
        #expect(
            result.becauseSentence.contains("The longest step left is 'Housing', usually 28 calendar days"))
    }

    @Test func equalBlameGoesToTheEarlierPosition() throws {
        let pathway = try Pathway(
            code: "t", name: "T",
            milestones: [
                milestone("a", 1, days(5)), milestone("b", 2, days(5), needs: ["a"]),
                milestone("c", 3, days(5), needs: ["b"]),
            ])
        let state = try pathway.state(registered: "2022-09-01", ["a": "2022-09-09", "b": "2022-09-17"])
        let result = try pathway.assess(
            state, countsAt: 2, dueOn: day("2022-09-20"), asOf: day("2022-09-17"), calendar: wideCalendar(),
            slackWorkingDays: 10)
        #expect(result.progress.daysBeyondUsual == [3, 3, 0])
        #expect(result.blamedCode == "a")
        let fresh = try pathway.assess(
            pathway.state(registered: "2022-09-01"), countsAt: 2, dueOn: day("2022-09-10"),
            asOf: day("2022-09-01"),
            calendar: wideCalendar(), slackWorkingDays: 10)
        #expect(fresh.blamedCode == "a")
        #expect(fresh.daysLate == 6)
    }

    @Test func achievedOnAndAfterTheDueDate() throws {
        let facts = ["offer": "2022-08-10", "registered": "2022-09-05", "housing": "2022-10-24"]
        let inTime = try assess(asOf: "2022-12-01", facts.merging(["started": "2022-10-31"]) { $1 })
        #expect(inTime.outlook == .achieved)
        #expect(inTime.daysLate == 0)
        #expect(inTime.blamed == nil)
        #expect(inTime.expectedOn?.description == "2022-10-31")
        #expect(inTime.becauseSentence.contains("happened on 31 October 2022"))
        let late = try assess(asOf: "2022-12-01", facts.merging(["started": "2022-11-03"]) { $1 })
        #expect(late.outlook == .willMiss)
        #expect(late.daysLate == 3)
        #expect(late.blamedCode == "housing")
        #expect(late.expectedOn?.description == "2022-11-03")
        // Not yet known the day before.
        let before = try assess(asOf: "2022-11-02", facts.merging(["started": "2022-11-03"]) { $1 })
        #expect(before.outlook == .willMiss)
        #expect(before.progress.countedOn == nil)
    }

    @Test func lateAlthoughEveryStepTookItsTime() throws {
        let result = try assess(
            asOf: "2022-12-20", registered: "2022-10-20",
            [
                "offer": "2022-10-21", "registered": "2022-11-01", "housing": "2022-11-10",
                "started": "2022-11-12",
            ])
        #expect(result.outlook == .willMiss)
        #expect(result.blamed == nil)
        #expect(result.becauseSentence.hasSuffix("No step took longer than usual."))
    }

    @Test func lostFromTheDayOfTheExitUnlessAlreadyThere() throws {
        let exit = CandidateExit(kind: .withdrawn, on: try day("2022-09-19"), reasonCode: "took_another_job")
        let before = try assess(asOf: "2022-09-18", ["offer": "2022-08-10"], exit: exit)
        #expect(before.outlook != .lost)
        let after = try assess(asOf: "2022-09-19", ["offer": "2022-08-10"], exit: exit)
        #expect(after.outlook == .lost)
        #expect(after.expectedOn == nil)
        #expect(after.blamed == nil)
        #expect(after.daysLate == 0)
        #expect(after.becauseSentence == "Withdrew on 19 September 2022: took another job.")
        let rejected = CandidateExit(kind: .rejected, on: try day("2022-09-19"), reasonCode: "references")
        #expect(
            try assess(asOf: "2022-10-01", exit: rejected).becauseSentence
                == "Was rejected on 19 September 2022: references.")
        // A leaver after the start stays achieved.
        let leaver = try assess(asOf: "2022-10-01", ["started": "2022-09-01"], exit: exit)
        #expect(leaver.outlook == .achieved)
    }

    @Test func aPassedDueDateIsMissedByWhoeverIsNotThere() throws {
        let result = try assess(asOf: "2022-11-15", ["offer": "2022-08-10"])
        #expect(result.outlook == .willMiss)
        // Housing and registered tomorrow, then a week.
        #expect(result.expectedOn?.description == "2022-11-23")
        #expect(result.daysLate == 23)
    }

    @Test func aSecondAssessmentWithTheSameAssessorIsTheSame() throws {
        let pathway = try branchingPathway()
        let assessor = PathwayAssessor(
            pathway: pathway, countsAt: 3, dueOn: try day("2022-10-31"), asOf: try day("2022-09-30"),
            calendar: try wideCalendar(), slackWorkingDays: 10)
        let one = try pathway.state(registered: "2022-08-01", ["offer": "2022-08-10"])
        let other = try pathway.state(registered: "2022-08-01")
        let first = try assessor.assess(one)
        _ = try assessor.assess(other)
        #expect(try assessor.assess(one) == first)
        #expect(try assessor.assess(other) != first)
    }
}
