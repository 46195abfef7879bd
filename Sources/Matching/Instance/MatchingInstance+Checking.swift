extension MatchingInstance {
    /// Makes an instance from rows in any order.
    ///
    /// Rows that are sorted by student and setting already are taken as they stand, in one pass; others are sorted
    /// first. Couples are stored with the smaller student first, in rising order.
    ///
    /// - Parameters:
    ///   - studentCount: the number of students.
    ///   - capacities: the places of each setting.
    ///   - minimums: how many students each setting needs to open; empty when no setting has a minimum.
    ///   - pairs: the acceptable pairs.
    ///   - together: students who are to be at one setting or both unplaced.
    ///   - holders: how many of the last students are holders; their pairs cost nothing.
    /// - Throws: ``InstanceError`` that names the first row found to be wrong.
    public init(
        studentCount: Int, capacities: [Int32], minimums: [Int32] = [], pairs: [Pair],
        together: [(Int32, Int32)] = [], holders: Int = 0
    ) throws(InstanceError) {
        let minimums = minimums.isEmpty ? [Int32](repeating: 0, count: capacities.count) : minimums
        try Self.check(count: studentCount, what: "students")
        try Self.check(count: capacities.count, what: "settings")
        try Self.check(count: pairs.count, what: "pairs")
        try Self.check(capacities: capacities, minimums: minimums)
        let isSorted = try Self.check(pairs: pairs, students: studentCount, settings: capacities.count)
        let couples = try Self.checked(together: together, students: studentCount)
        try Self.check(holders: holders, of: studentCount, pairs, couples)
        let columns: PairColumns
        if isSorted {
            columns = PairColumns(sorted: pairs, studentCount: studentCount)
        } else {
            let order = Self.order(of: pairs, studentCount: studentCount)
            try Self.checkDuplicates(pairs, order: order)
            columns = PairColumns(sorted: order.map { pairs[Int($0)] }, studentCount: studentCount)
        }
        self.init(
            studentCount: studentCount, settingCount: capacities.count, capacities: capacities,
            minimums: minimums, firstPair: columns.firstPair, settings: columns.settings,
            ranks: columns.ranks, problems: columns.problems, travel: columns.travel, bands: columns.bands,
            together: couples, holderCount: holders)
    }

    /// Refuses holders that cost something or have a partner.
    private static func check(
        holders: Int, of students: Int, _ pairs: [Pair], _ couples: [(Int32, Int32)]
    ) throws(InstanceError) {
        guard holders >= 0, holders <= students else { throw .holdersOutOfRange(count: holders) }
        let people = students - holders
        for pair in pairs where Int(pair.student) >= people && pair.rank | pair.problems | pair.travel != 0 {
            throw .holderLikeAPerson(student: Int(pair.student))
        }
        for couple in couples where Int(couple.1) >= people {
            throw .holderLikeAPerson(student: Int(couple.1))
        }
    }

    /// Refuses a count that cannot be numbered with 32 bits.
    private static func check(count: Int, what: String) throws(InstanceError) {
        guard count >= 0, count < Int(Int32.max) else {
            throw .countOutOfRange(what: what, count: count)
        }
    }

    /// Refuses capacities and minimums that no assignment can meet.
    private static func check(capacities: [Int32], minimums: [Int32]) throws(InstanceError) {
        guard capacities.count == minimums.count else {
            throw .minimumsDoNotMatch(capacities: capacities.count, minimums: minimums.count)
        }
        for setting in capacities.indices {
            let capacity = Int(capacities[setting])
            let minimum = Int(minimums[setting])
            if capacity < 0 { throw .negativeCapacity(setting: setting, capacity: capacity) }
            if minimum < 0 { throw .negativeMinimum(setting: setting, minimum: minimum) }
            // A closed setting (no places) may keep its minimum: it simply stays closed.
            if capacity > 0, minimum > capacity {
                throw .minimumAboveCapacity(setting: setting, minimum: minimum, capacity: capacity)
            }
        }
    }

    /// Checks every row by itself and answers whether the rows rise strictly, which also rules out duplicates.
    private static func check(pairs: [Pair], students: Int, settings: Int) throws(InstanceError) -> Bool {
        var isSorted = true
        var last = Pair(student: -1, setting: -1, rank: 0)
        for row in pairs.indices {
            let pair = pairs[row]
            guard pair.student >= 0, Int(pair.student) < students else {
                throw .noSuchStudent(row: row, student: Int(pair.student))
            }
            guard pair.setting >= 0, Int(pair.setting) < settings else {
                throw .noSuchSetting(row: row, setting: Int(pair.setting))
            }
            if pair.rank | pair.problems | pair.travel | pair.band < 0 { throw negative(pair, row: row) }
            if !last.stands(before: pair) { isSorted = false }
            last = pair
        }
        return isSorted
    }

    /// Names the first number of a row that is below 0.
    private static func negative(_ pair: Pair, row: Int) -> InstanceError {
        let numbers = [
            ("rank", pair.rank), ("problems", pair.problems), ("travel", pair.travel), ("band", pair.band),
        ]
        let found = numbers.first { $0.1 < 0 } ?? numbers[0]
        return .negativeNumber(row: row, what: found.0, value: Int(found.1))
    }

    /// The rows by student and then setting: a counting sort by student, then a short sort inside each student.
    private static func order(of pairs: [Pair], studentCount: Int) -> [Int32] {
        var next = [Int32](repeating: 0, count: studentCount + 1)
        for pair in pairs { next[Int(pair.student) + 1] += 1 }
        for student in 0..<studentCount { next[student + 1] += next[student] }
        var order = [Int32](repeating: 0, count: pairs.count)
        for row in pairs.indices {
            let student = Int(pairs[row].student)
            order[Int(next[student])] = Int32(row)
            next[student] += 1
        }
        var begin = 0
        var keys: [Int] = []
        for student in 0..<studentCount {
            // Each `next` has come to the end of its student by now.
            let end = Int(next[student])
            sort(&order, begin..<end, of: pairs, keys: &keys)
            begin = end
        }
        return order
    }

    /// Sorts the rows of one student by setting and then row, as 64-bit keys because lists are short and many.
    private static func sort(_ order: inout [Int32], _ range: Range<Int>, of pairs: [Pair], keys: inout [Int])
    {
        keys.removeAll(keepingCapacity: true)
        for index in range {
            let row = Int(order[index])
            keys.append(Int(pairs[row].setting) << 32 | row)
        }
        if keys.count > 40 {
            keys.sort()
        } else {
            for index in keys.indices.dropFirst() {
                let key = keys[index]
                var hole = index
                while hole > 0, keys[hole - 1] > key {
                    keys[hole] = keys[hole - 1]
                    hole -= 1
                }
                keys[hole] = key
            }
        }
        for index in range { order[index] = Int32(truncatingIfNeeded: keys[index - range.lowerBound]) }
    }

    /// Refuses two rows of the same student and setting.
    private static func checkDuplicates(_ pairs: [Pair], order: [Int32]) throws(InstanceError) {
        for index in order.indices.dropFirst() {
            let (first, second) = (Int(order[index - 1]), Int(order[index]))
            let (one, other) = (pairs[first], pairs[second])
            if one.student == other.student, one.setting == other.setting {
                throw .duplicatePair(
                    row: second, first: first, student: Int(one.student), setting: Int(one.setting))
            }
        }
    }

    /// The couples in their stored order; nobody is in two of them.
    private static func checked(
        together: [(Int32, Int32)], students: Int
    ) throws(InstanceError) -> [(Int32, Int32)] {
        var rowOfStudent: [Int32: Int] = [:]
        var couples: [(Int32, Int32)] = []
        for (row, couple) in together.enumerated() {
            for student in [couple.0, couple.1] where student < 0 || Int(student) >= students {
                throw .noSuchStudentTogether(row: row, student: Int(student))
            }
            if couple.0 == couple.1 { throw .togetherWithSelf(row: row, student: Int(couple.0)) }
            for student in [couple.0, couple.1] {
                if let first = rowOfStudent[student] {
                    throw .togetherTwice(row: row, first: first, student: Int(student))
                }
                rowOfStudent[student] = row
            }
            couples.append((min(couple.0, couple.1), max(couple.0, couple.1)))
        }
        return couples.sorted { $0.0 < $1.0 }
    }
}
