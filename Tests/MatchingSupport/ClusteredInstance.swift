import Glibc
public import Matching
import RandomSupport

/// Students and settings in towns of very different size, each student with 5 to 20 of the 60 nearest settings.
///
/// The make-up follows the clustered instances of the benchmark: 0.4 settings a student, about 1.08 places a student,
/// ranks with 25 % ties, problems on one pair in six, travel of 3 to 180 minutes; one setting in ten has minimum 2.
public struct ClusteredInstance {
    /// The generator.
    private var random: Seeded
    /// Where the settings are.
    private var places: [(x: Double, y: Double)] = []
    /// The settings of each square of the map.
    private var squares: [[Int32]] = []
    /// The squares along one side.
    private let side: Int
    /// The number of students.
    private let students: Int

    /// Makes the instance of a size and a seed.
    public static func make(students: Int, seed: UInt64) throws(InstanceError) -> MatchingInstance {
        var maker = ClusteredInstance(students: students, seed: seed)
        return try maker.instance()
    }

    /// Draws the map.
    private init(students: Int, seed: UInt64) {
        random = Seeded(seed: seed)
        self.students = students
        side = max(1, Int(Double(students).squareRoot() / 4))
    }

    /// Draws a town with a chance that falls with its number, then a point near it.
    private mutating func point(near towns: [(x: Double, y: Double)], weights: [Double]) -> (
        x: Double, y: Double
    ) {
        let draw = random.unit() * (weights.last ?? 1)
        let town = towns[weights.firstIndex { $0 >= draw } ?? 0]
        let spread = 0.5 / Double(side)
        let angleX = random.unit() + random.unit() + random.unit() - 1.5
        let angleY = random.unit() + random.unit() + random.unit() - 1.5
        return (wrap(town.x + angleX * spread * 4), wrap(town.y + angleY * spread * 4))
    }

    /// Keeps a coordinate on the map.
    private func wrap(_ value: Double) -> Double {
        min(max(value, 0), 0.999_999)
    }

    /// The square of a point.
    private func square(_ point: (x: Double, y: Double)) -> (Int, Int) {
        (Int(point.x * Double(side)), Int(point.y * Double(side)))
    }

    /// The nearest settings of a point, nearest first, with their distance.
    private func nearest(_ point: (x: Double, y: Double), count: Int) -> [(distance: Double, setting: Int32)]
    {
        let (column, row) = square(point)
        var found: [(distance: Double, setting: Int32)] = []
        var reach = 1
        while true {
            found.removeAll(keepingCapacity: true)
            for x in max(0, column - reach)...min(side - 1, column + reach) {
                for y in max(0, row - reach)...min(side - 1, row + reach) {
                    for setting in squares[x * side + y] {
                        let place = places[Int(setting)]
                        let (dx, dy) = (place.x - point.x, place.y - point.y)
                        found.append(((dx * dx + dy * dy).squareRoot(), setting))
                    }
                }
            }
            if found.count >= count * 2 || reach >= side { break }
            reach *= 2
        }
        found.sort { $0 < $1 }
        return Array(found.prefix(count))
    }

    /// Draws settings, students and their lists.
    private mutating func instance() throws(InstanceError) -> MatchingInstance {
        let settingCount = max(1, students * 2 / 5)
        let townCount = max(1, students / 120)
        var towns: [(x: Double, y: Double)] = []
        var weights: [Double] = []
        var settingWeights: [Double] = []
        for town in 0..<townCount {
            towns.append((random.unit(), random.unit()))
            let weight = 1 / (Double(town) + 8)
            weights.append((weights.last ?? 0) + weight)
            // Supply does not follow demand: this is what leaves students without a place.
            settingWeights.append((settingWeights.last ?? 0) + weight * (0.4 + 1.2 * random.unit()))
        }
        squares = [[Int32]](repeating: [], count: side * side)
        var capacities: [Int32] = []
        var minimums: [Int32] = []
        let sizes: [Int32] = [1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 6, 6, 8]
        for setting in 0..<settingCount {
            let place = point(near: towns, weights: settingWeights)
            places.append(place)
            let (column, row) = square(place)
            squares[column * side + row].append(Int32(setting))
            capacities.append(sizes[random.below(sizes.count)])
            minimums.append(capacities[setting] >= 2 && random.below(100) < 15 ? 2 : 0)
        }
        var pairs: [MatchingInstance.Pair] = []
        for student in 0..<students {
            let home = point(near: towns, weights: weights)
            list(of: student, from: nearest(home, count: 60), into: &pairs)
        }
        return try MatchingInstance(
            studentCount: students, capacities: capacities, minimums: minimums, pairs: pairs)
    }

    /// Draws one student's list.
    private mutating func list(
        of student: Int, from near: [(distance: Double, setting: Int32)],
        into pairs: inout [MatchingInstance.Pair]
    ) {
        let length = min(near.count, 5 + random.below(16))
        var chosen = near
        for index in 0..<length { chosen.swapAt(index, index + random.below(chosen.count - index)) }
        let list = chosen[0..<length].map { near in
            (near.distance * Double(side) * (0.5 + random.unit()), near)
        }.sorted { $0.0 < $1.0 }
        var rank: Int32 = 0
        for (_, near) in list {
            if rank == 0 || random.below(4) != 0 { rank += 1 }
            let problems: Int32 = random.below(6) != 0 ? 0 : (random.below(15) != 0 ? 1 : 2)
            let travel = min(180, 3 + Int32(near.distance * Double(side) * 25) + Int32(random.below(12)))
            pairs.append(
                MatchingInstance.Pair(
                    student: Int32(student), setting: near.setting, rank: rank, problems: problems,
                    travel: travel, band: Int32(1 + random.below(3))))
        }
    }
}
