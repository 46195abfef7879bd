import Domain
import Testing

@testable import Services

/// The load chart of a match.
@Suite struct MatchLoadChartTests {
    private func load(_ capacity: Int, _ taken: Int, minimum: Int = 0, demand: Int = 0) -> MatchLoad.Load {
        MatchLoad.Load(capacity: capacity, taken: taken, minimum: minimum, demand: demand)
    }

    private func setting(_ code: String, _ loads: [MatchLoad.Load], team: String = "Team")
        -> MatchLoad.Setting
    {
        MatchLoad.Setting(
            setting: code,
            load: load(
                loads.reduce(0) { $0 + $1.capacity }, loads.reduce(0) { $0 + $1.taken },
                demand: loads.reduce(0) { $0 + $1.demand }),
            placements: loads.enumerated().map {
                .init(placementRef: "\(code)-\($0)", host: "Host", team: team, load: $1)
            })
    }

    @Test func everyBarIsThereWithItsMarks() throws {
        let picture = try PictureFixture.load([
            setting("adults", [load(2, 2, demand: 5), load(4, 0, minimum: 3)]),
            setting("mental_health", [load(0, 0), load(3, 1, minimum: 2, demand: 1)]),
        ])
        let drawing = try Drawing(MatchLoadChart(picture).svg)
        #expect(drawing.all("g", "setting").count == 2)
        #expect(drawing.all("g", "placement").count == 4)
        #expect(drawing.all("path", "minimum", within: "placement").count == 2)
        #expect(drawing.all("path", "demand", within: "placement").count == 2)
        #expect(drawing.all("rect", "taken", within: "placement").count == 2)
        #expect(drawing.all("text").contains { $0.text == "mental health" })
        let words = drawing.text(of: "desc")
        for line in [
            "adults-0 Team; 2; 2; 0; none; 5; full", "adults-1 Team; 4; 0; 4; 3; 0; not opened, needs 3",
            "mental_health-0 Team; 0; 0; 0; none; 0; closed",
            "mental_health-1 Team; 3; 1; 2; 2; 1; below its minimum of 2",
        ] {
            #expect(words.contains(line), "\(line)")
        }
    }

    @Test(arguments: [1, 30, 3_000]) func nothingLeavesThePicture(places: Int) throws {
        let picture = try PictureFixture.load([
            setting(
                "children",
                [
                    load(places, places / 2, minimum: 1, demand: 2 * places),
                    load(places, places, demand: 2 * places),
                ])
        ])
        let drawing = try Drawing(MatchLoadChart(picture).svg)
        for bar in drawing.all("rect") where bar.attributes["width"] != "100%" {
            let start = try #require(bar.attributes["x"].flatMap { Int($0) })
            let width = try #require(bar.attributes["width"].flatMap { Int($0) })
            #expect(width >= 1 && start + width <= 836, "\(bar.attributes)")
        }
        #expect(
            drawing.all("text").contains { $0.text.contains("different scales") } == (places > 1),
            "says so when settings and placements have scales of their own")
    }

    @Test func namesDoNotBreakThePicture() throws {
        let picture = try PictureFixture.load([
            setting("children", [load(1, 0)], team: "A & B <g> " + String(repeating: "日本", count: 100))
        ])
        let drawing = try Drawing(MatchLoadChart(picture).svg)
        #expect(drawing.all("g", "placement").count == 1)
        #expect(
            drawing.all("text").contains {
                $0.text.hasPrefix("children-0 A & B <g>") && $0.text.hasSuffix("…")
            })
        #expect(drawing.text(of: "desc").contains("日本日本"))
    }

    @Test func nothingToShowSaysSo() throws {
        #expect(MatchLoadChart(try PictureFixture.load([])).svg.contains("The run has no placements."))
        #expect(
            MatchLoadChart(try PictureFixture.load([], partial: true)).svg.contains(
                "No placement of the run is in your sight."))
    }

    @Test func textsAreCutAndBrokenWhereTheyMust() {
        #expect(SVG.clipped("short", to: 200) == "short")
        #expect(SVG.clipped(String(repeating: "w", count: 90), to: 100).hasSuffix("…"))
        #expect(SVG.clipped("", to: 1) == "")
        #expect(SVG.clippedInside("short", to: 200) == "short")
        let cut = SVG.clippedInside("Worcestershire County Council, children's services", to: 220)
        #expect(cut.hasPrefix("Worcester") && cut.hasSuffix("services") && cut.contains("…"))
        #expect(SVG.width(cut, size: 13) <= 220)
        #expect(SVG.clippedInside("", to: 1) == "")
        #expect(SVG.width("日本", size: 10) > SVG.width("ab", size: 10))
        let lines = SVG.wrapped("one two three four five six seven", to: 70)
        #expect(lines.count > 1 && lines.allSatisfy { SVG.width($0, size: 13) <= 70 })
        #expect(lines.joined(separator: " ") == "one two three four five six seven")
        let county = "Worcestershire County Council, adult services and health and all that goes with them"
        let two = SVG.lines(county, atMost: 2, to: 220)
        #expect(two.count == 2 && two.allSatisfy { SVG.width($0, size: 13) <= 220 })
        #expect(two[0].hasPrefix("Worcestershire County") && two[1].contains("…") && two[1].hasSuffix("them"))
        #expect(SVG.lines("West Mercia Police", atMost: 2, to: 220) == ["West Mercia Police"])
    }
}
