import Domain
import Foundation
import OfficeSupport
import RandomSupport
import Services
import Testing

/// Somebody reads every table of take-up that is printed, of all periods, and wants to know about few people.
@Suite("Take-up keeps its secrets")
struct TakeUpSecrecyTests {
    struct Apprentice {
        let organisation: String
        let number: Int
        let standard: String
        let started: String
        var ended: (String, String)?
    }

    func load(_ apprentices: [Apprentice], _ office: Office) async throws {
        try await office.load(
            "standards", "standard_ref,title,level\nS-3,Clerk,3\nS-6,Officer,6\nS-7,Head,7\n")
        for code in ["district_one", "district_two"] {
            try await office.perform(
                AddOrganisation(code: code, name: code, kind: .district, website: nil), as: "ada")
        }
        var rows = "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee\n"
        var events = "apprentice_ref,event,happened_on,reason\n"
        for one in apprentices {
            let reference = "\(one.organisation)/\(one.number)"
            rows += "\(one.organisation),\(reference),Ann,Lee,\(one.standard),business_administrator,false\n"
            events += "\(reference),started,\(one.started),\n"
            if let (event, day) = one.ended {
                if event == "achieved" { events += "\(reference),gateway,\(day),\n" }
                events += "\(reference),\(event),\(day),\(event == "withdrawn" ? "other" : "")\n"
            }
        }
        try await office.load("apprentices", rows)
        try await office.load("apprenticeship_events", events)
    }

    func choices(_ from: String, _ to: String) throws -> TakeUpChoices {
        var choices = TakeUpChoices()
        (choices.from, choices.to, choices.threshold) = (try day(from), try day(to), 5)
        return choices
    }

    private static let quarters = [
        ("2021-04-01", "2021-06-30"), ("2021-07-01", "2021-09-30"), ("2021-10-01", "2021-12-31"),
        ("2022-01-01", "2022-03-31"),
    ]

