extension EditableFlow {
    /// The students in play who have no place, rising.
    public var unplacedStudents: [Int32] {
        (0..<Int32(studentCount)).filter { flow.isInPlay(Int($0)) && flow.place(of: Int($0)) < 0 }
    }

    /// Why a student has no place; nil if he has one, or is withdrawn, or does not exist.
    ///
    /// The set contains the student and all whom he could displace, directly or through others. It cannot be made
    /// smaller: if anybody in it went, the others could all be placed.
    public func reasonUnplaced(_ student: Int) -> UnplacedReason? {
        guard isUnplaced(student) else { return nil }
        let set = hallSet(from: [Int32(student)])
        return set.places == 0 ? .noAcceptablePlace : .notEnoughPlaces(set)
    }

    /// Everybody who is unplaced or could be displaced by somebody unplaced, or nil if everybody is placed.
    ///
    /// Its shortage is the number of unplaced students.
    public func hallSetOfAll() -> HallSet? {
        let unplaced = unplacedStudents
        return unplaced.isEmpty ? nil : hallSet(from: unplaced)
    }

    /// A proof that no more students can be placed than are.
    public func coverProof() -> CoverProof {
        let short = flow.reachable(from: unplacedStudents)
        let isShort = Set(short.students)
        return CoverProof(
            students: (0..<Int32(studentCount)).filter { flow.isInPlay(Int($0)) && !isShort.contains($0) },
            settings: short.settings, places: short.settings.reduce(0) { $0 + flow.places(of: $1) })
    }

    /// What stands in the way at the settings of a student's own list; nil if there is no such student.
    public func bottleneck(of student: Int) -> Bottleneck? {
        guard student >= 0, student < studentCount else { return nil }
        return flow.bottleneck(of: student)
    }

    /// Whether a student is in play without a place.
    func isUnplaced(_ student: Int) -> Bool {
        student >= 0 && student < studentCount && flow.isInPlay(student) && flow.place(of: student) < 0
    }

    /// The closure of some unplaced students.
    private func hallSet(from students: [Int32]) -> HallSet {
        let (students, settings) = flow.reachable(from: students)
        let people = students.prefix { $0 < peopleCount }
        let holders = Array(students.dropFirst(people.count))
        return HallSet(
            students: Array(people), settings: settings,
            places: settings.reduce(0) { $0 + flow.places(of: $1) } - holders.count, holders: holders)
    }
}
