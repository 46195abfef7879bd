/// The state of one run.
struct KiralyRun {
    private let instance: MatchingInstance
    private let lists: PreferenceLists
    private let places: [Int32]
    private var heaps: OccupantHeaps
    private(set) var assignment: [Int32]
    /// Where in the list the present tie of each student begins.
    private var tie: [Int32]
    /// From where in the present tie a setting with room may still be found; settings never get room back.
    private var room: [Int32]
    /// From where in the present tie a setting that has not refused may still be found; refusals are not
    /// taken back.
    private var open: [Int32]
    /// The position in the list of the setting that holds the student.
    private var held: [Int32]
    /// Whether a student has been through the whole list once; a setting then prefers the student inside a
    /// band.
    private var isPromoted: [Bool]
    /// Positions whose setting has turned the student away since the list was last begun.
    private var isRefused: [Bool]
    /// Of each setting, the last of those who came while it had room and may have had another such setting in
    /// the tie.
    private var uncertain: [Int32]
    /// The links of those lists: the student, and the link before.
    private var links: [(student: Int32, before: Int32)] = []

    /// Begins with nobody placed.
    init(_ instance: MatchingInstance, tieBreak: TieBreak) {
        self.instance = instance
        lists = PreferenceLists(instance)
        places = tieBreak.places(studentCount: instance.studentCount)
        heaps = OccupantHeaps(instance)
        assignment = Array(repeating: -1, count: instance.studentCount)
        tie = Array(instance.firstPair.dropLast())
        room = tie
        open = tie
        held = Array(repeating: -1, count: instance.studentCount)
        isPromoted = Array(repeating: false, count: instance.studentCount)
        isRefused = Array(repeating: false, count: instance.pairCount)
        uncertain = Array(repeating: -1, count: instance.settingCount)
    }

    /// Lets a student ask, and then whoever loses a place by that, until nobody has anything to ask.
    mutating func place(_ newcomer: Int) {
        var asking: Int? = newcomer
        while let student = asking {
            guard let position = nextPosition(of: student) else {
                guard !isPromoted[student] else { return }
                promote(student)
                continue
            }
            asking = ask(student, position: position)
        }
    }

    /// The second time through the list, with every refusal forgotten.
    private mutating func promote(_ student: Int) {
        isPromoted[student] = true
        tie[student] = instance.firstPair[student]
        room[student] = tie[student]
        open[student] = tie[student]
        for position in instance.pairRange(of: student) { isRefused[position] = false }
    }

    /// What the student asks for next: in the first tie with something left, a setting with room before
    /// others.
    private mutating func nextPosition(of student: Int) -> Int? {
        let end = Int(instance.firstPair[student + 1])
        while Int(tie[student]) < end {
            if let withRoom = roomInTie(of: student) { return withRoom }
            let rank = rank(at: Int(tie[student]))
            var position = Int(open[student])
            while position < end, rank == self.rank(at: position) {
                if !isRefused[position] {
                    open[student] = Int32(position)
                    return position
                }
                position += 1
            }
            tie[student] = Int32(position)
            room[student] = tie[student]
            open[student] = tie[student]
        }
        return nil
    }

    /// The first position of the student's present tie whose setting has room.
    private mutating func roomInTie(of student: Int) -> Int? {
        let end = Int(instance.firstPair[student + 1])
        let rank = rank(at: Int(tie[student]))
        var position = Int(room[student])
        while position < end, self.rank(at: position) == rank {
            if !heaps.isFull(setting(at: position)) {
                room[student] = Int32(position)
                return position
            }
            position += 1
        }
        room[student] = Int32(position)
        return nil
    }

    /// Asks one setting and answers who has to ask next, if anybody.
    private mutating func ask(_ student: Int, position: Int) -> Int? {
        let setting = setting(at: position)
        let key = key(of: student, position: position)
        if !heaps.isFull(setting) {
            heaps.insert(Int32(student), key: key, at: setting)
            assignment[student] = Int32(setting)
            held[student] = Int32(position)
            links.append((Int32(student), uncertain[setting]))
            uncertain[setting] = Int32(links.count - 1)
            return nil
        }
        if let other = takeUncertain(at: setting) {
            // That student has an equally good setting with room, loses nothing and keeps the right to ask
            // here again.
            replace(other, by: student, key: key, position: position, setting: setting)
            return other
        }
        // The key without the tie-break: band, then whether the student was promoted.
        if let worst = heaps.worst(of: setting), key >> 32 < worst.key >> 32 {
            let other = Int(worst.student)
            isRefused[Int(held[other])] = true
            replace(other, by: student, key: key, position: position, setting: setting)
            return other
        }
        isRefused[position] = true
        return student
    }

    private mutating func replace(_ other: Int, by student: Int, key: UInt64, position: Int, setting: Int) {
        heaps.remove(Int32(other), from: setting)
        assignment[other] = -1
        held[other] = -1
        heaps.insert(Int32(student), key: key, at: setting)
        assignment[student] = Int32(setting)
        held[student] = Int32(position)
    }

    /// Someone held here whose tie still has a setting with room; those who have none any more are forgotten
    /// for good.
    private mutating func takeUncertain(at setting: Int) -> Int? {
        while uncertain[setting] >= 0 {
            let link = links[Int(uncertain[setting])]
            uncertain[setting] = link.before
            let student = Int(link.student)
            // The tie in which the student was placed is the present one: it moves only while the student
            // asks.
            if Int(assignment[student]) == setting, roomInTie(of: student) != nil { return student }
        }
        return nil
    }

    /// Smaller is preferred: the band, then promoted before not promoted, then the tie-break.
    private func key(of student: Int, position: Int) -> UInt64 {
        let band = UInt64(instance.bands[Int(lists.pairs[position])])
        return (band << 1 | (isPromoted[student] ? 0 : 1)) << 32 | UInt64(places[student])
    }

    private func rank(at position: Int) -> Int32 { instance.ranks[Int(lists.pairs[position])] }

    private func setting(at position: Int) -> Int { Int(instance.settings[Int(lists.pairs[position])]) }
}
