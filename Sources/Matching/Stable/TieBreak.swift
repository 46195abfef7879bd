/// In which order a setting takes students of the same band.
///
/// Numbers that follow the order of application or the alphabet would favour the same people each round, so a
/// service draws lots with a seed that it records.
public enum TieBreak: Sendable, Hashable {
    /// The student with the smaller number first.
    case byNumber
    /// By lots drawn from a recorded seed; two students with one lot go by number.
    case lots(seed: UInt64)

    /// The place of each student in the order, from 0; smaller is preferred.
    func places(studentCount: Int) -> [Int32] {
        var places = (0..<studentCount).map { Int32(truncatingIfNeeded: $0) }
        guard case .lots(let seed) = self else { return places }
        let lots = places.map { Self.lot(seed: seed, student: UInt64($0)) }
        let order = places.sorted {
            let (one, other) = (lots[Int($0)], lots[Int($1)])
            return one != other ? one < other : $0 < $1
        }
        for (place, student) in order.enumerated() { places[Int(student)] = Int32(truncatingIfNeeded: place) }
        return places
    }

    /// The lot of one student: SplitMix64 of the seed and the number, so it does not depend on who else is
    /// there.
    private static func lot(seed: UInt64, student: UInt64) -> UInt64 {
        var mixed = seed &+ (student &+ 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
