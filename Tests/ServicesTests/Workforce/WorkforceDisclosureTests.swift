import Domain
import OfficeSupport
import Testing

@testable import Services

/// Where the line is drawn between what is told of people and what is not.
@Suite("How many are enough to be told of")
struct WorkforceDisclosureTests {
    private func disclosure(
        threshold: Int = 5, asOf: String = "2022-09-30", tellsYearly: Bool = false
    ) throws -> WorkforceDisclosure {
        WorkforceDisclosure(threshold: threshold, asOf: try day(asOf), tellsYearly: tellsYearly) { _ in nil }
    }

    @Test(
        "of five of ten it is told; of four, of all but four and of everybody it is not, and of nobody it is")
    func allBut() throws {
        let disclosure = try disclosure()
        #expect(disclosure.hides(5, of: 10) == nil)
        #expect(disclosure.hides(4, of: 10) == "hidden, because it is about fewer than 5 people")
        #expect(disclosure.hides(6, of: 10) == "hidden, because it is so of everybody or of all but a few")
        #expect(disclosure.hides(10, of: 10) != nil)
        #expect(disclosure.hides(0, of: 4) == nil && disclosure.hides(0, of: 0) == nil)
        #expect(try self.disclosure(threshold: 1).hides(10, of: 10) == nil)
    }

    @Test(
        "the one month of each year that is told is the last that is over",
        arguments: [
            ("2022-09-30", ["2021-09", "2022-09"]), ("2022-09-29", ["2021-08", "2022-08"]),
            ("2022-01-01", ["2020-12", "2021-12"]), ("2024-02-29", ["2023-02", "2024-02"]),
        ])
    func yearly(asOf: String, months: [String]) throws {
        let series = TurnoverSeries(through: try day(asOf), months: 13)
        let told = try disclosure(asOf: asOf, tellsYearly: true).series(series)
        #expect(told.points.filter { !$0.isHidden }.map(\.month) == months)
        #expect(told.note?.contains("once a year only") == true)
        #expect(try disclosure(asOf: asOf).series(series).note == nil)
    }

    @Test(
        "how many moved is told where neither they nor the rest are few",
        arguments: [(5, 5, "5"), (4, 6, nil), (6, 4, nil), (0, 7, "0"), (7, 0, "7")])
    func ways(moved: Int, left: Int, told: String?) throws {
        func employee(_ post: Int, _ person: Int, from: String, to: String?) throws -> Assignment {
            Assignment(
                post: post, person: person, kind: .employee, fte: .one, startedOn: try day(from),
                endedOn: try to.map { try day($0) })
        }
        let movers = try (0..<moved).flatMap { person in
            [
                try employee(0, person, from: "2020-01-01", to: "2022-05-31"),
                try employee(1, person, from: "2022-06-01", to: nil),
            ]
        }
        let leavers = try (0..<left).map {
            try employee(0, moved + $0, from: "2020-01-01", to: "2022-05-31")
        }
        let assignments = movers + leavers
        var series = TurnoverSeries(through: try day("2022-09-30"), months: 1)
        for spell in EmploymentSpell.spells(
            of: assignments, moveGap: 7, within: { assignments[$0].post == 0 })
        {
            series.add(spell)
        }
        let point = try #require(try disclosure().series(series).points.first)
        #expect(point.leaversFte == FTE(whole: moved + left))
        #expect(point.movedFte?.description == told)
    }
}
