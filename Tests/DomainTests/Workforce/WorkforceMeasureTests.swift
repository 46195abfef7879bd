import Domain
import Testing

@Suite("Published rates of a workforce")
struct WorkforceMeasureTests {
    private func printed(_ figures: WorkforceFigures) -> [WorkforceMeasure.Name: String] {
        Dictionary(
            uniqueKeysWithValues: figures.measures(workingDays: 253).map { ($0.name, $0.printed ?? "-") })
    }

    @Test("England 2025, 2023 and 2021 come out as published")
    func england() throws {
        let of2025 = printed(
            WorkforceFigures(
                inPost: FTE("36186.3"), vacancies: FTE("5965.4"), agency: FTE("5415.9"),
                leavers: FTE("4276.3"),
                cases: FTE("321661"), caseHolders: FTE("21105.4")))
        #expect(of2025[.vacancyRate] == "14.2 %")
        #expect(of2025[.turnoverRate] == "11.8 %")
        #expect(of2025[.agencyRate] == "13.0 %")
        #expect(of2025[.averageCaseload] == "15.2")
        #expect(of2025[.agencyCoverRate] == "-")
        let of2023 = printed(
            WorkforceFigures(
                inPost: FTE("33119.1"), vacancies: FTE("7722.7"), agency: FTE("7173.5"),
                agencyCovering: FTE("5744.2"), leavers: FTE("5254.6")))
        #expect(of2023[.vacancyRate] == "18.9 %")
        #expect(of2023[.turnoverRate] == "15.9 %")
        #expect(of2023[.agencyRate] == "17.8 %")
        #expect(of2023[.agencyCoverRate] == "80.1 %")
        #expect(of2023[.vacanciesCoveredRate] == "74.4 %")
        let of2021 = printed(WorkforceFigures(inPost: FTE("32500"), vacancies: FTE("6522")))
        #expect(of2021[.vacancyRate] == "16.7 %")
        #expect(of2021[.turnoverRate] == "-")
    }

    @Test("Plymouth by posts")
    func posts() throws {
        var count = EstablishmentCount()
        (count.established, count.vacant, count.covered) = (202, 43, 24)
        let measures = count.measures(leavers: 20, people: 160)
        #expect(measures.first?.printed == "21.3 %")
        #expect(measures.first?.formula == "vacant posts ÷ established posts")
        #expect(measures[1].printed == "55.8 %")
        #expect(measures[2].ratio == nil)
        #expect(measures[2].reason == "there is nothing to divide by")
        #expect(measures[3].printed == "12.5 %")
    }

    @Test("days lost are set against 253 days of everybody")
    func absence() {
        // 100 people who lost 885.5 days of 25 300: 3.5 %.
        let figures = WorkforceFigures(inPost: FTE(whole: 100), daysLost: FTE("885.5"))
        #expect(printed(figures)[.absenceRate] == "3.5 %")
        // The same days of half of them, the absence of the others being unknown: 7.0 %.
        let half = WorkforceFigures(
            inPost: FTE(whole: 100), daysLost: FTE("885.5"), daysLostOf: FTE(whole: 50))
        #expect(printed(half)[.absenceRate] == "7.0 %")
    }

    @Test("enough are counted from the very share that is asked for, and nobody is never enough")
    func counted() throws {
        func isEnough(_ counted: Int, of people: Int, atLeast share: Int) throws -> Bool {
            CountedPeople(
                counted: counted, people: people, on: try day("2022-09-30"), within: 31, atLeast: share
            ).isEnough
        }
        #expect(try isEnough(5, of: 10, atLeast: 50) && !isEnough(4, of: 9, atLeast: 50))
        #expect(try isEnough(10, of: 10, atLeast: 100) && !isEnough(9, of: 10, atLeast: 100))
        #expect(try !isEnough(0, of: 10, atLeast: 0) && !isEnough(0, of: 0, atLeast: 50))
    }

    @Test(
        "the last census day by a day is that day itself, or the one before it",
        arguments: [
            ("2022-09-29", "2021-09-30"), ("2022-09-30", "2022-09-30"), ("2022-10-01", "2022-09-30"),
            ("2022-12-31", "2022-09-30"), ("2023-01-01", "2022-09-30"),
        ])
    func census(date: String, last: String) throws {
        #expect(CensusDay.last(by: try day(date)) == (try day(last)))
    }

    @Test("what is unknown stays unknown and says why")
    func unknown() {
        for measure in WorkforceFigures(vacancies: .one).measures(workingDays: 253) {
            #expect(measure.ratio == nil)
            #expect(measure.reason != nil, "\(measure.name)")
        }
    }
}
