import Domain
import Foundation
import OfficeSupport
import RandomSupport
import Services
import Testing

/// Somebody reads tables of take-up that are rounded beside those that are not.
extension TakeUpSecrecyTests {
    private func loadJune(_ counts: [(organisation: String, count: Int)], _ office: Office) async throws {
        let apprentices = counts.flatMap { organisation, count in
            (0..<count).map {
                Apprentice(organisation: organisation, number: $0, standard: "S-3", started: "2020-06-08")
            }
        }
        try await load(apprentices, office)
    }

    private func sign(_ choices: TakeUpChoices, _ office: Office) async throws -> TakeUpReport {
        let report = try await office.perform(ReportTakeUp(choices))
        try await office.perform(SignReport(ReportTakeUp(choices)), as: "max")
        office.clock.advance(seconds: 60)
        return report
    }

    private func starts(_ report: TakeUpReport) -> [String: Int] {
        Dictionary(
            uniqueKeysWithValues: (report.organisations + [report.total]).compactMap { line in
                (line.counts[.starts] ?? nil).map { (line.key, $0) }
            })
    }

    @Test(
        "rounded and then with a threshold, or the other way round: five to seven and one to four of six are not told"
    )
    func roundedBesideThreshold() async throws {
        for isRoundedFirst in [true, false] {
            try await withOffice { office in
                try await loadJune([("district_one", 5), ("district_two", 1)], office)
                var rounded = try choices("2020-06-01", "2020-06-30")
                (rounded.threshold, rounded.roundsToFive) = (nil, true)
                let exact = try choices("2020-06-01", "2020-06-30")
                var reports: [TakeUpReport] = []
                for choices in isRoundedFirst ? [rounded, exact] : [exact, rounded] {
                    reports.append(try await sign(choices, office))
                }
                #expect(found(reports.map { Read($0) }) == [:], "\(isRoundedFirst)")
                let first = starts(reports[0])
                #expect(first["total"] == (isRoundedFirst ? 5 : 6))
                #expect(first["district_one"] == (isRoundedFirst ? 5 : nil))
            }
        }
    }

    @Test("what was signed rounded with a threshold is known to within two, and blanks no later report")
    func roundedIsNotHidden() async throws {
        try await withOffice { office in
            try await loadJune([("district_one", 23), ("district_two", 31), ("tavy_trust", 44)], office)
            let exact = try choices("2020-04-01", "2021-03-31")
            let before = try await office.perform(ReportTakeUp(exact))
            #expect(starts(before)["district_one"] == 23)
            var rounded = exact
            rounded.roundsToFive = true
            #expect(starts(try await sign(rounded, office))["district_one"] == 25)
            let after = try await office.perform(ReportTakeUp(exact))
            #expect(starts(after) == starts(before))
            #expect(after.total.suppressedFigures == before.total.suppressedFigures)
        }
    }

    @Test("rounded or not, in whatever order they are signed, nothing small is had back")
    func roundedByChance() async throws {
        var random = Seeded.printed("take-up rounded in periods")
        for _ in 0..<2 {
            let drawn = try draw(&random)
            let rounds = (0..<4).map { _ in Bool.random(using: &random) }
            try await withOffice { office in
                try await load(drawn.apprentices, office)
                var tables: [Read] = []
                for (place, (from, to)) in drawn.order.prefix(3).enumerated() {
                    var choices = try choices(from, to)
                    for isRounded in [rounds[place], !rounds[place]] {
                        choices.roundsToFive = isRounded
                        tables.append(Read(try await sign(choices, office)))
                    }
                    let had = found(tables)
                    #expect(had == [:], "seed \(random.seed), \(rounds), \(drawn.order.prefix(place + 1))")
                }
            }
        }
    }

    @Test("a report says how many counts of people below a threshold it shows")
    func countsShown() async throws {
        try await withOffice { office in
            try await loadJune([("district_one", 3), ("district_two", 9)], office)
            var choices = try choices("2020-06-01", "2020-06-30")
            #expect(try await office.perform(ReportTakeUp(choices)).countsShown(below: 5) == 0)
            choices.threshold = nil
            let shown = try await office.perform(ReportTakeUp(choices))
            let district = try #require(shown.organisations.first { $0.key == "district_one" })
            let threes = TakeUpFigure.allCases.count { district.counts[$0] == .some(3) }
            #expect(threes > 3 && shown.countsShown(below: 5) == threes, "of nobody else are there so few")
            #expect(
                shown.countsShown(below: 3) == 0 && shown.countsShown(below: 10) == 2 * threes, "and nine")
            choices.roundsToFive = true
            #expect(try await office.perform(ReportTakeUp(choices)).countsShown(below: 5) == 0)
        }
    }
}
