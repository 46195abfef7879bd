import Domain
import RandomSupport
import Testing

@Suite struct WorkingCalendarTests {
    @Test(arguments: [
        // The state funeral of 19 September 2022 was a bank holiday: after Friday comes Tuesday.
        ("2022-09-16", 1, "2022-09-20"), ("2022-09-15", 2, "2022-09-20"), ("2022-09-17", 1, "2022-09-20"),
        ("2022-09-19", 1, "2022-09-20"), ("2022-09-16", 10, "2022-10-03"), ("2022-09-30", 0, "2022-09-30"),
        // A Saturday and no working days is that Saturday.
        ("2022-09-17", 0, "2022-09-17"), ("2022-09-20", -1, "2022-09-16"), ("2022-09-19", -1, "2022-09-16"),
        ("2022-10-03", -10, "2022-09-16"),
        // Easter: Good Friday and Easter Monday.
        ("2022-04-14", 1, "2022-04-19"), ("2022-05-31", 3, "2022-06-07"), ("2022-12-23", 1, "2022-12-28"),
    ])
    func addingWorkingDays(from: String, number: Int, expected: String) throws {
        let calendar = try calendarOf2022()
        #expect(try calendar.adding(workingDays: number, to: day(from)).description == expected)
    }

    @Test(arguments: [
        ("2022-09-16", "2022-09-20", 1), ("2022-09-18", "2022-09-19", 0), ("2022-09-30", "2022-10-31", 21),
        ("2022-09-20", "2022-09-16", -1), ("2022-09-30", "2022-09-30", 0), ("2021-12-31", "2022-12-31", 250),
    ])
    func countingWorkingDays(after: String, through: String, expected: Int) throws {
        let calendar = try calendarOf2022()
        #expect(try calendar.workingDays(after: day(after), through: day(through)) == expected)
    }

    @Test(arguments: [
        (DayCount.calendarDays, 10, "2022-09-09", "2022-09-19"),
        (.workingDays, 10, "2022-09-05", "2022-09-20"),
        (.workingDaysFirstCounted, 10, "2022-09-05", "2022-09-16"),
        (.workingDaysFirstCounted, 1, "2022-09-17", "2022-09-20"),
        (.workingDaysFirstCounted, 1, "2022-09-20", "2022-09-20"),
        (.workingDaysFirstCounted, 2, "2022-09-18", "2022-09-21"),
        (.calendarMonths, 1, "2022-08-31", "2022-09-30"),
        (.calendarDaysThenWorkingDay, 10, "2022-09-09", "2022-09-20"),
        (.calendarDaysThenWorkingDay, 10, "2022-09-10", "2022-09-20"),
        (.calendarMonthsThenWorkingDay, 1, "2022-08-17", "2022-09-20"),
        (.calendarMonthsThenWorkingDay, 1, "2022-08-20", "2022-09-20"),
        (.workingDays, 0, "2022-09-18", "2022-09-18"),
        (.workingDaysFirstCounted, 0, "2022-09-18", "2022-09-18"),
        (.calendarMonthsThenWorkingDay, -3, "2022-09-18", "2022-09-18"),
    ])
    func conventions(unit: DayCount, amount: Int, from: String, expected: String) throws {
        let calendar = try calendarOf2022()
        let sum = try calendar.add(DayAmount(amount: amount, unit: unit), to: day(from))
        #expect(sum.description == expected)
    }

    @Test func everyAnswerIsThatOfANaiveDayLoop() throws {
        var random = Seeded.printed("working days against a day loop")
        let first = try day("2012-01-01")
        let last = try day("2028-12-31")
        let length = first.days(until: last) + 1
        var holidays = Set(try holidaysOf2022.map { try day($0) })
        for offset in 0..<length where Int.random(in: 0..<40, using: &random) == 0 {
            holidays.insert(first.adding(days: offset))
        }
        let calendar = WorkingCalendar(
            holidays: holidays.shuffled(using: &random), horizon: last, knownFrom: first)
        func isWorking(_ date: CalendarDate) -> Bool { date.weekday <= 5 && !holidays.contains(date) }

        for offset in 0..<length {
            let date = first.adding(days: offset)
            #expect(try calendar.isWorkingDay(date) == isWorking(date))
        }
        for _ in 0..<4000 {
            let date = first.adding(days: Int.random(in: 400..<(length - 400), using: &random))
            let number = Int.random(in: -200...200, using: &random)
            var walked = date
            var left = number
            while left != 0 {
                walked = walked.adding(days: left > 0 ? 1 : -1)
                if isWorking(walked) { left += left > 0 ? -1 : 1 }
            }
            #expect(try calendar.adding(workingDays: number, to: date) == walked, "seed \(random.seed)")

            let other = date.adding(days: Int.random(in: 0...300, using: &random))
            let counted = (1..<max(1, date.days(until: other) + 1)).count { isWorking(date.adding(days: $0)) }
            #expect(try calendar.workingDays(after: date, through: other) == counted, "seed \(random.seed)")
            #expect(try calendar.workingDays(after: other, through: date) == -counted, "seed \(random.seed)")

            var onward = date
            while !isWorking(onward) { onward = onward.adding(days: 1) }
            #expect(try calendar.nextWorkingDay(onOrAfter: date) == onward)
            var backward = date
            while !isWorking(backward) { backward = backward.adding(days: -1) }
            #expect(try calendar.lastWorkingDay(onOrBefore: date) == backward)
        }
    }

