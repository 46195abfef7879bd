import Domain
import RandomSupport
import Testing

@Suite("The ledger of a practice placement")
struct PracticeLedgerTests {
    @Test(
        "the end is the last of the days to do, bank holidays left out",
        arguments: [
            // Seventy days over Christmas: 26 and 27 December 2022 are holidays.
            (70, "2022-09-26", "12345", "2023-01-03"),
            // Five days over the end of February, in a leap year and in another.
            (5, "2024-02-26", "12345", "2024-03-01"), (5, "2023-02-27", "12345", "2023-03-03"),
            // Two days a week, and one that begins on a day that is none of them.
            (4, "2022-10-03", "13", "2022-10-12"), (2, "2022-10-04", "13", "2022-10-10"),
            // Over Good Friday and Easter Monday, and from the day before a holiday.
            (3, "2022-04-14", "12345", "2022-04-20"), (1, "2022-09-19", "12345", "2022-09-20"),
            (1, "2022-10-31", "12345", "2022-10-31"), (2, "2022-10-31", "12345", "2022-11-01"),
        ])
    func plannedEnd(days: Int, start: String, weekdays: String, end: String) throws {
        let terms = try PracticeFixture.terms(days: days, from: start, weekdays: weekdays)
        let ledger = try PracticeFixture.ledger([], terms, asOf: start)
        #expect(ledger.endsOn.description == end)
        #expect(ledger.done == 0 && ledger.owed == days * 2)
    }

    @Test("an absence moves the end, half a day leaves half a day, and both leave the student behind")
    func missedDays() throws {
        let terms = try PracticeFixture.terms(days: 5)
        let ledger = try PracticeFixture.ledger(
            [("2022-10-03", "w"), ("2022-10-04", "h"), ("2022-10-05", "a")], terms, asOf: "2022-10-05")
        #expect(ledger.done == 3 && ledger.owed == 7 && ledger.expected == 6 && ledger.behind == 3)
        #expect(ledger.absentDays == 1 && ledger.absenceStreak == 1 && ledger.unrecordedDays == 0)
        // Three and a half days are four days of the pattern: 6, 7, 10 and 11 October.
        #expect(try ledger.endsOn == day("2022-10-11"))
        let back = try PracticeFixture.ledger(
            [("2022-10-03", "w"), ("2022-10-04", "a"), ("2022-10-05", "a"), ("2022-10-06", "w")], terms,
            asOf: "2022-10-06")
        #expect(back.absenceStreak == 0 && back.absentDays == 2)
    }

    @Test("half is reached on the day that reaches it, or will be")
    func half() throws {
        let terms = try PracticeFixture.terms(days: 3)
        let early = try PracticeFixture.ledger([("2022-10-03", "w")], terms, asOf: "2022-10-03")
        #expect(try early.halfOn == day("2022-10-04") && early.endsOn == day("2022-10-05"))
        let reached = try PracticeFixture.ledger(
            [("2022-10-03", "w"), ("2022-10-06", "h"), ("2022-10-07", "w")], terms, asOf: "2022-10-10")
        #expect(try reached.halfOn == day("2022-10-06"))
        #expect(try reached.owed == 1 && reached.endsOn == day("2022-10-10"))
    }

    @Test(
        "a rest moves the end and nothing is expected in it; one that lasts begins no earlier than tomorrow")
    func interruption() throws {
        var terms = try PracticeFixture.terms(days: 5)
        terms.interruptions = [.init(from: try day("2022-10-05"), through: try day("2022-10-11"))]
        let worked: [(String, Character)] = [("2022-10-03", "w"), ("2022-10-04", "w")]
        let after = try PracticeFixture.ledger(worked, terms, asOf: "2022-10-12")
        #expect(after.expected == 6 && after.behind == 2 && after.unrecordedDays == 1)
        #expect(try after.endsOn == day("2022-10-14"))
        terms.interruptions = [.init(from: try day("2022-10-05"))]
        let during = try PracticeFixture.ledger(worked, terms, asOf: "2022-10-07")
        #expect(during.expected == 4 && during.behind == 0)
        #expect(try during.endsOn == day("2022-10-12"))
        #expect(terms.isInterrupted(on: try day("2022-12-01")))
        #expect(!terms.isInterrupted(on: try day("2022-10-04")))
    }

