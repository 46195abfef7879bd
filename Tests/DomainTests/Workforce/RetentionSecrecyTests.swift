import Foundation
import RandomSupport
import Testing

@testable import Domain

@Suite struct RetentionSecrecyTests {
    private func curve(_ random: inout Seeded) -> SurvivalCurve {
        let people = Int.random(in: 1...14, using: &random)
        return SurvivalCurve(
            (0..<people).map { _ in
                SurvivalCurve.Subject(
                    days: Int.random(in: 1...900, using: &random), hasLeft: Bool.random(using: &random))
            })
    }

    /// People, of them who left, of them who left within the year.
    private func counts(_ curve: SurvivalCurve) -> [Int] {
        [
            curve.subjects, curve.left,
            curve.steps.filter { $0.days <= RetentionSecrecy.year }.reduce(0) { $0 + $1.left },
        ]
    }

    @Test("by trying every table that fits, nothing hidden is had back")
    func attack() {
        var random = Seeded.printed("retention")
        var hidden = 0
        for _ in 0..<150 {
            let curves = (0..<Int.random(in: 2...3, using: &random)).map { _ in curve(&random) }
            let subjects = curves.flatMap { curve in
                curve.steps.flatMap { step in
                    Array(repeating: SurvivalCurve.Subject(days: step.days, hasLeft: true), count: step.left)
                }
                    + Array(
                        repeating: SurvivalCurve.Subject(days: 1_000, hasLeft: false),
                        count: curve.subjects - curve.left)
            }
            let all = SurvivalCurve(subjects)
            let secrecy = RetentionSecrecy(curves, all: all, threshold: 3)
            if secrecy.all.hidesYear { continue }
            let shown = zip(secrecy.groups, curves).map { group, curve -> [Int?] in
                let counts = counts(curve)
                return [
                    group.hidesPeople ? nil : counts[0], group.hidesLeft ? nil : counts[1],
                    group.hidesYear ? nil : counts[2],
                ]
            }
            hidden += shown.joined().count { $0 == nil }
            let had = TableAttack.cellsHad(shown: shown, totals: counts(all)).filter { cell in
                let value = counts(curves[cell[0]])[cell[1]]
                return (1..<3).contains(value)
            }
            #expect(had.isEmpty, "\(curves.map(counts)) shows \(shown), seed \(random.seed)")
            for group in secrecy.groups + [secrecy.all] {
                #expect(group.steps.allSatisfy { $0.left == 0 || $0.left >= 3 }, "seed \(random.seed)")
                #expect(group.hidesLeft || group.steps.reduce(0) { $0 + $1.left } == group.curve.left)
            }
        }
        #expect(hidden > 50)
    }

    private func watched(_ leaving: [Int], stayed: [Int]) -> SurvivalCurve {
        SurvivalCurve(
            leaving.map { SurvivalCurve.Subject(days: $0, hasLeft: true) }
                + stayed.map { SurvivalCurve.Subject(days: $0, hasLeft: false) })
    }

