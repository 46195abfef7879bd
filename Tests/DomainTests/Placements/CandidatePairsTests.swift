import MatchingSupport
import RandomSupport
import Testing

@testable import Domain
import MatchingSupport

@Suite("Candidate pairs")
struct CandidatePairsTests {
    @Test("the nearest are those that measuring every distance finds", arguments: 1...12)
    func bruteForce(seed: Int) {
        print("seed \(seed)")
        let ground = ClusteredPlaces(students: 60, placements: 37 * seed, seed: UInt64(seed))
        var random = Seeded(seed: UInt64(seed))
        // Some are not on the map, and many stand at the same place: ties.
        let homes = ground.homes.map { Int.random(in: 0..<9, using: &random) == 0 ? nil : $0 }
        var places = ground.places.map { Int.random(in: 0..<9, using: &random) == 0 ? nil : $0 }
        for _ in 0..<places.count / 2 {
            places[Int.random(in: 0..<places.count, using: &random)] =
                places[Int.random(in: 0..<places.count, using: &random)]
        }
        let stages = homes.map { _ in PlacementStage.allCases.randomElement(using: &random) ?? .first }
        let open = places.map { _ in Int.random(in: 0..<4, using: &random) }
        func isOpen(_ place: Int, _ stage: PlacementStage) -> Bool {
            open[place] == (stage == .first ? 1 : 2) || open[place] == 3
        }
        let wishes = (0..<40).map { _ in
            CandidatePairs.Wish(
                student: Int32.random(in: 0..<Int32(homes.count), using: &random),
                placement: Int32.random(in: 0..<Int32(places.count), using: &random))
        }
        let limit = Int.random(in: 1...20, using: &random)
        let pairs = CandidatePairs(
            homes: homes, places: places, stages: stages, isOpen: isOpen, wishes: wishes, limit: limit)
        for (student, home) in homes.enumerated() {
            let allowed = places.indices.filter { isOpen($0, stages[student]) }
            var expected: [Int]
            if let home {
                expected = allowed.compactMap { number in
                    places[number].map { (home.squaredChord(to: $0), number) }
                }.sorted { $0 < $1 }.prefix(limit).map(\.1)
                expected += allowed.filter { places[$0] == nil }.prefix(limit - expected.count)
            } else {
                expected = Array(allowed.prefix(limit))
            }
            expected += wishes.filter { Int($0.student) == student }.map { Int($0.placement) }
            #expect(pairs.placements(of: student).map(Int.init) == Set(expected).sorted())
        }
        #expect(
            pairs
                == CandidatePairs(
                    homes: homes, places: places, stages: stages, isOpen: isOpen,
                    wishes: wishes.shuffled(using: &random), limit: limit))
    }

    @Test("nobody, nothing, no room, and everything at one place")
    func edges() {
        let here = MapPoint(latitude: 52, longitude: -2)
        #expect(CandidatePairs(homes: [], places: [here], limit: 5).count == 0)
        #expect(CandidatePairs(homes: [here, nil], places: [], limit: 5).starts == [0, 0, 0])
        let wish = CandidatePairs.Wish(student: 1, placement: 2)
        let none = CandidatePairs(
            homes: [here, here], places: [here, here, here], wishes: [wish, wish], limit: 0)
        #expect((none.starts, none.placements) == ([0, 0, 1], [2]))
        let same = CandidatePairs(homes: [here], places: Array(repeating: here, count: 500), limit: 60)
        #expect(same.placements == Array(0..<60))
    }

    @Test("every student of a larger ground gets as many as asked for, the same each time")
    func size() {
        let ground = ClusteredPlaces(students: 5_000, placements: 2_000, seed: 7)
        let pairs = CandidatePairs(homes: ground.homes, places: ground.places, limit: 60)
        #expect(pairs.count == 300_000)
        #expect(pairs.starts.count == 5_001)
        #expect(ClusteredPlaces(students: 5_000, placements: 2_000, seed: 7).homes == ground.homes)
    }
}