    @Test(arguments: DayCount.allCases)
    func subtractingGivesTheLatestDayThatIsEarlyEnough(unit: DayCount) throws {
        var random = Seeded.printed("subtracting \(unit.rawValue)")
        let calendar = try wideCalendar()
        // All of 2022 and the leap February of 2024, where days are cut off.
        let targets =
            try (0..<365).map { try day("2022-01-01").adding(days: $0) }
            + (0..<70).map { try day("2024-01-20").adding(days: $0) }
        for target in targets {
            for _ in 0..<6 {
                let amount = DayAmount(amount: Int.random(in: 0...70, using: &random), unit: unit)
                let latest = try calendar.subtract(amount, from: target)
                #expect(try calendar.add(amount, to: latest) <= target, "\(amount) before \(target)")
                let tooLate = try calendar.add(amount, to: latest.adding(days: 1))
                #expect(tooLate > target, "\(amount) before \(target) also from the day after \(latest)")
            }
        }
    }

    @Test(arguments: DayCount.allCases)
    func addingNeverOvertakes(unit: DayCount) throws {
        let calendar = try calendarOf2022()
        for number in 0...3 {
            let amount = DayAmount(amount: number, unit: unit)
            var previous = try calendar.add(amount, to: day("2022-01-01"))
            for offset in 1..<240 {
                let sum = try calendar.add(amount, to: day("2022-01-01").adding(days: offset))
                #expect(sum >= previous)
                previous = sum
            }
        }
    }

    @Test func theHorizonIsRefusedWithAWayOut() throws {
        let calendar = try calendarOf2022()
        #expect(try calendar.adding(workingDays: 1, to: day("2022-12-29")) == day("2022-12-30"))
        #expect(try calendar.isWorkingDay(day("2022-12-31")) == false)
        let error = #expect(throws: CalendarHorizonError.self) {
            try calendar.adding(workingDays: 2, to: day("2022-12-29"))
        }
        #expect(
            error?.description
                == "Bank holidays are known only to 2022-12-31, so working days from 2022-12-29 cannot be counted; "
                + "import a newer bank-holiday list.")
        #expect(throws: CalendarHorizonError.self) { try calendar.isWorkingDay(day("2023-01-01")) }
        #expect(throws: CalendarHorizonError.self) {
            try calendar.nextWorkingDay(onOrAfter: day("2022-12-31"))
        }
        #expect(throws: CalendarHorizonError.self) {
            try calendar.workingDays(after: day("2022-12-01"), through: day("2023-01-03"))
        }
        #expect(throws: CalendarHorizonError.self) {
            try calendar.add(workingDays(.max), to: day("2022-06-01"))
        }
        // Calendar days need no bank holidays.
        #expect(try calendar.add(days(10), to: day("2022-12-31")) == day("2023-01-10"))
    }

    @Test func theBeginningIsRefusedToo() throws {
        let calendar = try calendarOf2022()
        #expect(try calendar.knownFrom == day("2022-01-01"))
        #expect(try calendar.adding(workingDays: 1, to: day("2021-12-31")) == day("2022-01-04"))
        #expect(try calendar.adding(workingDays: -1, to: day("2022-01-05")) == day("2022-01-04"))
        let error = #expect(throws: CalendarHorizonError.self) {
            try calendar.adding(workingDays: -1, to: day("2022-01-04"))
        }
        #expect(error?.isBeforeStart == true)
        #expect(error?.description.contains("only from 2022-01-01") == true)
        #expect(throws: CalendarHorizonError.self) { try calendar.isWorkingDay(day("2021-12-31")) }
        #expect(throws: CalendarHorizonError.self) {
            try calendar.subtract(workingDays(1), from: day("2022-01-02"))
        }
    }

    @Test func aCalendarWithoutDaysKnowsNothing() throws {
        let empty = WorkingCalendar(
            holidays: [], horizon: try day("2021-12-31"), knownFrom: try day("2022-01-01"))
        #expect(throws: CalendarHorizonError.self) { try empty.isWorkingDay(day("2022-01-01")) }
        #expect(throws: CalendarHorizonError.self) { try empty.isWorkingDay(day("2021-12-31")) }
    }

    @Test func amountsInWords() {
        #expect(workingDays(10).description == "10 working days")
        #expect(months(1).description == "1 calendar month")
        #expect(Set(DayCount.allCases.map { DayAmount(amount: 2, unit: $0).description }).count == 6)
    }
}