    @Test("a life table by hand: who is watched for a part of a step counts for half of it")
    func byHand() {
        let curve = watched([10, 40, 70, 100, 130], stayed: [50, 400, 400, 400, 400])
        let table = RetentionSecrecy([curve], all: curve, threshold: 2).all.curve
        #expect(table.steps.map(\.days) == [60, 152], "two and five months of a twelfth of 365 days")
        #expect(table.steps.map(\.left) == [2, 3], "the last alone would be one")
        #expect(table.steps.map(\.atRisk) == [10, 7])
        // 9.5 were there throughout the first step, 7 the second.
        let expected = [7.5 / 9.5, 7.5 / 9.5 * 4 / 7]
        for (step, survival) in zip(table.steps, expected) {
            #expect(abs(step.survival - survival) < 1e-12)
        }
        // Greenwood: 2 ÷ (9.5 × 7.5) in the first step.
        let deviation = (2 / (9.5 * 7.5)).squareRoot() / -log(7.5 / 9.5)
        let interval = try? #require(table.steps.first?.interval)
        #expect(abs((interval?.lowerBound ?? 0) - pow(7.5 / 9.5, exp(1.959964 * deviation))) < 1e-6)
        #expect(table.median == 152 && table.left == 5 && table.subjects == 10)
        #expect(RetentionSecrecy([curve], all: curve, threshold: 6).all.steps == [])
        let gone = watched([10, 20, 500], stayed: []).lifeTable(endingWith: [1, 17, 20])
        #expect(
            gone.steps.last?.survival == 0 && gone.steps.last?.days == 500, "not beyond who stayed longest")
    }

    @Test("no step holds days of both years where the year is told, and none tells of it where it is not")
    func year() {
        let leaving = [100, 110, 120, 300, 500, 510, 520, 900]
        let curve = watched(leaving, stayed: Array(repeating: 1_000, count: 9))
        let told = RetentionSecrecy([curve], all: curve, threshold: 3).all
        #expect(told.steps.map(\.days) == [304, 365, 912] && told.steps.map(\.left) == [4, 0, 4])
        // Two of the one left within the year, and six of the other, of whom that is not told either.
        let two = [
            watched([100, 110] + Array(500...517), stayed: Array(repeating: 1_000, count: 20)),
            watched(Array(100...105) + Array(600...613), stayed: Array(repeating: 1_000, count: 20)),
        ]
        let both = RetentionSecrecy(two, all: joined(two), threshold: 5)
        #expect(both.all.steps.map(\.days) == [121, 365, 517, 608, 638])
        #expect(both.groups.allSatisfy { $0.steps.map(\.days) == [517, 608, 638] && $0.hidesYear })
        #expect(both.groups.map { $0.steps.map(\.left) } == [[20, 0, 0], [6, 9, 5]])
    }

    /// Everybody who was watched in some groups.
    private func joined(_ curves: [SurvivalCurve]) -> SurvivalCurve {
        SurvivalCurve(
            curves.flatMap { curve in
                (0...curve.longest).flatMap { day in
                    let left = curve.steps.first { $0.days == day }?.left ?? 0
                    let watched = curve.watched(beyond: day - 1) - curve.watched(beyond: day)
                    return (0..<watched).map { SurvivalCurve.Subject(days: day, hasLeft: $0 < left) }
                }
            })
    }

    private func steps(_ shown: RetentionSecrecy.Shown) -> [WindowAttack.Step]? {
        shown.hidesLeft ? nil : shown.steps.map { ($0.days, $0.left) }
    }

    @Test(
        "by subtracting curves from each other nothing finer than their steps is had, however they are grouped"
    )
    func differences() {
        var random = Seeded.printed("curves that are subtracted")
        var (steps, shown) = (0, 0)
        for round in 0..<300 {
            // By how they came; and by when, so that the youngest are watched for a short time only.
            var routes: [[SurvivalCurve.Subject]] = Array(repeating: [], count: 2 + random.below(4))
            var years: [[SurvivalCurve.Subject]] = Array(repeating: [], count: 2 + random.below(5))
            for _ in 0..<(20 + random.below(200)) {
                let year = random.below(years.count)
                let until = (year + 1) * 365 - random.below(365)
                let days = Int.random(in: 1...1_500, using: &random)
                let one = SurvivalCurve.Subject(days: min(days, until), hasLeft: days < until)
                routes[random.below(random.below(routes.count) + 1)].append(one)
                years[year].append(one)
            }
            let threshold = 3 + random.below(3)
            let groupings = [routes, years].map { groups in
                groups.filter { !$0.isEmpty }.map { SurvivalCurve($0) }
            }
            let all = SurvivalCurve(routes.joined())
            let reports = [
                RetentionSecrecy(groupings[0], all: all, beside: [groupings[1]], threshold: threshold),
                RetentionSecrecy(groupings[1], all: all, beside: [groupings[0]], threshold: threshold),
            ]
            #expect(reports[0].all.steps == reports[1].all.steps, "or two reports tell finer steps of all")
            for report in reports {
                guard let total = self.steps(report.all) else { continue }
                let groups = report.groups.map(self.steps)
                let found = WindowAttack(groups: groups, total: total, threshold: threshold).found()
                #expect(found == [], "\(round), seed \(random.seed): \(groups), \(total)")
                steps += total.count
                shown += groups.reduce(0) { $0 + ($1?.count ?? 0) }
            }
        }
        #expect(steps > 3_000 && shown > 3_000, "\(steps), \(shown)")
    }

    @Test("what a life table says is the same wherever in its months people left: nothing finer is in it")
    func nothingFiner() {
        var random = Seeded.printed("life tables")
        for _ in 0..<200 {
            let months = (0..<30).map { _ in random.below(40) }
            let stayed = (0..<20).map { _ in random.below(1_300) }
            func someDays() -> [Int] {
                months.map { month in
                    let first = month * 365 / 12 + 1
                    return Int.random(in: first...((month + 1) * 365 / 12), using: &random)
                }
            }
            // Who stayed longest says how far the last step goes.
            let tables = [someDays(), someDays()].map {
                RetentionSecrecy(
                    [watched($0, stayed: stayed + [1_300])], all: watched($0, stayed: stayed + [1_300]),
                    threshold: 5)
            }
            #expect(tables[0].all.steps == tables[1].all.steps, "seed \(random.seed)")
            #expect(tables[0].all.curve.median == tables[1].all.curve.median)
        }
    }

    @Test("six who left and four who stayed: a group of ten tells neither")
    func few() {
        func curve(_ left: Int, _ stayed: Int) -> SurvivalCurve {
            SurvivalCurve(
                (0..<left).map { SurvivalCurve.Subject(days: 400 + $0, hasLeft: true) }
                    + (0..<stayed).map { _ in SurvivalCurve.Subject(days: 900, hasLeft: false) })
        }
        let groups = [curve(6, 4), curve(20, 20), curve(12, 15)]
        let secrecy = RetentionSecrecy(groups, all: curve(38, 39), threshold: 5)
        #expect(secrecy.groups[0].hidesLeft && !secrecy.groups[0].hidesPeople)
        #expect(secrecy.groups.count { $0.hidesLeft } == 2, "one alone is the total less the others")
        #expect(!secrecy.all.hidesLeft)
        #expect(
            RetentionSecrecy(groups, all: curve(38, 39), threshold: 1).groups.allSatisfy { !$0.hidesLeft })
        let tiny = RetentionSecrecy([curve(2, 1)], all: curve(2, 1), threshold: 5)
        #expect(tiny.all.hidesPeople && tiny.groups[0].hidesPeople && tiny.all.steps.isEmpty)
    }

    @Test("of all too: few who stayed hide who left, and a year that is hidden beside another is no step")
    func all() {
        func curve(soon: Int, later: Int, stayed: Int) -> SurvivalCurve {
            SurvivalCurve(
                (0..<soon).map { SurvivalCurve.Subject(days: 100 + $0, hasLeft: true) }
                    + (0..<later).map { SurvivalCurve.Subject(days: 400 + $0, hasLeft: true) }
                    + (0..<stayed).map { _ in SurvivalCurve.Subject(days: 900, hasLeft: false) })
        }
        let whole = curve(soon: 6, later: 14, stayed: 3)
        #expect(RetentionSecrecy([whole], all: whole, threshold: 5).all.hidesLeft)
        // Two who left after the year are had from who left and who left within it, and so the other way round.
        for (soon, later, hides) in [(6, 2, true), (2, 6, true), (6, 5, false), (5, 6, false), (6, 0, false)]
        {
            let whole = curve(soon: soon, later: later, stayed: 20)
            let told = RetentionSecrecy([whole], all: whole, threshold: 5).all
            #expect(told.hidesYear == hides && !told.hidesLeft, "\(soon) and \(later)")
        }
        // The 365th day is within the year: five, of whom one before it.
        let edge = watched(
            [100, 365, 365, 365, 365] + (0..<6).map { 366 + $0 }, stayed: Array(repeating: 900, count: 20))
        #expect(!RetentionSecrecy([edge], all: edge, threshold: 5).all.hidesYear)
        let two = RetentionSecrecy(
            [curve(soon: 2, later: 18, stayed: 20), curve(soon: 6, later: 14, stayed: 20)],
            all: curve(soon: 8, later: 32, stayed: 40), threshold: 5)
        #expect(two.groups.allSatisfy { $0.hidesYear && !$0.hidesLeft } && !two.all.hidesYear)
        #expect(two.groups[1].steps.first?.left != 6, "six left within the year")
    }
}
