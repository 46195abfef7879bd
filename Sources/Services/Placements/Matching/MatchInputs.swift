import Domain
import FoundationEssentials
import Matching
import Postgres

/// Everything that a match of a term is made of, as of a day, read in one consistent look.
///
/// Students and placements are numbered in the order of their references, so nothing depends on the order of rows.
struct MatchInputs: Sendable {
    /// A student of the term.
    struct Student: Sendable {
        let id: UUID
        let reference: String
        let name: String
        let university: String
        var facts: PairStudent
        let attributes: [String]
    }

    /// A placement of the term.
    struct Placement: Sendable {
        let id: UUID
        let reference: String
        let host: String
        let hostName: String
        let team: String
        let setting: String
        var capacity: Int
        let minimum: Int
        let educator: String?
        var educatorSlots: Int?
        var facts: PairPlacement
    }

    /// A decision that a student goes to a certain placement.
    struct Lock: Sendable, Hashable {
        let student: Int
        let placement: Int
        /// The rules that were overridden for it.
        let overridden: [String]
        /// Whether the student is on placement there already, so that no unlocking sets them free.
        var isOnPlacement = false
    }

    let term: TermRow
    let asOf: CalendarDate
    let rules: PairRules
    var students: [Student] = []
    var placements: [Placement] = []
    /// The rank that a student gave a placement.
    var preferences: [NumberPair: Int32] = [:]
    /// The band that a host gave a student.
    var bands: [NumberPair: Int32] = [:]
    /// Minutes that somebody measured.
    var travel: [NumberPair: TravelEstimate.Given] = [:]
    /// Students who are to be at one placement.
    var together: [(Int32, Int32)] = []
    var locks: [Lock] = []

    /// A student and a placement by their numbers.
    struct NumberPair: Hashable, Sendable {
        let student: Int32
        let placement: Int32

        init(_ student: Int, _ placement: Int) {
            self.student = Int32(clamping: student)
            self.placement = Int32(clamping: placement)
        }
    }

    /// The number of a student by reference; nil for one who is not of the term.
    func student(_ reference: String) -> Int? {
        let key = Reference.key(reference)
        return students.firstIndex { Reference.key($0.reference) == key }
    }

    /// The number of a placement by reference; nil for one that is not of the term.
    func placement(_ reference: String) -> Int? {
        let key = Reference.key(reference)
        return placements.firstIndex { Reference.key($0.reference) == key }
    }

    /// What the rules say about a student at a placement.
    func verdict(_ student: Int, _ placement: Int) -> PairVerdict {
        rules.verdict(
            students[student].facts, placements[placement].facts,
            given: travel[NumberPair(student, placement)] ?? .nothing)
    }

    /// Locks a student, who then stands last, as all who are locked do.
    mutating func lock(_ student: Int, to placement: Int, overriding overridden: [String]) {
        keep(students.indices.filter { $0 != student } + [student])
        locks.append(Lock(student: students.count - 1, placement: placement, overridden: overridden))
    }

    /// Takes a student out, with everything that is said of them.
    mutating func remove(_ student: Int) { keep(students.indices.filter { $0 != student }) }

    /// Leaves one student alone in the term, with the number 0.
    mutating func keepOnly(_ student: Int) { keep([student]) }

    /// Keeps some students, in a new order, and renumbers what refers to them.
    private mutating func keep(_ order: [Int]) {
        var place = [Int32?](repeating: nil, count: students.count)
        for (new, old) in order.enumerated() { place[old] = Int32(clamping: new) }
        students = order.map { students[$0] }
        func moved<Value>(_ table: [NumberPair: Value]) -> [NumberPair: Value] {
            var result: [NumberPair: Value] = [:]
            for (key, value) in table {
                guard let student = place[Int(key.student)] else { continue }
                result[NumberPair(Int(student), Int(key.placement))] = value
            }
            return result
        }
        preferences = moved(preferences)
        bands = moved(bands)
        travel = moved(travel)
        together = together.compactMap { one, other in
            guard let one = place[Int(one)], let other = place[Int(other)] else { return nil }
            return (min(one, other), max(one, other))
        }
        locks = locks.compactMap { lock in
            place[lock.student].map {
                Lock(
                    student: Int($0), placement: lock.placement, overridden: lock.overridden,
                    isOnPlacement: lock.isOnPlacement)
            }
        }
    }

    /// Gives a placement so many more places, and its educator as many more slots.
    mutating func add(_ count: Int, at placement: Int) {
        placements[placement].capacity += count
        guard let educator = placements[placement].educator else { return }
        for number in placements.indices where placements[number].educator == educator {
            placements[number].educatorSlots? += count
        }
    }

    /// Adds a placement that is like another but for what is given.
    mutating func add(_ new: TryMatch.NewPlacement, near number: Int) {
        let near = placements[number]
        var facts = near.facts
        // A setting that no placement has, no student has been in either.
        facts.setting = placements.first { $0.setting == new.setting }?.facts.setting ?? -1
        facts.team = -1
        facts.isStatutory = new.statutory
        facts.hasEducator = true
        facts.educatorStage = new.educatorStage
        facts.educatorCurrentUntil = nil
        facts.isWithdrawn = false
        placements.append(
            Placement(
                id: near.id, reference: "new", host: near.host, hostName: near.hostName, team: "new",
                setting: new.setting, capacity: new.capacity, minimum: 0, educator: nil, educatorSlots: nil,
                facts: facts))
    }
}
