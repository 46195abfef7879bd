/// The pairs of students and placements that a match looks at: for every student the nearest placements that are open
/// to their stage, and every placement that they or its host asked for.
///
/// Nobody travels past a thousand placements to the thousand-and-first, so a match over all pairs would spend its time
/// on those that no rule lets through. Students and placements are numbered from 0 in the order the caller gives; put
/// them in the order of their references, and the answer does not depend on the order of the rows they came from.
public struct CandidatePairs: Sendable, Hashable {
    /// Where the placements of each student begin in ``placements``; one more than there are students.
    public let starts: [Int32]
    /// The numbers of the placements, those of the first student first, ascending for each.
    public let placements: [Int32]

    /// The number of pairs.
    public var count: Int { placements.count }

    /// The placements of a student, ascending.
    public func placements(of student: Int) -> ArraySlice<Int32> {
        placements[Int(starts[student])..<Int(starts[student + 1])]
    }

    /// A pair that is looked at however far apart the two are.
    public struct Wish: Sendable, Hashable {
        /// The number of the student.
        public var student: Int32
        /// The number of the placement.
        public var placement: Int32

        /// Makes a wish.
        public init(student: Int32, placement: Int32) {
            self.student = student
            self.placement = placement
        }
    }

    /// Finds the pairs.
    ///
    /// A student who is not on the map is paired with the first placements by number, and a placement that is not on
    /// the map with every student until theirs are full: what is unknown is no reason to leave somebody out.
    ///
    /// - Parameters:
    ///   - homes: where each student lives.
    ///   - places: where each placement is.
    ///   - stages: the stage of each student; empty when all are of the same.
    ///   - isOpen: whether a placement, by number, is open to a stage; a closed one takes nobody's room among the
    ///     nearest.
    ///   - wishes: pairs that are added, each once, in any order.
    ///   - limit: the most placements of a student that are no wishes.
    public init(
        homes: [MapPoint?], places: [MapPoint?], stages: [PlacementStage] = [],
        isOpen: (Int, PlacementStage) -> Bool = { _, _ in true }, wishes: [Wish] = [], limit: Int
    ) {
        let wished = Wished(wishes, students: homes.count)
        var grounds: [PlacementStage: Ground] = [:]
        for stage in stages.isEmpty ? [.first] : PlacementStage.allCases {
            grounds[stage] = Ground(places: places, limit: limit) { isOpen($0, stage) }
        }
        let only = grounds[.first]
        let final = grounds[.final]
        var starts: [Int32] = [0]
        starts.reserveCapacity(homes.count + 1)
        var placements: [Int32] = []
        placements.reserveCapacity(homes.count * min(limit, places.count) + wishes.count)
        var search = NearestPoints.Search(limit: limit)
        var own: [Int32] = []
        for (student, home) in homes.enumerated() {
            own.removeAll(keepingCapacity: true)
            let isFinal = !stages.isEmpty && stages[student] == .final
            (isFinal ? final : only)?.find(home, limit, &search, into: &own)
            own.append(contentsOf: wished.placements(of: student))
            own.sort()
            var last: Int32 = -1
            for placement in own where placement != last {
                placements.append(placement)
                last = placement
            }
            starts.append(Int32(placements.count))
        }
        self.starts = starts
        self.placements = placements
    }

    /// The placements that are open to a stage.
    private struct Ground {
        let tree: NearestPoints
        /// Those that are not on the map, and the first of all of them, at most as many as anybody gets.
        let offMap: [Int32]
        let firsts: [Int32]

        init(places: [MapPoint?], limit: Int, isOpen: (Int) -> Bool) {
            var located: [(MapPoint, Int32)] = []
            var offMap: [Int32] = []
            var firsts: [Int32] = []
            located.reserveCapacity(places.count)
            for (number, place) in places.enumerated() where isOpen(number) {
                if firsts.count < limit { firsts.append(Int32(number)) }
                if let place {
                    located.append((place, Int32(number)))
                } else if offMap.count < limit {
                    offMap.append(Int32(number))
                }
            }
            tree = NearestPoints(located)
            self.offMap = offMap
            self.firsts = firsts
        }

        func find(
            _ home: MapPoint?, _ limit: Int, _ search: inout NearestPoints.Search, into own: inout [Int32]
        ) {
            guard let home else {
                own.append(contentsOf: firsts)
                return
            }
            tree.nearest(to: home, limit: limit, &search, into: &own)
            own.append(contentsOf: offMap.prefix(limit - own.count))
        }
    }

    /// Wishes by student.
    private struct Wished {
        private var starts: [Int32]
        private var sorted: [Int32]

        init(_ wishes: [Wish], students: Int) {
            starts = Array(repeating: 0, count: students + 1)
            for wish in wishes { starts[Int(wish.student) + 1] += 1 }
            for student in 0..<students { starts[student + 1] += starts[student] }
            sorted = Array(repeating: 0, count: wishes.count)
            var next = starts
            for wish in wishes {
                sorted[Int(next[Int(wish.student)])] = wish.placement
                next[Int(wish.student)] += 1
            }
        }

        func placements(of student: Int) -> ArraySlice<Int32> {
            sorted[Int(starts[student])..<Int(starts[student + 1])]
        }
    }
}
