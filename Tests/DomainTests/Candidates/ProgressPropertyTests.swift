import Domain
import RandomSupport
import Testing

@Suite struct ProgressPropertyTests {
    @Test func progressAndAssessmentAreThoseOfTheRecursion() throws {
        var random = Seeded.printed("progress against recursion")
        let calendar = try wideCalendar()
        var outlooks: Set<Outlook> = []
        for _ in 0..<3000 {
            let pathway = try randomPathway(using: &random, sizes: 1...9)
            let asOf = try day("2022-01-10").adding(days: Int.random(in: 0...700, using: &random))
            let countsAt = Int.random(in: 0..<pathway.count, using: &random)
            let state = randomState(pathway, around: asOf, using: &random)
            let dueOn = asOf.adding(days: Int.random(in: -10...200, using: &random))
            let assessment = try pathway.assess(
                state, countsAt: countsAt, dueOn: dueOn, asOf: asOf, calendar: calendar, slackWorkingDays: 10)
            let progress = assessment.progress
            let naive = NaiveProgress(pathway, state, countsAt: countsAt, asOf: asOf, calendar: calendar)
            let note: Comment = "seed \(random.seed)"

            for (index, milestone) in pathway.milestones.enumerated() {
                #expect(try progress.expectedOn[index] == naive.date(milestone.code), note)
                #expect(
                    try Int(progress.daysBeyondUsual[index]) == naive.daysBeyondUsual(milestone.code), note)
            }
            let path = try naive.criticalPath()
            #expect(progress.criticalPathCodes == path, note)
            #expect(progress.stageCode == naive.stage(), note)
            let counted = naive.happenedOn[naive.countsAt]
            let ready = pathway.milestones.filter {
                naive.isReady($0.code) && (counted != nil || naive.leadsTo($0.code, naive.countsAt))
            }
            #expect(progress.waitingOn == ready.sorted { $0.position < $1.position }.map(\.code), note)
            if counted == nil {
                let next = try #require(progress.nextMilestoneCode)
                #expect(next == path.first { naive.happenedOn[$0] == nil }, note)
                #expect(naive.isReady(next), note)
            }

            let expected = try naive.date(naive.countsAt)
            let slack = try calendar.workingDays(after: min(expected, dueOn), through: dueOn)
            let isBehind = try path.contains {
                try naive.happenedOn[$0] == nil && naive.daysBeyondUsual($0) > 0
            }
            let outlook: Outlook =
                if counted != nil { expected <= dueOn ? .achieved : .willMiss } else if expected > dueOn {
                    .willMiss
                } else { slack < 10 || isBehind ? .atRisk : .onCourse }
            outlooks.insert(outlook)
            #expect(assessment.outlook == outlook, note)
            #expect(assessment.expectedOn == expected, note)
            #expect(assessment.daysLate == max(0, dueOn.days(until: expected)), note)
            let blamed = outlook == .atRisk || outlook == .willMiss ? try naive.blamed() : nil
            #expect(assessment.blamedCode == blamed, note)
            #expect(!assessment.becauseSentence.isEmpty)
        }
        #expect(outlooks == [.achieved, .onCourse, .atRisk, .willMiss])
    }

    @Test func theLatestUsefulDateIsUsefulAndTheDayAfterIsNot() throws {
        var random = Seeded.printed("latest useful dates")
        let calendar = try wideCalendar()
        for _ in 0..<1500 {
            let pathway = try randomPathway(using: &random, sizes: 1...9)
            let countsAt = Int.random(in: 0..<pathway.count, using: &random)
            let dueOn = try day("2022-06-01").adding(days: Int.random(in: 0...700, using: &random))
            let latest = try pathway.latestUsefulDates(countsAt: countsAt, dueOn: dueOn, calendar: calendar)
            #expect(latest[countsAt] == dueOn)
            for (index, date) in latest.enumerated() {
                let depends = index == countsAt || pathway.isAncestor(index, of: countsAt)
                #expect((date != nil) == depends, "seed \(random.seed)")
                guard let date else { continue }
                #expect(try reached(date) <= dueOn, "seed \(random.seed)")
                #expect(try reached(date.adding(days: 1)) > dueOn, "seed \(random.seed)")

                /// When the counting milestone follows if this one happens on that date, all others at once.
                func reached(_ happened: CalendarDate) throws -> CalendarDate {
                    let past = try day("2015-01-01")
                    var dates = [CalendarDate?](repeating: past, count: pathway.count)
                    dates[index] = happened
                    for later in index..<pathway.count where pathway.isAncestor(index, of: later) {
                        dates[later] = nil
                    }
                    for later in index..<pathway.count where pathway.isAncestor(index, of: later) {
                        let start = pathway.prerequisites(of: later).compactMap { dates[$0] }.max() ?? past
                        dates[later] = try calendar.add(pathway.milestones[later].usualDuration, to: start)
                    }
                    return try #require(dates[countsAt])
                }
            }
        }
    }

    @Test func theForwardPassAgreesWithTheLatestUsefulDates() throws {
        let pathway = try branchingPathway()
        let calendar = try wideCalendar()
        let started = try pathway.requireIndex(of: "started")
        let latest = try pathway.latestUsefulDates(
            countsAt: started, dueOn: day("2022-10-31"), calendar: calendar)
        // 31 October less 7 days is 24 October; less 28 days is 26 September, a Monday, and 20 working days
        // from that Monday end on 24 October too.
        #expect(
            latest.map { $0?.description } == [
                "2022-09-26", "2022-10-24", "2022-10-24", "2022-10-31", nil, nil,
            ])
        for (offer, reaches) in [("2022-09-25", true), ("2022-09-26", true), ("2022-09-27", false)] {
            let state = try pathway.state(registered: "2022-09-01", ["offer": offer])
            let progress = try pathway.progress(
                of: state, countsAt: started, asOf: day(offer), calendar: calendar)
            let isInTime = try progress.expectedOn[started].map { try $0 <= day("2022-10-31") }
            #expect(isInTime == reaches)
        }
    }
}
