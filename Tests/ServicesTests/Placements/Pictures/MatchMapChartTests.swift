import Domain
import Testing

@testable import Services

/// The map of a match: what is drawn, and what is not.
@Suite struct MatchMapChartTests {
    private typealias Fixture = PictureFixture

    @Test(arguments: [(1, 1), (30, 12), (1_000, 40), (1_000, 300)])
    func everybodyIsDrawnOnce(students: Int, placements: Int) throws {
        let map = try Fixture.crowd(students: students, placements: placements)
        let drawing = try Drawing(MatchMapChart(map).svg)
        let placed = map.students.count { $0.placed }
        #expect(drawing.all("g", "placement").count == placements)
        #expect(drawing.all("circle", within: "students").count == placed)
        #expect(drawing.all("path", "unplaced", within: "crosses").count == students - placed)
        for choice in MatchChoice.allCases {
            #expect(
                drawing.lines(choice.rawValue) == map.students.count { $0.choice == choice },
                "\(choice) has a line for each of its students")
        }
    }

    @Test func theSamePictureComesOutEveryTime() throws {
        let map = try Fixture.crowd(students: 400, placements: 90)
        #expect(MatchMapChart(map, labels: true).svg == MatchMapChart(map, labels: true).svg)
    }

    @Test func aThousandStudentsFitInAFewHundredKilobytes() throws {
        let map = try Fixture.crowd(students: 1_000, placements: 300, places: 2)
        #expect(MatchMapChart(map).svg.utf8.count < 400_000)
    }

    @Test func everyLineOfABottleneckIsDrawnUntilThereAreTooMany() throws {
        let few = try Fixture.crowd(students: 12, placements: 3)
        let without = few.students.count { !$0.placed }
        #expect(without > 0)
        #expect(try Drawing(MatchMapChart(few).svg).lines("bottleneck") >= without * 3)
        let many = try Fixture.crowd(students: 300, placements: 60)
        let left = many.students.count { !$0.placed }
        let svg = MatchMapChart(many).svg
        #expect(left * 60 > 240, "there would be too many")
        #expect(try Drawing(svg).lines("bottleneck") <= left * 3 + 1)
        #expect(svg.contains("nearest"), "the key says that not all are drawn")
    }

    @Test func studentsAreAnonymousUnlessAskedFor() throws {
        let map = try Fixture.map(
            [Fixture.placement("P-1", at: Fixture.worcester, taken: 1)],
            [
                Fixture.student("STUDENT-1", at: Fixture.redditch, goesTo: "P-1"),
                Fixture.student("STUDENT-2", at: nil),
            ])
        #expect(!MatchMapChart(map).svg.contains("STUDENT"))
        let labelled = try Drawing(MatchMapChart(map, labels: true).svg)
        for reference in ["STUDENT-1", "STUDENT-2"] {
            #expect(labelled.all("text").contains { $0.text == reference }, "\(reference)")
            #expect(labelled.text(of: "desc").contains(reference))
        }
    }

    @Test func namesDoNotBreakThePicture() throws {
        let nasty = "A & B <script>\"x\" '\u{1}' &\u{301} 日本 \(String(repeating: "é", count: 300))"
        let map = try Fixture.map(
            [Fixture.placement("P&<1>", at: Fixture.worcester, team: nasty)], [])
        let drawing = try Drawing(MatchMapChart(map).svg)
        #expect(drawing.text(of: "desc").contains("A & B <script>\"x\" '\u{FFFD}' &\u{301} 日本 é"))
        #expect(drawing.all("script").isEmpty)
        #expect(drawing.all("text").contains { $0.text == "P&<1> +1" })
    }

    @Test func whoHasNoPositionStandsInABoxOfTheirOwn() throws {
        let near = [Fixture.worcester, Fixture.redditch, Fixture.worcester, Fixture.redditch]
        let map = try Fixture.map(
            [Fixture.placement("P-1", at: nil)],
            near.enumerated().map { Fixture.student("S-\($0)", at: $1) } + [
                Fixture.student("S-lost", at: nil),
                // Somebody swapped the columns.
                Fixture.student("S-far", at: MapPoint(latitude: 0, longitude: 0)),
            ])
        let layout = MatchMapLayout(map)
        let ground = try #require(layout.map)
        let margin = try #require(layout.margin)
        for place in 0..<4 { #expect(ground.holds(Box(around: layout.students[place], reach: 0))) }
        for place in 4..<6 { #expect(margin.holds(Box(around: layout.students[place], reach: 0))) }
        #expect(margin.holds(Box(around: layout.placements[0], reach: layout.reaches[0])))
        #expect(layout.scale > 1, "those near fill the map: \(layout.scale) units a kilometre")
    }

    @Test func nobodyAnywhereIsNoFailure() throws {
        let nothing = try Drawing(MatchMapChart(try Fixture.map([], [])).svg)
        #expect(nothing.all("circle", within: "students").isEmpty)
        let adrift = try Fixture.map(
            (0..<70).map { Fixture.placement("P-\($0)", at: nil, capacity: $0 % 5) },
            (0..<500).map { Fixture.student("S-\($0)", at: nil) })
        #expect(MatchMapLayout(adrift).map == nil)
        #expect(
            try Drawing(MatchMapChart(adrift).svg).all("path", "unplaced", within: "crosses").count == 500)
    }

    @Test func marksDoNotHideOneAnotherAndStayOnTheMap() throws {
        let map = try Fixture.crowd(students: 24, placements: 8)
        let layout = MatchMapLayout(map)
        let ground = try #require(layout.map)
        let squares = zip(layout.placements, layout.reaches).map { Box(around: $0, reach: $1) }
        for (place, square) in squares.enumerated() {
            #expect(ground.holds(square))
            for other in squares.dropFirst(place + 1) { #expect(!square.meets(other)) }
        }
        #expect(Set(layout.students).count == 24)
        #expect(
            squares.allSatisfy { square in
                !layout.students.contains { square.holds(Box(around: $0, reach: 0)) }
            })
    }

    @Test func aDecisionByHandIsARing() throws {
        let map = try Fixture.map(
            [Fixture.placement("P-1", at: Fixture.worcester, capacity: 2, taken: 2)],
            [
                Fixture.student("S-1", at: Fixture.redditch, goesTo: "P-1", locked: true),
                Fixture.student("S-2", at: Fixture.worcester, goesTo: "P-1"),
            ])
        let rings = try Drawing(MatchMapChart(map).svg).all("circle", within: "students")
            .filter { $0.attributes["fill"] == "#ffffff" }
        #expect(rings.count == 1)
    }

    @Test func theSentencesCountPlacementsOutOfSight() {
        let seen = MatchMap.Bottleneck(
            unplaced: ["S"], students: 4, places: 3, placementRefs: ["P-1"], placementsOutOfSight: 2)
        #expect(
            MatchMapWords.sentence(seen, naming: 5)
                == "1 without a place: 4 students can use only P-1 and 2 more, which have 3 places.")
        let hidden = MatchMap.Bottleneck(
            unplaced: ["S"], students: 2, places: 1, placementRefs: [], placementsOutOfSight: 1)
        #expect(
            MatchMapWords.sentence(hidden, naming: 5)
                == "1 without a place: 2 students can use only 1 placement, which has 1 place.")
    }
}
