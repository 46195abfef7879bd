/// Reads the plain text format from whole lines.
///
/// Numbers are scanned byte by byte: at 12.8 MB a split into substrings and `Int.init` costs more than the
/// solve. The quick road knows only well-formed lines; a line that it cannot read goes to `diagnose`, which
/// says what is wrong.
struct TextInstanceScanner {
    private var hasHeader = false
    private var headerLine = 0
    private var studentCount = 0
    private var settingCount = 0
    private var pairCount = 0
    private var capacities: [Int32] = []
    private var minimums: [Int32] = []
    private var pairs: [MatchingInstance.Pair] = []
    /// A blank line that is harmless only if no row follows it.
    private var sawBlank = false

    /// Takes whole lines, each ended by a newline; counts them.
    mutating func take(_ lines: UnsafeBufferPointer<UInt8>, lineCount: inout Int) throws(ReadingError) {
        var index = 0
        while index < lines.count {
            let start = index
            lineCount += 1
            if isBlank(lines, from: &index) {
                // Before the header nothing has been promised; after the last pair nothing is missing.
                sawBlank = hasHeader
                continue
            }
            index = start
            if sawBlank {
                throw ReadingError(
                    line: lineCount, reason: isComplete ? .rowsAfterTheEnd(pairs: pairCount) : .blankLine)
            }
            if hasHeader, capacities.count == settingCount {
                if pairs.count < pairCount {
                    try takePairs(lines, from: &index, lineCount: &lineCount)
                } else {
                    throw ReadingError(line: lineCount, reason: .rowsAfterTheEnd(pairs: pairCount))
                }
            } else {
                try takeShortLine(lines, from: &index, line: lineCount)
            }
        }
    }

    /// The instance, once the file has ended on a line.
    func finish(lastLine: Int) throws(ReadingError) -> ReadInstance {
        guard capacities.count == settingCount else {
            throw ReadingError(
                line: lastLine,
                reason: .truncated(what: "settings", expected: settingCount, found: capacities.count))
        }
        guard pairs.count == pairCount else {
            throw ReadingError(
                line: lastLine, reason: .truncated(what: "pairs", expected: pairCount, found: pairs.count))
        }
        do {
            let instance = try MatchingInstance(
                studentCount: studentCount, capacities: capacities, minimums: minimums, pairs: pairs)
            return ReadInstance(id: nil, line: headerLine, instance: instance)
        } catch {
            throw ReadingError(line: line(of: error), reason: .impossible(error))
        }
    }

    private var isComplete: Bool { capacities.count == settingCount && pairs.count == pairCount }

    /// The line that an error is about; rows follow the header without gaps.
    private func line(of error: InstanceError) -> Int {
        if let row = error.row { return headerLine + settingCount + row + 1 }
        if let setting = error.setting { return headerLine + setting + 1 }
        return headerLine
    }

    /// Reads the header or a setting.
    private mutating func takeShortLine(
        _ lines: UnsafeBufferPointer<UInt8>, from index: inout Int, line: Int
    ) throws(ReadingError) {
        let start = index
        let first = Self.number(lines, &index)
        let second = Self.number(lines, &index)
        let third = hasHeader ? 0 : Self.number(lines, &index)
        guard first >= 0, second >= 0, third >= 0, Self.isAtEnd(lines, &index) else {
            throw diagnose(lines, from: start, columns: hasHeader ? 2 : 3, line: line)
        }
        if hasHeader {
            capacities.append(Int32(truncatingIfNeeded: first))
            minimums.append(Int32(truncatingIfNeeded: second))
        } else {
            for (count, largest) in [
                (first, ReadingLimits.people), (second, ReadingLimits.people), (third, ReadingLimits.pairs),
            ] where count > largest {
                throw ReadingError(line: line, reason: .numberTooLarge(found: "\(count)", largest: largest))
            }
            hasHeader = true
            headerLine = line
            (studentCount, settingCount, pairCount) = (first, second, third)
            capacities.reserveCapacity(min(settingCount, ReadingLimits.reserve))
            minimums.reserveCapacity(min(settingCount, ReadingLimits.reserve))
            pairs.reserveCapacity(min(pairCount, ReadingLimits.reserve))
        }
    }

