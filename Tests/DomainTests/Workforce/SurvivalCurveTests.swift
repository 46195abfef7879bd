import Domain
import Testing

@Suite("Retention curves")
struct SurvivalCurveTests {
    /// Weeks in remission of 21 patients (Freireich et al. 1963), the usual example; minus is still in remission.
    private let remission = [
        6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35,
    ]

    private func curve(_ weeks: [Int]) -> SurvivalCurve {
        SurvivalCurve(weeks.map { SurvivalCurve.Subject(days: abs($0), hasLeft: $0 > 0) })
    }

    private func rounded(_ value: Double?, _ places: Double = 1_000) -> Double? {
        value.map { ($0 * places).rounded() / places }
    }

    @Test("the curve and the interval of the published example")
    func published() throws {
        let curve = curve(remission.shuffled())
        #expect((curve.subjects, curve.left, curve.longest) == (21, 9, 35))
        #expect(curve.steps.map(\.days) == [6, 7, 10, 13, 16, 22, 23])
        #expect(curve.steps.map(\.atRisk) == [21, 17, 15, 12, 11, 7, 6])
        #expect(
            curve.steps.map { rounded($0.survival) } == [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448])
        #expect(
            curve.steps.map { rounded($0.interval?.lowerBound, 10_000) }
                == [0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881])
        #expect(
            curve.steps.map { rounded($0.interval?.upperBound, 10_000) }
                == [0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801])
        #expect(curve.median == 23)
    }

    @Test("the median is the day on which the half has left, also where fractions multiply to a little more")
    func medianIsExact() {
        for half in 1...60 {
            let days = Array(1...(2 * half))
            #expect(curve(days).median == half)
        }
    }

    @Test("between the steps it stays, before the first it is one, beyond the last look it is unknown")
    func between() {
        let curve = curve(remission)
        #expect(curve.survival(after: 5) == 1)
        #expect(rounded(curve.survival(after: 9)) == 0.807)
        #expect(rounded(curve.survival(after: 35)) == 0.448)
        #expect(curve.survival(after: 36) == nil)
        #expect(self.curve([]).survival(after: 0) == nil)
    }

    @Test("when everybody has left nobody stays, for ever; when nobody has, all do")
    func ends() {
        let all = curve([1, 2, 3])
        #expect(all.steps.last?.survival == 0)
        #expect(all.steps.last?.interval == nil)
        #expect(all.survival(after: 1_000) == 0)
        let none = curve([-5, -9])
        #expect(none.steps.isEmpty)
        #expect(none.survival(after: 9) == 1)
        #expect(none.median == nil)
    }

    @Test("without anybody watched for less it is the plain share, and leaving on day 0 counts")
    func plain() {
        let curve = curve([0, 0, 4, 8, -9, -9, -9, -9].map { $0 })
        // 0 is not above 0, so these two stay as watched for no time.
        #expect(curve.left == 2)
        let zero = SurvivalCurve([
            .init(days: 0, hasLeft: true), .init(days: 3, hasLeft: true), .init(days: 5, hasLeft: false),
            .init(days: 5, hasLeft: false),
        ])
        #expect(zero.steps.map(\.survival) == [0.75, 0.5])
        #expect(zero.median == 3)
    }
}

@Suite("Age bands and themes")
struct AgeBandTests {
    @Test(
        "the age reached in the year decides",
        arguments: [
            (1998, AgeBand.under25), (1997, .from25), (1968, .from45), (1967, .from55), (1957, .from65),
            (1900, .from65),
        ])
    func bands(year: Int, band: AgeBand) throws {
        #expect(AgeBand(birthYear: year, on: try day("2022-09-30")) == band)
    }

    @Test("an unknown year is a band of its own; the findings are six")
    func unknown() throws {
        #expect(AgeBand(birthYear: nil, on: try day("2022-09-30")) == .unknown)
        #expect(
            ExitTheme.allCases.map(\.rawValue)
                == ["pandemic", "shortage", "interim_staff", "burnout", "bureaucracy", "culture"])
    }
}