    @Test("hours: simulated practice counts up to the limit, and what is beyond is said")
    func hours() throws {
        let terms = PracticeTerms(
            unit: .minutes, required: 3_600, aDay: 450, simulatedLimit: 900,
            pattern: try #require(PracticePattern(daysAWeek: 5)), startsOn: try day("2022-10-03"),
            startedOn: try day("2022-10-03"))
        let register = try ["2022-10-03", "2022-10-04", "2022-10-05", "2022-10-06", "2022-10-07"].enumerated()
            .map { place, on in
                PracticeDay(on: try day(on), kind: place < 2 ? .worked : .simulated, amount: 450)
            }
        let ledger = try PracticeLedger(
            register.reversed(), terms, asOf: try day("2022-10-07"), calendar: try wideCalendar())
        #expect(ledger.worked == 900 && ledger.simulated == 900 && ledger.simulatedBeyond == 450)
        #expect(try ledger.done == 1_800 && ledger.halfOn == day("2022-10-06"))
        #expect(try ledger.endsOn == day("2022-10-13"))
    }

    @Test("a skills day counts apart and is not expected of the placement")
    func skills() throws {
        let terms = try PracticeFixture.terms(days: 5)
        let ledger = try PracticeFixture.ledger(
            [("2022-10-03", "w"), ("2022-10-04", "s")], terms, asOf: "2022-10-04")
        #expect(ledger.done == 2 && ledger.skills == 2 && ledger.expected == 2 && ledger.behind == 0)
    }

    @Test("what has ended ends on its last day, and what has not started is not done before tomorrow")
    func edges() throws {
        let ended = try PracticeFixture.terms(days: 70, ended: "2022-10-05")
        let ledger = try PracticeFixture.ledger([("2022-10-03", "w")], ended, asOf: "2022-12-01")
        #expect(try ledger.endsOn == day("2022-10-05") && ledger.expected == 6)
        var waiting = try PracticeFixture.terms(days: 1)
        waiting.startedOn = nil
        let late = try PracticeFixture.ledger([], waiting, asOf: "2022-10-05")
        #expect(try late.endsOn == day("2022-10-06") && late.behind == 2)
        let early = try PracticeFixture.ledger([], waiting, asOf: "2022-09-01")
        #expect(try early.endsOn == day("2022-10-03") && early.expected == 0)
        #expect(throws: CalendarHorizonError.self) {
            _ = try PracticeLedger(
                [], try PracticeFixture.terms(days: 70), asOf: try day("2022-10-03"),
                calendar: try calendarOf2022())
        }
    }

    @Test("any register gives the end that walking day by day gives, whatever the order of its rows")
    func againstWalking() throws {
        var random = Seeded.printed("againstWalking")
        let calendar = try wideCalendar()
        for _ in 0..<300 {
            let required = Int.random(in: 1...30, using: &random)
            let digits = ["12345", "135", "24", "5"][Int.random(in: 0..<4, using: &random)]
            var terms = try PracticeFixture.terms(days: required, from: "2022-08-22", weekdays: digits)
            terms.startsOn = terms.startsOn.adding(days: Int.random(in: 0...30, using: &random))
            terms.startedOn = terms.startsOn
            let recorded = Int.random(in: 0...40, using: &random)
            var register: [PracticeDay] = []
            var done = 0
            var date = terms.startsOn
            var end: CalendarDate?
            var steps = 0
            while end == nil || steps < recorded {
                if terms.pattern.weekdays.contains(date.weekday), try calendar.isWorkingDay(date) {
                    let isAbsent = steps < recorded && Bool.random(using: &random)
                    if steps < recorded {
                        register.append(
                            PracticeDay(
                                on: date, kind: isAbsent ? .absent : .worked, amount: isAbsent ? 0 : 2))
                        // What is recorded after all was done moves the end with it.
                        if end != nil { end = date }
                    }
                    if !isAbsent { done += 1 }
                    steps += 1
                    if end == nil, done >= required { end = date }
                }
                date = date.adding(days: 1)
            }
            let asOf = register.last?.on ?? terms.startsOn
            let ledger = try PracticeLedger(
                register.shuffled(using: &random), terms, asOf: asOf, calendar: calendar)
            #expect(ledger.endsOn == end, "seed \(random.seed): \(required) days, \(digits), \(register)")
        }
    }

    @Test("days of the week and amounts are read and written")
    func reading() {
        #expect(PracticePattern(names: "Fri, mon")?.digits == "15")
        #expect(PracticePattern(names: "mon,mon") == nil && PracticePattern(names: "sat") == nil)
        #expect(PracticePattern(names: "") == nil && PracticePattern(digits: "21") == nil)
        #expect(PracticePattern(digits: "6") == nil && PracticePattern(daysAWeek: 6) == nil)
        #expect(PracticePattern(daysAWeek: 3)?.description == "mon,tue,wed")
        #expect(PracticeUnit.halfDays.words(2) == "1 day" && PracticeUnit.halfDays.words(127) == "63.5 days")
        #expect(PracticeUnit.minutes.words(60) == "1 hour" && PracticeUnit.minutes.words(455) == "7.58 hours")
        #expect(PracticeUnit.minutes.number(-30) == "-0.5" && PracticeUnit.minutes.number(63) == "1.05")
    }
}
