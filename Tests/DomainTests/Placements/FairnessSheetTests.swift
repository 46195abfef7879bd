import RandomSupport
import Testing

@testable import Domain

@Suite("The fairness sheet")
struct FairnessSheetTests {
    private func students(
        _ count: Int, _ university: String, stage: String = "first", attributes: [String] = [],
        choice: Int? = 1, minutes: Int? = 30
    ) -> [FairnessSheet.Student] {
        (0..<count).map { _ in
            .init(
                university: university, stage: stage, attributes: attributes, choice: choice,
                travelMinutes: minutes)
        }
    }

    @Test("large groups are counted as they are")
    func counts() throws {
        let sheet = FairnessSheet(
            students(10, "one", attributes: ["first_language:welsh"], choice: 1, minutes: 20)
                + students(8, "one", stage: "final", choice: 3, minutes: 41)
                + students(7, "two", stage: "final", choice: nil, minutes: nil)
                + students(6, "two", choice: 4, minutes: 30))
        let all = try #require(sheet.lines.first)
        #expect(all.by == "all" && all.students == 31 && all.placed == 24)
        #expect(all.firstChoice == 10 && all.firstThree == 18 && all.averageTravelMinutes == 30)
        let one = try #require(sheet.lines.first { $0.group == "one" })
        #expect(one.students == 18 && one.placed == 18 && one.firstChoice == 10 && one.firstThree == 18)
        #expect(one.averageTravelMinutes == 29 && !one.suppressed)
        let two = try #require(sheet.lines.first { $0.group == "two" })
        #expect(two.students == 13 && two.placed == 6 && two.firstChoice == 0 && two.firstThree == 0)
        #expect(
            sheet.lines.map(\.by) == [
                "all", "university", "university", "stage", "stage", "first_language", "first_language",
            ])
        #expect(sheet.lines.suffix(2).map(\.group) == ["not recorded", "welsh"])
    }

    @Test("a small group says nothing, and another hides beside it")
    func small() throws {
        let sheet = FairnessSheet(students(20, "one") + students(12, "two") + students(3, "three"))
        let lines = sheet.lines.filter { $0.by == "university" }
        #expect(lines.map(\.group) == ["one", "three", "two"])
        #expect(lines.map(\.suppressed) == [false, true, true])
        for line in lines.dropFirst() {
            #expect(line.students == nil && line.placed == nil && line.firstChoice == nil)
            #expect(line.firstThree == nil && line.averageTravelMinutes == nil)
        }
        #expect(lines[0].students == 20)
    }

    @Test("one without a place among many is not named by subtraction")
    func oneUnplaced() throws {
        let sheet = FairnessSheet(
            students(12, "one") + students(1, "one", choice: nil, minutes: nil) + students(20, "two")
                + students(9, "three", choice: 2))
        for line in sheet.lines where line.by == "university" && line.group == "one" {
            #expect(line.placed == nil && line.averageTravelMinutes == nil && line.students == 13)
        }
        // The same students by stage are all in one group, which tells no more than the total.
        #expect(sheet.lines.filter { $0.by == "stage" }.count == 1)
    }

    @Test("from all lines together, by whatever they group, no hidden cell can be had")
    func attack() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Seeded(seed: seed)
        for turn in 0..<25 {
            let people = (0..<Int.random(in: 6...11, using: &random)).map { _ -> FairnessSheet.Student in
                let isPlaced = Int.random(in: 0..<4, using: &random) > 0
                let choice = [1, 2, nil].randomElement(using: &random) ?? nil
                return .init(
                    university: ["one", "two", "three"].randomElement(using: &random) ?? "one",
                    stage: ["first", "final"].randomElement(using: &random) ?? "first",
                    attributes: ["care:" + (Bool.random(using: &random) ? "yes" : "no")],
                    choice: isPlaced ? choice : nil,
                    travelMinutes: isPlaced ? Int.random(in: 5...60, using: &random) : nil)
            }
            let sheet = FairnessSheet(people, threshold: 3)
            guard let all = sheet.lines.first, let students = all.students, let placed = all.placed,
                let firstThree = all.firstThree
            else {
                Issue.record("the total is hidden")
                continue
            }
            for by in ["university", "stage", "care"] {
                let lines = sheet.lines.filter { $0.by == by }
                let shown = lines.map { [$0.students, $0.placed, $0.firstThree] }
                let totals = [students, placed, firstThree]
                let had = TableAttack.cellsHad(shown: shown, totals: totals).filter {
                    lines.count > 1 && totals[$0[1]] > 0
                }
                #expect(
                    had.isEmpty || shown.joined().allSatisfy { $0 == nil },
                    "seed \(seed) turn \(turn) by \(by): \(shown) of \(totals) gives \(had)")
                for line in lines where line.placed == nil { #expect(line.averageTravelMinutes == nil) }
            }
        }
    }

    @Test("nobody at all is no failure")
    func empty() {
        let sheet = FairnessSheet([])
        #expect(sheet.lines.map(\.students) == [0] && sheet.lines[0].averageTravelMinutes == nil)
    }
}
