/// Reads one instance from one line of JSON.
///
/// Keys may come in any order; `id`, `minimum`, `same_setting_pairs` and `holders` may be absent. Unknown keys, and
/// `truth`, which holds answers, are skipped: their values have to be well formed but are never looked at.
struct JSONInstanceScanner {
    private static let keys: [StaticString] = [
        "id", "n", "m", "capacity", "minimum", "edges", "same_setting_pairs", "holders",
    ]
    private static let pairKeys: [StaticString] = ["s", "t", "rank", "problems", "travel", "band"]

    private let line: Int
    private var cursor: JSONCursor
    private var id: String?
    private var studentCount: Int32?
    private var settingCount: Int32?
    private var capacities: [Int32]?
    private var minimums: [Int32]?
    private var pairs: [MatchingInstance.Pair]?
    private var together: [(Int32, Int32)] = []
    private var holders: Int32 = 0

    /// Starts at the beginning of a line.
    init(_ cursor: JSONCursor) {
        self.cursor = cursor
        line = cursor.error(.empty).line
    }

    /// The instance of the line.
    mutating func instance() throws(ReadingError) -> ReadInstance {
        try readKeys()
        try cursor.expectEnd()
        let studentCount = try count(studentCount, key: "n")
        let settingCount = try count(settingCount, key: "m")
        guard let capacities else { throw cursor.error(.missingKey("capacity")) }
        guard let pairs else { throw cursor.error(.missingKey("edges")) }
        let minimums = minimums ?? [Int32](repeating: 0, count: settingCount)
        for (key, found) in [("capacity", capacities.count), ("minimum", minimums.count)]
        where found != settingCount {
            throw cursor.error(.wrongLength(key: key, expected: settingCount, found: found))
        }
        do {
            let instance = try MatchingInstance(
                studentCount: studentCount, capacities: capacities, minimums: minimums, pairs: pairs,
                together: together, holders: Int(holders))
            return ReadInstance(id: id, line: line, instance: instance)
        } catch {
            throw cursor.error(.impossible(error))
        }
    }

    private func count(_ count: Int32?, key: String) throws(ReadingError) -> Int {
        guard let count else { throw cursor.error(.missingKey(key)) }
        guard count <= ReadingLimits.people else {
            throw cursor.error(.numberTooLarge(found: "\(count)", largest: ReadingLimits.people))
        }
        return Int(count)
    }

    private mutating func readKeys() throws(ReadingError) {
        try cursor.expect(.openBrace)
        if cursor.take(.closeBrace) { return }
        var seen = 0
        repeat {
            let key = try cursor.key(among: Self.keys)
            try cursor.expect(.colon)
            guard let key else {
                try cursor.skipValue()
                continue
            }
            guard seen & 1 << key == 0 else { throw cursor.error(.repeatedKey("\(Self.keys[key])")) }
            seen |= 1 << key
            try readValue(ofKey: key)
        } while cursor.take(.comma)
        try cursor.expect(.closeBrace)
    }

    private mutating func readValue(ofKey key: Int) throws(ReadingError) {
        switch key {
        case 0: id = try cursor.string()
        case 1: studentCount = try cursor.wholeNumber()
        case 2: settingCount = try cursor.wholeNumber()
        case 3: capacities = try numbers()
        case 4: minimums = try numbers()
        case 5: pairs = try readPairs()
        case 6: together = try couples()
        default: holders = try cursor.wholeNumber()
        }
    }

    private mutating func numbers() throws(ReadingError) -> [Int32] {
        var numbers: [Int32] = []
        try cursor.expect(.openBracket)
        if cursor.take(.closeBracket) { return numbers }
        repeat { numbers.append(try cursor.wholeNumber()) } while cursor.take(.comma)
        try cursor.expect(.closeBracket)
        return numbers
    }

    private mutating func couples() throws(ReadingError) -> [(Int32, Int32)] {
        var couples: [(Int32, Int32)] = []
        try cursor.expect(.openBracket)
        if cursor.take(.closeBracket) { return couples }
        repeat {
            try cursor.expect(.openBracket)
            let one = try cursor.wholeNumber()
            try cursor.expect(.comma)
            let other = try cursor.wholeNumber()
            try cursor.expect(.closeBracket)
            couples.append((one, other))
        } while cursor.take(.comma)
        try cursor.expect(.closeBracket)
        return couples
    }

    private mutating func readPairs() throws(ReadingError) -> [MatchingInstance.Pair] {
        var pairs: [MatchingInstance.Pair] = []
        try cursor.expect(.openBracket)
        if cursor.take(.closeBracket) { return pairs }
        repeat { pairs.append(try pair()) } while cursor.take(.comma)
        try cursor.expect(.closeBracket)
        return pairs
    }

    private mutating func pair() throws(ReadingError) -> MatchingInstance.Pair {
        var pair = MatchingInstance.Pair(student: 0, setting: 0, rank: 0)
        var seen = 0
        try cursor.expect(.openBrace)
        if !cursor.take(.closeBrace) {
            repeat {
                let key = try cursor.key(among: Self.pairKeys)
                try cursor.expect(.colon)
                guard let key else {
                    try cursor.skipValue()
                    continue
                }
                guard seen & 1 << key == 0 else { throw cursor.error(.repeatedKey("\(Self.pairKeys[key])")) }
                seen |= 1 << key
                let number = try cursor.wholeNumber()
                switch key {
                case 0: pair.student = number
                case 1: pair.setting = number
                case 2: pair.rank = number
                case 3: pair.problems = number
                case 4: pair.travel = number
                default: pair.band = number
                }
            } while cursor.take(.comma)
            try cursor.expect(.closeBrace)
        }
        if let missing = Self.pairKeys.indices.first(where: { seen & 1 << $0 == 0 }) {
            throw cursor.error(.missingKey("\(Self.pairKeys[missing])"))
        }
        return pair
    }
}
