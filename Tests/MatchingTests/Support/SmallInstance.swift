import Matching
import MatchingSupport
import RandomSupport

/// Small random instances for comparison with brute force.
enum SmallInstance {
    /// What an instance may have.
    struct Shape {
        var students = 6
        var settings = 4
        var largestCapacity = 3
        /// Of 100 possible pairs, how many are acceptable.
        var density = 60
        var hasTies = true
        var hasMinimums = false
        var couples = 0
    }

    /// Draws an instance; sizes are drawn up to those of the shape.
    static func make(_ shape: Shape, random: inout Seeded) throws -> MatchingInstance {
        let students = 1 + random.below(shape.students)
        let settings = 1 + random.below(shape.settings)
        var capacities: [Int32] = []
        var minimums: [Int32] = []
        for _ in 0..<settings {
            let capacity = random.below(shape.largestCapacity + 1)
            capacities.append(Int32(capacity))
            minimums.append(shape.hasMinimums && capacity > 0 ? Int32(random.below(capacity + 1)) : 0)
        }
        var pairs: [MatchingInstance.Pair] = []
        for student in 0..<students {
            let listed = (0..<settings).filter { _ in random.below(100) < shape.density }.shuffled(
                using: &random)
            var rank: Int32 = 0
            for setting in listed {
                if rank == 0 || !shape.hasTies || random.below(2) == 0 { rank += 1 }
                pairs.append(
                    MatchingInstance.Pair(
                        student: Int32(student), setting: Int32(setting), rank: rank,
                        problems: Int32(max(0, random.below(5) - 2)), travel: Int32(random.below(30)), band: 1
                    ))
            }
        }
        drawBands(of: &pairs, settings: settings, hasTies: shape.hasTies, random: &random)
        let crowd = (0..<students).map { Int32($0) }.shuffled(using: &random)
        let couples = (0..<min(shape.couples, students / 2)).map { (crowd[2 * $0], crowd[2 * $0 + 1]) }
        return try MatchingInstance(
            studentCount: students, capacities: capacities, minimums: minimums,
            pairs: pairs.shuffled(using: &random), together: couples)
    }

    private static func drawBands(
        of pairs: inout [MatchingInstance.Pair], settings: Int, hasTies: Bool, random: inout Seeded
    ) {
        for setting in 0..<settings {
            var band: Int32 = 0
            for index in pairs.indices.filter({ Int(pairs[$0].setting) == setting }).shuffled(using: &random)
            {
                if band == 0 || !hasTies || random.below(2) == 0 { band += 1 }
                pairs[index].band = band
            }
        }
    }
}