    /// Reads pairs until the lines or the promised pairs are used up, or a blank line comes.
    private mutating func takePairs(
        _ lines: UnsafeBufferPointer<UInt8>, from index: inout Int, lineCount: inout Int
    ) throws(ReadingError) {
        while true {
            let start = index
            let student = Self.number(lines, &index)
            let setting = Self.number(lines, &index)
            let rank = Self.number(lines, &index)
            let problems = Self.number(lines, &index)
            let travel = Self.number(lines, &index)
            let band = Self.number(lines, &index)
            // One test for six numbers: a refused number is negative, and so is the union of bits it is part
            // of.
            guard student | setting | rank | problems | travel | band >= 0, Self.isAtEnd(lines, &index) else {
                throw diagnose(lines, from: start, columns: 6, line: lineCount)
            }
            pairs.append(
                MatchingInstance.Pair(
                    student: Int32(truncatingIfNeeded: student), setting: Int32(truncatingIfNeeded: setting),
                    rank: Int32(truncatingIfNeeded: rank), problems: Int32(truncatingIfNeeded: problems),
                    travel: Int32(truncatingIfNeeded: travel), band: Int32(truncatingIfNeeded: band)))
            guard index < lines.count, pairs.count < pairCount, lines[index].isDigit else { return }
            lineCount += 1
        }
    }

    /// The next number of a line, from 0 to `Int32.max`, or a negative number if there is none.
    ///
    /// The caller's lines end with a newline, which is neither blank nor a digit, so no loop runs over the
    /// end.
    @inline(__always)
    private static func number(_ lines: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int {
        guard let base = lines.baseAddress else { return -1 }
        var at = index
        while base[at] == .space || base[at] == .tab { at += 1 }
        var digit = base[at] &- .zero
        guard digit < 10 else { return -1 }
        var value = 0
        while digit < 10 {
            value = value * 10 + Int(digit)
            if value > Int(Int32.max) { return -1 }
            at += 1
            digit = base[at] &- .zero
        }
        index = at
        return value
    }

    /// Whether nothing but blanks stands before the end of the line; goes past the newline if so.
    @inline(__always)
    private static func isAtEnd(_ lines: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
        if lines[index] == .newline {
            index += 1
            return true
        }
        while lines[index] == .space || lines[index] == .tab { index += 1 }
        if lines[index] == .carriageReturn { index += 1 }
        guard lines[index] == .newline else { return false }
        index += 1
        return true
    }

    /// Whether the line is blank; goes past it if so.
    @inline(__always)
    private func isBlank(_ lines: UnsafeBufferPointer<UInt8>, from index: inout Int) -> Bool {
        if lines[index].isDigit { return false }
        return Self.isAtEnd(lines, &index)
    }

    /// Says what is wrong with a line that could not be read.
    private func diagnose(
        _ lines: UnsafeBufferPointer<UInt8>, from start: Int, columns: Int, line: Int
    ) -> ReadingError {
        let end = lines[start...].firstIndex(of: .newline) ?? lines.count
        let bytes = lines[start..<end]
        if bytes.contains(0) { return ReadingError(line: line, reason: .zeroByte) }
        let words = bytes.split { $0 == .space || $0 == .tab || $0 == .carriageReturn }
        for word in words {
            let shown = String(decoding: word.prefix(20), as: UTF8.self) + (word.count > 20 ? "…" : "")
            guard word.allSatisfy(\.isDigit) else {
                return ReadingError(line: line, reason: .notANumber(found: shown))
            }
            guard word.drop(while: { $0 == .zero }).count <= 10,
                let value = Int(String(decoding: word, as: UTF8.self)), value <= Int(Int32.max)
            else {
                return ReadingError(
                    line: line, reason: .numberTooLarge(found: shown, largest: Int(Int32.max)))
            }
        }
        if words.count != columns {
            return ReadingError(
                line: line, reason: .wrongNumberOfColumns(expected: columns, found: words.count))
        }
        // All columns are numbers, so what stopped the quick road is a carriage return inside the line.
        return ReadingError(line: line, reason: .notANumber(found: "\\r"))
    }
}
