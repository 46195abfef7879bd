extension MatchingInstance {
    /// One acceptable pair of a student and a setting, as a row of input.
    public struct Pair: Sendable, Hashable {
        /// The student, from 0.
        public var student: Int32
        /// The setting, from 0.
        public var setting: Int32
        /// The student's rank of the setting, 1 for the first choice; equal ranks are ties.
        public var rank: Int32
        /// The hard problems that the pair would accept.
        public var problems: Int32
        /// The travel, in minutes.
        public var travel: Int32
        /// The setting's band of the student for the stable mode, 1 for the students it prefers.
        public var band: Int32

        /// Makes a row from its six numbers.
        public init(
            student: Int32, setting: Int32, rank: Int32, problems: Int32 = 0, travel: Int32 = 0,
            band: Int32 = 1
        ) {
            self.student = student
            self.setting = setting
            self.rank = rank
            self.problems = problems
            self.travel = travel
            self.band = band
        }

        /// Whether this row stands before the other in an instance.
        @inline(__always)
        func stands(before other: Pair) -> Bool {
            student != other.student ? student < other.student : setting < other.setting
        }
    }

    /// The row that stands at a position of the pair columns.
    ///
    /// The student is handed in because the columns do not store it; an index out of range is a precondition failure.
    public func pair(at index: Int, of student: Int) -> Pair {
        Pair(
            student: Int32(student), setting: settings[index], rank: ranks[index], problems: problems[index],
            travel: travel[index], band: bands[index])
    }

    /// All rows, by student and then by setting.
    public var pairs: [Pair] {
        var rows: [Pair] = []
        rows.reserveCapacity(pairCount)
        for student in 0..<studentCount {
            for index in pairRange(of: student) { rows.append(pair(at: index, of: student)) }
        }
        return rows
    }

    /// Where the pairs of a student stand in the pair columns.
    public func pairRange(of student: Int) -> Range<Int> {
        Int(firstPair[student])..<Int(firstPair[student + 1])
    }

    /// Where the pair of a student and a setting stands in the pair columns, or nil if they may not be paired.
    public func indexOfPair(student: Int, setting: Int) -> Int? {
        var range = pairRange(of: student)
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let found = Int(settings[middle])
            if found == setting { return middle }
            range = found < setting ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }
}
