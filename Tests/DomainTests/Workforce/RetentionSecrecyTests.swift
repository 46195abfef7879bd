import Domain
import RandomSupport
import Testing

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
            let shown = secrecy.groups.map { group -> [Int?] in
                let counts = counts(group.curve)
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
                #expect(group.steps.allSatisfy { $0.left >= 3 }, "seed \(random.seed)")
                #expect(group.hidesLeft || group.steps.reduce(0) { $0 + $1.left } == group.curve.left)
            }
        }
        #expect(hidden > 50)
    }

    @Test("steps are one with the next until enough left, and a cut stands where enough left on both sides")
    func merging() {
        let curve = SurvivalCurve(
            [10, 20, 30, 40, 50, 60, 70].map { SurvivalCurve.Subject(days: $0, hasLeft: true) })
        #expect(curve.merged(leastLeft: 3).steps.map(\.days) == [30, 70])
        #expect(curve.merged(leastLeft: 3).steps.map(\.left) == [3, 4])
        #expect(curve.merged(leastLeft: 3).steps.map(\.atRisk) == [7, 4])
        #expect(curve.merged(leastLeft: 3, cuts: [45]).steps.map(\.days) == [40, 70])
        #expect(curve.merged(leastLeft: 3, cuts: [25]).cuts == [])
        #expect(curve.merged(leastLeft: 3, cuts: [5, 900]).cuts == [5, 900])
        #expect(curve.merged(leastLeft: 1).steps == curve.steps)
        #expect(curve.merged(leastLeft: 8).steps == [])
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
        let two = RetentionSecrecy(
            [curve(soon: 2, later: 18, stayed: 20), curve(soon: 6, later: 14, stayed: 20)],
            all: curve(soon: 8, later: 32, stayed: 40), threshold: 5)
        #expect(two.groups.allSatisfy { $0.hidesYear && !$0.hidesLeft } && !two.all.hidesYear)
        #expect(two.groups[1].steps.first?.left != 6, "six left within the year")
    }
}