    @Test(
        "who goes from one partner to another is not told by who is new to an employer and who is to the partnership"
    )
    func transfers() async throws {
        try await withOffice { office in
            var apprentices: [Apprentice] = []
            for (organisation, count) in [("district_one", 19), ("district_two", 20), ("tavy_trust", 21)] {
                for number in 0..<count {
                    apprentices.append(
                        Apprentice(
                            organisation: organisation, number: number, standard: "S-3",
                            started: number < 6 ? "2020-05-10" : "2021-05-10",
                            ended: organisation == "tavy_trust" && number < 2
                                ? ("transferred", "2021-11-01") : nil))
                }
            }
            try await load(apprentices, office)
            try await office.load(
                "apprentices",
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,transferred_from\n"
                    + "district_one,M/0,Ann,Lee,S-3,business_administrator,false,tavy_trust/0\n"
                    + "district_two,M/1,Ann,Lee,S-3,business_administrator,false,tavy_trust/1\n")
            try await office.load(
                "apprenticeship_events",
                "apprentice_ref,event,happened_on\nM/0,started,2021-11-01\nM/1,started,2021-11-01\n")
            let report = try await office.perform(ReportTakeUp(try choices("2021-04-01", "2022-03-31")))
            #expect(found([Read(report)]) == [:])
            let district = report.organisations.first { $0.key == "district_one" }
            #expect(district?.counts[.transferredIn] == .some(nil))
            #expect(
                district.map { $0.counts[.starts] ?? nil } != .some(13), "with those new, the one who came")
        }
    }

    @Test("four quarters that are signed, and then the year, do not tell of the quarter that is hidden")
    func quartersAndYear() async throws {
        try await withOffice { office in
            var apprentices: [Apprentice] = []
            for (count, month) in [(6, "2021-05"), (7, "2021-08"), (8, "2021-11"), (2, "2022-02")] {
                for _ in 0..<count {
                    apprentices.append(
                        Apprentice(
                            organisation: "plymouth_council", number: apprentices.count, standard: "S-3",
                            started: "\(month)-03"))
                }
            }
            try await load(apprentices, office)
            var tables: [Read] = []
            for (from, to) in Self.quarters + [("2021-04-01", "2022-03-31")] {
                let report = ReportTakeUp(try choices(from, to))
                tables.append(Read(try await office.perform(report)))
                try await office.perform(SignReport(report), as: "max")
                office.clock.advance(seconds: 60)
            }
            #expect(found(tables) == [:])
            let last = tables[3].lines.last?.counts[.starts] ?? nil
            #expect(last == nil)
            // Nobody reads the answers of the attacker's own sums as a find where everything is printed.
            #expect(attack(tables).contradictions == [])
            let first = tables[0].lines.last?.counts[.starts] ?? nil
            #expect(first == 6, "what need not be hidden is shown")
        }
    }

    @Test("quarter after quarter is signed, and what is large is still shown")
    func quarterAfterQuarter() async throws {
        var random = Seeded(seed: 7)
        var apprentices: [Apprentice] = []
        for organisation in ["plymouth_council", "tavy_trust", "district_one"] {
            for (standard, count) in [("S-3", 160), ("S-6", 90), ("S-7", 6)] {
                for _ in 0..<count {
                    let started = try day("2020-04-05").adding(days: Int.random(in: 0...720, using: &random))
                    let ended = started.adding(days: Int.random(in: 100...500, using: &random))
                    apprentices.append(
                        Apprentice(
                            organisation: organisation, number: apprentices.count, standard: standard,
                            started: started.description,
                            ended: try ended <= day("2022-09-01") ? ("achieved", ended.description) : nil))
                }
            }
        }
        let drawn = apprentices
        try await withOffice { office in
            try await load(drawn, office)
            var tables: [Read] = []
            for (from, to) in Self.quarters + [("2021-04-01", "2022-03-31")] {
                let choices = try choices(from, to)
                let table = Read(try await office.perform(ReportTakeUp(choices)))
                tables.append(table)
                try await office.perform(SignReport(ReportTakeUp(choices)), as: "max")
                office.clock.advance(seconds: 60)
                let organisations = table.lines.filter { $0.path.hasPrefix("organisation/") }
                #expect(organisations.count { ($0.counts[.starts] ?? nil) != nil } >= 3, "\(from)")
                #expect((table.lines.last?.counts[.starts] ?? nil) != nil, "\(from)")
            }
            #expect(found(tables) == [:])
        }
    }

    /// Apprentices by chance, and periods in an order by chance, of which some hold and some cross others.
    func draw(_ random: inout Seeded) throws -> (apprentices: [Apprentice], order: [(String, String)]) {
        var apprentices: [Apprentice] = []
        let organisations = ["plymouth_council", "tavy_trust", "district_one", "district_two"]
        for number in 0..<Int.random(in: 25...60, using: &random) {
            let started = try day("2020-04-05").adding(days: Int.random(in: 0...700, using: &random))
            let ended = started.adding(days: Int.random(in: 60...500, using: &random))
            let isOver = try Int.random(in: 0...2, using: &random) == 0 && ended <= day("2022-09-01")
            apprentices.append(
                Apprentice(
                    organisation: organisations[Int.random(in: 0...3, using: &random)], number: number,
                    standard: ["S-3", "S-3", "S-6", "S-7"][Int.random(in: 0...3, using: &random)],
                    started: started.description,
                    ended: isOver
                        ? (Bool.random(using: &random) ? "achieved" : "withdrawn", ended.description)
                        : nil))
        }
        let order =
            (Self.quarters + [
                ("2021-04-01", "2022-03-31"), ("2020-04-01", "2021-03-31"), ("2021-04-01", "2021-12-31"),
                ("2021-01-01", "2021-09-30"),
            ]).shuffled(using: &random)
        return (apprentices, order)
    }

    /// Signs four periods one after the other, and looks after each for what can be had back of all so far.
    private func attackInTurn(
        _ drawn: (apprentices: [Apprentice], order: [(String, String)]), seed: UInt64
    ) async throws {
        try await withOffice { office in
            try await load(drawn.apprentices, office)
            var tables: [Read] = []
            for (place, (from, to)) in drawn.order.prefix(4).enumerated() {
                var choices = try choices(from, to)
                choices.comparesLastYear = place == 0
                let report = try await office.perform(ReportTakeUp(choices))
                tables += [Read(report)] + (Read(lastYearOf: report).map { [$0] } ?? [])
                try await office.perform(SignReport(ReportTakeUp(choices)), as: "max")
                office.clock.advance(seconds: 60)
                let had = found(tables)
                #expect(had == [:], "seed \(seed), after \(drawn.order.prefix(place + 1))")
            }
            #expect(attack(tables).contradictions == [])
        }
    }

    @Test("whatever is signed in whatever order, nothing small is had back")
    func random() async throws {
        var random = Seeded.printed("take-up in periods")
        for _ in 0..<2 { try await attackInTurn(draw(&random), seed: random.seed) }
    }

    /// Here the sums told a count that is no secret, and with it nothing being below 0 told of two people.
    @Test("what the sums tell, and what that leaves for others, is looked at together")
    func sumsThenRanges() async throws {
        var random = Seeded(seed: 11_408_721_746_373_684_750)
        _ = try draw(&random)
        try await attackInTurn(draw(&random), seed: random.seed)
    }

    @Test(
        "one report does not contradict itself: who was there before is who was there at the end of last year"
    )
    func lastYear() async throws {
        try await withOffice { office in
            var apprentices: [Apprentice] = []
            for number in 0..<24 {
                apprentices.append(
                    Apprentice(
                        organisation: number < 12 ? "plymouth_council" : "tavy_trust", number: number,
                        standard: number % 3 == 0 ? "S-6" : "S-3",
                        started: number < 16 ? "2019-09-02" : "2020-09-07",
                        ended: number % 5 == 0 && number < 16 ? ("withdrawn", "2020-02-03") : nil))
            }
            try await load(apprentices, office)
            var choices = try choices("2020-04-01", "2021-03-31")
            choices.comparesLastYear = true
            let report = try await office.perform(ReportTakeUp(choices))
            let tables = [Read(report), try #require(Read(lastYearOf: report))]
            #expect(found(tables) == [:])
            #expect(attack(tables).contradictions == [])
            for line in report.organisations + [report.total] {
                let before = line.counts[.apprenticesBefore] ?? nil
                let end = line.lastYear?.counts[.apprenticesAtEnd] ?? nil
                #expect(before == end, "\(line.key)")
            }
        }
    }

    @Test("a partner who traces everything finds nobody of the others, and follows nobody")
    func partner() async throws {
        try await withOffice { office in
            var apprentices: [Apprentice] = []
            for number in 0..<60 {
                let organisation = ["plymouth_council", "tavy_trust", "district_one"][number % 3]
                apprentices.append(
                    Apprentice(
                        organisation: organisation, number: number,
                        standard: number % 7 == 0 ? "S-7" : number % 4 == 0 ? "S-6" : "S-3",
                        started: number < 30 ? "2019-09-02" : number < 54 ? "2020-09-07" : "2021-09-06",
                        ended: number % 9 == 0
                            ? ("withdrawn", number < 30 ? "2020-02-03" : "2021-11-08") : nil))
            }
            try await load(apprentices, office)
            var tables: [Read] = []
            var names: [String: Set<String>] = [:]
            var answers = 0
            for year in [2020, 2021] {
                let (from, to) = (try day("\(year)-04-01"), try day("\(year + 1)-03-31"))
                var lines: [(path: String, counts: [TakeUpFigure: Int?])] = []
                for path in ["total", "level/3", "level/6", "level/7"] {
                    var counts: [TakeUpFigure: Int?] = [:]
                    for figure in TakeUpFigure.allCases {
                        let trace = try await office.perform(
                            TraceFigure(
                                figure: "take_up/\(path)/\(figure.rawValue)",
                                ReportQuestion(from: from, to: to)), as: "paul")
                        let own = Set(
                            trace.records.filter { $0.organisation != nil && $0.kind == "apprentice" }.map(
                                \.ref))
                        counts[figure] = .some(trace.value.flatMap { Int($0) }.map { $0 - own.count })
                        if trace.value != nil { answers += 1 }
                        let others = trace.records.filter { $0.organisation == nil }
                        #expect(!trace.withheld || others.isEmpty)
                        let people = Set(others.map(\.ref))
                        #expect(people.isEmpty || people.count >= 5, "\(path) \(figure) \(year)")
                        for name in people { names[name, default: []].insert("\(path) \(figure) \(year)") }
                    }
                    lines.append((path, counts))
                }
                tables.append(Read(period: try #require(Period(from: from, to: to)), lines: lines))
            }
            #expect(found(tables) == [:])
            #expect(answers > 20, "something is told")
            #expect(names.values.allSatisfy { $0.count == 1 }, "nobody is followed from figure to figure")
            // Days in between, other moments and unfinished years are refused, whatever the answer would be.
            for (from, to, asAt) in [
                ("2021-04-01", "2021-11-08", nil), ("2021-04-02", "2022-03-31", nil),
                ("2022-04-01", "2023-03-31", nil), ("2021-04-01", "2022-03-31", office.clock.present),
            ] as [(String, String, Date?)] {
                await expectRefusal(.notAllowed, "--from 2021-04-01 --to 2022-03-31") {
                    try await office.perform(
                        TraceFigure(
                            figure: "take_up/total/withdrawn",
                            ReportQuestion(from: try day(from), to: try day(to), asAt: asAt)), as: "paul")
                }
            }
            // Of their own organisation they ask what they like.
            let own = try await office.perform(
                TraceFigure(
                    figure: "take_up/tavy_trust/starts",
                    ReportQuestion(from: try day("2021-09-06"), to: try day("2021-09-06"))), as: "paul")
            #expect(own.value == "2" && own.records.allSatisfy { $0.organisation == "tavy_trust" })
        }
    }
}
