import Domain
import Foundation
import Testing

@testable import Services

/// Matches that are drawn without any database behind them.
enum PictureFixture {
    static func run(_ unplaced: Int = 0) throws -> MatchRunRecord {
        let objective = MatchObjective(unplaced: unplaced, problems: 0, rank: 0, travel: 0)
        let made = try #require(ReportInstant(text: "2022-09-01T09:00:00Z"))
        return MatchRunRecord(
            ref: "WOR-M-0001-0", term: "autumn-2022", createdAt: made, createdBy: "Rita", status: "draft",
            inputHash: "", goal: "lexicographic", objective: objective, bound: objective, exact: true,
            certificate: "valid", blockingPairs: 0, keptRun: nil, moved: 0, publishedBy: nil,
            publishedAt: nil)
    }

    static func placement(
        _ ref: String, at position: MapPoint?, capacity: Int = 1, taken: Int = 0, team: String = "Team",
        isBottleneck: Bool = false
    ) -> MatchMap.Placement {
        MatchMap.Placement(
            placementRef: ref, host: "Host", team: team, setting: "children", capacity: capacity,
            taken: taken, free: capacity - taken, firstChoices: 0, isBottleneck: isBottleneck,
            position: position)
    }

    static func student(
        _ ref: String, at position: MapPoint?, goesTo place: String? = nil, choice: MatchChoice = .first,
        locked: Bool = false, bottleneck: Int? = nil
    ) -> MatchMap.Student {
        MatchMap.Student(
            studentRef: ref, placed: place != nil, placementRef: place, choice: place == nil ? nil : choice,
            locked: locked, kilometres: nil, bottleneck: bottleneck, position: position)
    }

    static func map(
        _ placements: [MatchMap.Placement], _ students: [MatchMap.Student],
        _ bottlenecks: [MatchMap.Bottleneck] = [], partial: Bool = false
    ) throws -> MatchMap {
        MatchMap(
            report: "match show --chart map", run: try run(students.count { !$0.placed }),
            asOf: try #require(CalendarDate(iso: "2022-09-01")), placements: placements, students: students,
            bottlenecks: bottlenecks, partial: partial)
    }

    static func load(_ settings: [MatchLoad.Setting], partial: Bool = false) throws -> MatchLoad {
        MatchLoad(
            report: "match show --chart load", run: try run(),
            asOf: try #require(CalendarDate(iso: "2022-09-01")), settings: settings, partial: partial)
    }

    static let worcester = MapPoint(latitude: 52.192, longitude: -2.221)
    static let redditch = MapPoint(latitude: 52.306, longitude: -1.946)

    /// Everybody lives in one of two towns, and every placement stands in them too.
    static func crowd(students: Int, placements: Int, places: Int = 3) throws -> MatchMap {
        let towns = [worcester, redditch]
        var taken = [Int](repeating: 0, count: placements)
        let people = (0..<students).map { number in
            let place = number % (placements + 1)
            if place == placements || taken[place] == places {
                return student("STUDENT-\(number)", at: towns[number % 2], bottleneck: 1)
            }
            taken[place] += 1
            return student(
                "STUDENT-\(number)", at: towns[number % 2], goesTo: "P-\(place)",
                choice: MatchChoice.allCases[number % 3])
        }
        let sites = (0..<placements).map {
            placement("P-\($0)", at: towns[$0 % 2], capacity: places, taken: taken[$0], isBottleneck: true)
        }
        let unplaced = people.filter { !$0.placed }.map(\.studentRef)
        return try map(
            sites, people,
            [
                .init(
                    unplaced: unplaced, students: students, places: placements * places,
                    placementRefs: sites.map(\.placementRef), placementsOutOfSight: 0)
            ])
    }
}
