import Domain
import RandomSupport
import Testing

@Suite("The bridge from the vacancies of today")
struct VacancyBridgeTests {
    private let plymouth = VacancyBridge.State(
        established: FTE(whole: 202), vacant: FTE(whole: 43), covered: FTE(whole: 24))

    @Test("Plymouth after twelve from overseas and seven newly qualified")
    func nineteen() {
        let bridge = VacancyBridge(
            from: plymouth, changes: [.arrivals(FTE(whole: 12)), .newlyQualified(FTE(whole: 7))])
        #expect(bridge.steps.map { $0.after.rate?.percent() } == ["15.3 %", "11.9 %"])
        #expect(bridge.steps.map(\.vacant.description) == ["-12", "-7"])
        #expect(bridge.result.vacant == FTE(whole: 24))
        #expect(bridge.result.covered == FTE(whole: 24), "agency stays while there is a vacancy")
        #expect(bridge.result.uncovered == .zero)
    }

    @Test("who finds no vacancy is told beyond, and agency goes where there is nothing left to cover")
    func beyond() {
        let start = VacancyBridge.State(
            established: FTE(whole: 10), vacant: FTE(whole: 3), covered: FTE(whole: 2))
        let bridge = VacancyBridge(
            from: start, changes: [.arrivals(FTE(whole: 2)), .newlyQualified(FTE(whole: 4)), .leavers(.one)])
        #expect(bridge.steps.map(\.covered.description) == ["-1", "-1", "0"])
        #expect(bridge.steps.map(\.beyond.description) == ["0", "3", "0"])
        #expect(bridge.result.vacant == .one)
        #expect(bridge.result.uncovered == .one)
    }

    @Test("agency comes and goes within what there is")
    func agency() {
        let start = VacancyBridge.State(
            established: FTE(whole: 10), vacant: FTE(whole: 3), covered: FTE(whole: 2))
        let more = VacancyBridge(from: start, changes: [.agency(FTE(whole: 5))])
        #expect((more.result.covered, more.steps[0].beyond) == (FTE(whole: 3), FTE(whole: 4)))
        let less = VacancyBridge(from: start, changes: [.agency(FTE(whole: -5))])
        #expect((less.result.covered, less.steps[0].beyond) == (.zero, FTE(whole: -3)))
    }

    @Test("leavers at the present turnover, to the ten-thousandth")
    func leavers() throws {
        // 160 in post, 12.1875 % a year: 19.5 in twelve months, 4.875 in three.
        let turnover = try #require(Ratio(195_000, of: 1_600_000))
        #expect(
            VacancyBridge.leavers(inPost: FTE(whole: 160), turnover: turnover, months: 12).description
                == "19.5")
        #expect(
            VacancyBridge.leavers(inPost: FTE(whole: 160), turnover: turnover, months: 3).description
                == "4.875")
        #expect(
            VacancyBridge.leavers(inPost: FTE(whole: 1), turnover: turnover, months: 1).description
                == "0.0102")
        // Half of a ten-thousandth is one.
        let half = try #require(Ratio(1, of: 2))
        #expect(
            VacancyBridge.leavers(inPost: FTE(tenThousandths: 3), turnover: half, months: 12).tenThousandths
                == 2)
        #expect(VacancyBridge.leavers(inPost: .zero, turnover: turnover, months: 12) == .zero)
    }

    @Test("the steps add up to the result, whatever they are")
    func exact() {
        var random = Seeded.printed("vacancy bridge")
        for _ in 0..<500 {
            func amount(_ most: Int) -> FTE { FTE(tenThousandths: Int.random(in: 0...most, using: &random)) }
            let established = amount(2_000_000)
            let vacant = FTE(tenThousandths: Int.random(in: 0...established.tenThousandths, using: &random))
            let covered = FTE(tenThousandths: Int.random(in: 0...vacant.tenThousandths, using: &random))
            let start = VacancyBridge.State(established: established, vacant: vacant, covered: covered)
            let changes: [VacancyBridge.Change] = (0..<5).map { _ in
                switch Int.random(in: 0...3, using: &random) {
                case 0: .arrivals(amount(300_000))
                case 1: .newlyQualified(amount(300_000))
                case 2: .leavers(amount(900_000))
                default: .agency(amount(200_000) - amount(400_000))
                }
            }
            let bridge = VacancyBridge(from: start, changes: changes)
            let moved = bridge.steps.reduce(start.vacant) { $0 + $1.vacant }
            let cover = bridge.steps.reduce(start.covered) { $0 + $1.covered }
            #expect(moved == bridge.result.vacant && cover == bridge.result.covered, "seed \(random.seed)")
            for step in bridge.steps {
                #expect(step.after.vacant >= .zero && step.after.vacant <= established, "seed \(random.seed)")
                #expect(
                    step.after.covered >= .zero && step.after.covered <= step.after.vacant,
                    "seed \(random.seed)")
            }
        }
    }
}
