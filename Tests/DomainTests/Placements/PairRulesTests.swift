import Domain
import MatchingSupport
import RandomSupport
import Testing

@Suite("Rules for pairs of student and placement")
struct PairRulesTests {
    private func verdict(
        _ student: PairStudent = PairFixture.student(), given: TravelEstimate.Given = .nothing,
        on date: String = "2022-06-01", _ change: (inout PairPlacement) throws -> Void = { _ in }
    ) throws -> PairVerdict {
        let rules = try PairFixture.rules(on: date)
        var placement = try PairFixture.placement()
        try change(&placement)
        return rules.verdict(student, placement, given: given)
    }

    @Test("nothing is held against a good pair")
    func good() throws {
        let found = try verdict()
        #expect(found.isPossible)
        #expect(found.refusals == [] && found.problems == [])
        #expect(found.refusals.codes == [] && found.problems.count == 0)
    }

    @Test("what depends on the placement alone, at each stage")
    func placementAlone() throws {
        #expect(try verdict { $0.isWithdrawn = true }.refusals == .placementWithdrawn)
        #expect(
            try verdict { $0.dates = try day("2022-09-11")...day("2023-02-24") }.refusals == .datesOutsideTerm
        )
        #expect(
            try verdict { $0.dates = try day("2022-09-12")...day("2023-02-25") }.refusals == .datesOutsideTerm
        )
        #expect(try verdict { $0.isStatutory = false }.refusals == .noStatutoryTasks)
        #expect(try verdict { $0.isStatutory = nil }.problems == .statutoryUnknown)
        #expect(try verdict(PairFixture.student(.first)) { $0.isStatutory = false }.refusals == [])
        #expect(try verdict { $0.educatorStage = 1 }.refusals == .educatorStageTooLow)
        #expect(try verdict(PairFixture.student(.first)) { $0.educatorStage = 1 }.refusals == [])
        #expect(try verdict { $0.educatorStage = nil }.problems == .educatorUnknown)
        #expect(try verdict(PairFixture.student(.first)) { $0.educatorStage = nil }.problems == [])
        #expect(
            try verdict(PairFixture.student(.first)) {
                $0.educatorStage = nil
                $0.hasEducator = false
            }.problems == .educatorUnknown)
        #expect(
            try verdict { $0.educatorCurrentUntil = try day("2023-02-23") }.problems == .educatorNotCurrent)
        #expect(try verdict { $0.educatorCurrentUntil = try day("2023-02-24") }.problems == [])
        #expect(try verdict { $0.auditedUntil = try day("2022-09-11") }.refusals == .auditExpired)
        #expect(try verdict { $0.auditedUntil = try day("2022-09-12") }.problems == .auditEndsEarly)
        #expect(try verdict { $0.auditedUntil = try day("2023-02-24") }.problems == [])
        let rules = try PairFixture.rules()
        var closed = try PairFixture.placement()
        closed.isStatutory = false
        let table = PairTable(students: [], placements: [try PairFixture.placement(), closed], rules: rules)
        #expect(!table.isClosed(0, to: .final) && table.isClosed(1, to: .final))
        #expect(!table.isClosed(1, to: .first))
        #expect((table.studentCount, table.placementCount) == (0, 2))
    }

    @Test("conflicts of interest with the organisation or the team, and settings that repeat")
    func history() throws {
        var student = PairFixture.student()
        student.conflicts = [7, 101]
        #expect(try verdict(student).refusals == .conflictOfInterest)
        student.conflicts = [1]
        #expect(try verdict(student).refusals == .conflictOfInterest)
        student.conflicts = [7]
        #expect(try verdict(student).refusals == [])
        student.earlier = [.init(setting: 5)]
        #expect(try verdict(student).problems == .noContrast)
        #expect(try verdict(student).refusals == [])
        student.earlier = [.init(setting: 5, organisation: 2), .init(setting: 6, organisation: 1)]
        #expect(try verdict(student).problems == .noContrast)
        #expect(try verdict(student).refusals == [])
        student.earlier = [.init(setting: 5, organisation: 1)]
        #expect(try verdict(student).refusals == .settingRepeated)
        student.earlier = []
        student.brokeDown = [.init(setting: 5, organisation: 2), .init(setting: 6, organisation: 1)]
        #expect(try verdict(student).isPossible, "another setting of that host, that setting of another")
        student.brokeDown.append(.init(setting: 5, organisation: 1))
        #expect(try verdict(student).refusals == .brokeDownHere)
    }

    @Test("an adjustment is met, met in part or impossible; each counts")
    func adjustments() throws {
        var student = PairFixture.student()
        student.adjustments = [1, 2]
        #expect(try verdict(student) { $0.adjustmentsMet = [2, 1] }.problems == [])
        let partly = try verdict(student) {
            $0.adjustmentsMet = [1]
            $0.adjustmentsPartlyMet = [2]
        }
        #expect(partly.problems == .adjustmentPartlyMet && partly.isPossible)
        #expect(try verdict(student) { $0.adjustmentsMet = [1] }.refusals == .adjustmentImpossible)
        #expect(PairRefusals.confidential == .adjustmentImpossible)
    }

    @Test(
        "a missing check refuses only when the placement begins too soon, and what nobody records refuses nobody"
    )
    func clearance() throws {
        var student = PairFixture.student()
        student.clearance = .missing
        #expect(try verdict(student).problems == .dbsPending)
        #expect(try verdict(student, on: "2022-08-29").problems == .dbsPending)
        #expect(try verdict(student, on: "2022-08-30").refusals == .dbsMissing)
        #expect(try verdict(student, on: "2022-10-30").refusals == .dbsMissing)
        student.clearance = .unknown
        #expect(try verdict(student, on: "2022-10-30") == verdict(on: "2022-10-30"))
    }

    @Test("cars, limits and long journeys, to the minute")
    func travel() throws {
        var student = PairFixture.student()
        #expect(try verdict(student) { $0.needsCar = true }.refusals == [])
        student.hasCar = nil
        #expect(try verdict(student) { $0.needsCar = true }.problems == .carUnknown)
        student.hasCar = false
        #expect(try verdict(student) { $0.needsCar = true }.refusals == .carNeeded)
        student.hasCar = true
        #expect(try verdict(student, given: .init(car: 75)).problems == [])
        #expect(try verdict(student, given: .init(car: 76)).problems == .longTravel)
        #expect(try verdict(student, given: .init(car: 90)).refusals == [])
        #expect(try verdict(student, given: .init(car: 91)).refusals == .tooFar)
        student.maxTravelMinutes = 40
        #expect(try verdict(student, given: .init(car: 40)).isPossible)
        #expect(try verdict(student, given: .init(car: 41)).refusals == .overOwnLimit)
        student.hasCar = false
        student.maxTravelMinutes = nil
        #expect(try verdict(student, given: .init(car: 5, publicTransport: 120)).refusals == [])
        #expect(try verdict(student, given: .init(car: 5, publicTransport: 121)).refusals == .tooFar)
        student.home = nil
        #expect(try verdict(student, given: .init(car: 5)).problems == .travelUnknown)
    }

    @Test("days to do against weekdays, students who withdrew, other terms, and all reasons at once")
    func rest() throws {
        var student = PairFixture.student()
        student.daysRequired = 120
        #expect(try verdict(student).problems == [])
        student.daysRequired = 121
        #expect(try verdict(student).problems == .tooShort)
        student = PairFixture.student()
        student.isWithdrawn = true
        student.term = 2
        student.conflicts = [1]
        student.hasCar = false
        let found = try verdict(student) { $0.needsCar = true }
        #expect(
            found.refusals.codes == ["student_withdrawn", "other_term", "conflict_of_interest", "car_needed"])
        #expect(found.refusals.words.split(separator: ";").count == 4)
    }

    @Test("many together get the verdicts that each gets alone")
    func table() throws {
        var random = Seeded.printed("table")
        let rules = try PairFixture.rules()
        func codes() -> [Int32] {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in .random(in: 0..<6, using: &random) }
        }
        func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
        let ground = ClusteredPlaces(students: 40, placements: 30, seed: random.next())
        let students = ground.homes.map { home in
            var student = PairFixture.student(Bool.random(using: &random) ? .first : .final)
            student.home = maybe(home) ?? nil
            student.hasCar = maybe(Bool.random(using: &random))
            student.maxTravelMinutes = maybe(.random(in: 0..<120, using: &random))
            student.clearance = Bool.random(using: &random) ? .missing : .unknown
            student.conflicts = codes()
            student.earlier = codes().map {
                .init(setting: $0, organisation: maybe(.random(in: 0..<6, using: &random)))
            }
            student.adjustments = codes()
            return student
        }
        let placements = try ground.places.map { place in
            var placement = try PairFixture.placement()
            placement.place = maybe(place) ?? nil
            placement.organisation = .random(in: 0..<6, using: &random)
            placement.setting = .random(in: 0..<6, using: &random)
            placement.isStatutory = maybe(Bool.random(using: &random))
            placement.needsCar = maybe(Bool.random(using: &random))
            placement.adjustmentsMet = codes()
            placement.adjustmentsPartlyMet = codes()
            return placement
        }
        let table = PairTable(students: students, placements: placements, rules: rules)
        for (number, student) in students.enumerated() {
            for (other, placement) in placements.enumerated() {
                let verdict = table.verdict(number, other)
                #expect(verdict == rules.verdict(student, placement))
                #expect(
                    verdict.travel
                        == TravelEstimate(
                            from: student.home, to: placement.place, hasCar: student.hasCar == true,
                            rules: rules.rules.travel))
                let lacking = student.adjustments.contains {
                    !(placement.adjustmentsMet + placement.adjustmentsPartlyMet).contains($0)
                }
                #expect(verdict.refusals.contains(.adjustmentImpossible) == lacking)
                #expect(
                    verdict.refusals.contains(.conflictOfInterest)
                        == student.conflicts.contains(placement.organisation))
                #expect(
                    verdict.problems.contains(.noContrast)
                        == student.earlier.contains { $0.setting == placement.setting })
            }
        }
    }

    @Test("every refusal and every problem has one code and words of its own")
    func names() {
        let refusals = PairRefusals.named
        #expect(Set(refusals.map(\.code)).count == refusals.count)
        #expect(refusals.reduce(into: PairRefusals()) { $0.formUnion($1.rule) }.rawValue == 0x7FFF)
        let problems = PairProblems.named
        #expect(Set(problems.map(\.code)).count == problems.count)
        #expect(problems.reduce(into: PairProblems()) { $0.formUnion($1.problem) }.count == problems.count)
        #expect(Set(refusals.map(\.code)).isDisjoint(with: problems.map(\.code)))
    }

    @Test("a rule that is missing is named", arguments: PairFixture.codes.keys.sorted())
    func missingRule(key: String) throws {
        let book = try PairFixture.book(without: key)
        #expect(throws: RuleError.unknownKey(RuleKey(rawValue: "placement.\(key)"))) {
            _ = try PlacementRules(book, on: try day("2022-06-01"))
        }
        let whole = try PlacementRules(try PairFixture.book(), on: try day("2022-06-01"))
        #expect(whole.rows.map(\.key.rawValue).contains("placement.\(key)"))
    }
}
