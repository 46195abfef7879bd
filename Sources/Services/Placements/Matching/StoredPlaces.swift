import FoundationEssentials
import Matching
import Postgres

/// Who goes where in a run, row by row as it is stored, to be held against its instance and its certificate.
struct StoredPlaces {
    struct Student {
        let number: Int
        let reference: String
        /// The number of the placement in the instance, and its reference; nil for none.
        let placement: Int?
        let placementRef: String?
        /// Whether the row names a placement, of the run or not.
        let isPlaced: Bool
        let rank: Int?
        let travelMinutes: Int?
        let isLocked: Bool
    }

    struct Placement {
        let number: Int
        let reference: String
        let capacity: Int
    }

    /// By number, as are the placements.
    let students: [Student]
    let placements: [Placement]

    /// Whether every row is what the instance and the certificate say, and the run's figures are their sums.
    func agree(
        with instance: MatchingInstance, _ proof: StoredProof?, _ run: MatchRunRecord
    ) -> Bool {
        students.map(\.number) == Array(students.indices)
            && placements.map(\.number) == Array(placements.indices)
            && placements.count == instance.settingCount
            && hash(of: instance).digits == run.inputHash
            && rowsAgree(with: instance) && lockedFill(instance)
            && (proof == nil
                || students.prefix(instance.peopleCount).map { Int32(clamping: $0.placement ?? -1) }
                    == proof.map { Array($0.assignment.prefix(instance.peopleCount)) })
            && students.count { !$0.isPlaced } == run.objective.unplaced
            && students.reduce(0) { $0 + ($1.rank ?? 0) } == run.objective.rank
            && students.reduce(0) { $0 + ($1.travelMinutes ?? 0) } == run.objective.travel
    }

    private func hash(of instance: MatchingInstance) -> MatchInputHash {
        MatchInputHash(
            instance, students: students.map(\.reference),
            locked: students.lazy.filter(\.isLocked).map { $0.placementRef ?? "" },
            placements: placements.map(\.reference))
    }

    /// The students of the instance come first and are not locked; what is stored of each is what the pair says.
    private func rowsAgree(with instance: MatchingInstance) -> Bool {
        guard students.count >= instance.peopleCount else { return false }
        return students.allSatisfy { row in
            if row.number >= instance.peopleCount { return row.isLocked && row.placement != nil }
            if row.isLocked || row.isPlaced != (row.placement != nil) { return false }
            guard let placement = row.placement else { return true }
            guard let pair = instance.indexOfPair(student: row.number, setting: placement) else {
                return false
            }
            return row.rank == Int(instance.ranks[pair]) && row.travelMinutes == Int(instance.travel[pair])
        }
    }

    /// The places of a placement are those of the instance and those of the students who are locked to it.
    private func lockedFill(_ instance: MatchingInstance) -> Bool {
        var capacities = instance.capacities.map { Int($0) }
        for row in students.dropFirst(instance.peopleCount) {
            if let placement = row.placement { capacities[placement] += 1 }
        }
        return capacities == placements.map(\.capacity)
    }
}

extension Work {
    /// The rows of a run.
    func storedPlaces(of runID: UUID, on db: isolated PostgresConnection) throws -> StoredPlaces {
        let students = try db.query(
            """
            select matched.number, student.reference, given.number, placement.reference,
                   matched.placement_id is not null, matched.rank, matched.travel_minutes, matched.is_locked
            from berth.match_student as matched
            join berth.student
                on student.partnership_id = matched.partnership_id and student.student_id = matched.student_id
            left join berth.match_placement as given
                on given.partnership_id = matched.partnership_id and given.match_run_id = matched.match_run_id
               and given.placement_id = matched.placement_id
            left join berth.placement
                on placement.partnership_id = matched.partnership_id
               and placement.placement_id = matched.placement_id
            where matched.partnership_id = \(partnership.id) and matched.match_run_id = \(runID)
            order by matched.number
            """, as: (Int, String, Int?, String?, Bool, Int?, Int?, Bool).self)
        let placements = try db.query(
            """
            select given.number, placement.reference, given.capacity
            from berth.match_placement as given
            join berth.placement
                on placement.partnership_id = given.partnership_id
               and placement.placement_id = given.placement_id
            where given.partnership_id = \(partnership.id) and given.match_run_id = \(runID)
            order by given.number
            """, as: (Int, String, Int).self)
        return StoredPlaces(
            students: students.map {
                .init(
                    number: $0.0, reference: $0.1, placement: $0.2, placementRef: $0.3, isPlaced: $0.4,
                    rank: $0.5, travelMinutes: $0.6, isLocked: $0.7)
            },
            placements: placements.map { .init(number: $0.0, reference: $0.1, capacity: $0.2) })
    }
}
