public import Domain
import FoundationEssentials
import Matching
public import Postgres

/// Shows who goes where in a run as a map has it, with what stands in the way of those without a place.
public struct ShowMatchMap: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String?

    /// - Parameter reference: the run; nil for the published one, or the newest when none is published.
    public init(reference: String? = nil) { self.reference = reference }

    /// Answers from what the run stored; homes, sites and ranks are as they are now. Whoever sees the students of an
    /// organisation is answered in full about these, and about others with numbers only.
    ///
    /// Bottlenecks are those of the instance that the run solved, so they are true of it whatever changed since.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MatchMap {
        let run = try work.matchRun(reference, on: db)
        let rows = try MatchPictureRows(of: run.id, work, on: db)
        let places = Dictionary(
            rows.placements.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        let search = try BottleneckSearch(
            of: rows.students.filter { !$0.isPlaced && $0.reference != nil },
            seeing: rows.references, own: rows.own
        ) { try work.seeingEverything(on: db) { try work.storedProof(of: run.id, on: db) } }
        var firsts: [Int32: Int] = [:]
        for student in rows.students where student.listedRank == 1 {
            if let placement = student.placement { firsts[placement, default: 0] += 1 }
        }
        let narrow = Set(search.bottlenecks.flatMap(\.placementRefs))
        let taken = rows.taken
        return MatchMap(
            report: "match show --chart map", run: run.record, asOf: run.asOf,
            placements: rows.placements.map { placement in
                let taken = taken[placement.number] ?? 0
                return MatchMap.Placement(
                    placementRef: placement.reference, host: placement.host, team: placement.team,
                    setting: placement.setting, capacity: placement.capacity, taken: taken,
                    free: max(0, placement.capacity - taken), firstChoices: firsts[placement.number] ?? 0,
                    isBottleneck: narrow.contains(placement.reference), position: placement.position)
            },
            students: rows.students.compactMap { student in
                guard let reference = student.reference else { return nil }
                let place = student.placement.flatMap { places[$0] }
                var kilometres: Int?
                if let home = student.position, let site = place?.position {
                    kilometres = Int(home.kilometres(to: site).rounded())
                }
                return MatchMap.Student(
                    studentRef: reference, placed: student.isPlaced, placementRef: place?.reference,
                    choice: student.isPlaced ? MatchChoice(listedRank: student.listedRank) : nil,
                    locked: student.isLocked, kilometres: kilometres,
                    bottleneck: search.number[reference].map { $0 + 1 }, position: student.position)
            },
            bottlenecks: search.bottlenecks,
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
    }
}

/// Finds the bottleneck of each student without a place; students with the same one share it.
private struct BottleneckSearch {
    /// The largest group of unplaced students first.
    private(set) var bottlenecks: [MatchMap.Bottleneck] = []
    /// The position of a student's bottleneck, by reference.
    private(set) var number: [String: Int] = [:]

    /// Those without a place who can use only the same placements, and everybody who competes with them.
    private struct Group {
        var unplaced: [String] = []
        var students: Set<Int32> = []
        var places = 0

        mutating func add(_ reference: String, _ rivals: [Int32], places: Int) {
            unplaced.append(reference)
            students.formUnion(rivals)
            self.places = places
        }
    }

    init(
        of unplaced: [MatchPictureRows.Student], seeing references: [Int32: String], own: Set<Int32>?,
        from stored: () throws -> (instance: MatchingInstance, proof: StoredProof?)
    ) throws {
        if unplaced.isEmpty { return }
        let (instance, proof) = try stored()
        let flow: EditableFlow
        do {
            flow = try EditableFlow(instance, restrictions: proof?.restrictions ?? .none)
        } catch {
            throw ServiceError(.internal, "What is stored of the run cannot be solved: \(error).")
        }
        // By placements: who can use only the same ones are short of the same places, and together prove it as well.
        // Those for whom no placement at all is possible have none.
        var groups: [[Int32]: Group] = [:]
        for student in unplaced {
            guard let reference = student.reference else { continue }
            guard Int(student.number) < instance.peopleCount else { continue }
            switch flow.reasonUnplaced(Int(student.number)) {
            case nil: continue
            case .noAcceptablePlace:
                groups[[], default: Group()].add(reference, [student.number], places: 0)
            case .notEnoughPlaces(let set):
                groups[set.settings.filter { flow.capacity(of: Int($0)) > 0 }, default: Group()]
                    .add(reference, set.students, places: set.places)
            }
        }
        let found = groups.map { settings, group in
            let seen = settings.compactMap { references[$0] }
            let hides = MatchSight.hides(group.students, from: own.map { Set($0.map { Int($0) }) })
            return MatchMap.Bottleneck(
                unplaced: group.unplaced, students: hides ? nil : group.students.count,
                places: hides ? nil : group.places,
                placementRefs: seen.sorted(), placementsOutOfSight: settings.count - seen.count)
        }
        bottlenecks = found.sorted {
            ($1.unplaced.count, $0.unplaced.first ?? "") < ($0.unplaced.count, $1.unplaced.first ?? "")
        }
        for (position, bottleneck) in bottlenecks.enumerated() {
            for reference in bottleneck.unplaced { number[reference] = position }
        }
    }
}
