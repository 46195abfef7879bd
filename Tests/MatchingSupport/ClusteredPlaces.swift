public import Domain
import RandomSupport

/// Invented homes and placements around towns of very different sizes, the same for the same seed: for measurements and
/// property tests.
public struct ClusteredPlaces: Sendable {
    /// Where the students live.
    public let homes: [MapPoint?]
    /// Where the placements are.
    public let places: [MapPoint?]

    /// Invents them: towns spread over England, their sizes falling off as one over their rank.
    public init(students: Int, placements: Int, seed: UInt64) {
        var random = Seeded(seed: seed)
        let towns = (0..<max(1, placements / 80 + 8)).map { _ in
            (50.5 + 4.5 * random.unit(), -4.5 + 5.5 * random.unit())
        }
        func place() -> MapPoint? {
            // The rank of the town is drawn so that the first is chosen most: its density falls as one over the rank.
            let count = Double(towns.count)
            var rank = 1.0
            var draw = random.unit()
            while draw > 0.5, rank * 2 < count {
                rank *= 2
                draw = 2 * draw - 1
            }
            let town = towns[min(towns.count - 1, Int(rank * (1 + random.unit())) - 1)]
            let spread = 0.12
            return MapPoint(
                latitude: town.0 + spread * (random.unit() + random.unit() - 1),
                longitude: town.1 + spread * (random.unit() + random.unit() - 1))
        }
        homes = (0..<students).map { _ in place() }
        places = (0..<placements).map { _ in place() }
    }
}
