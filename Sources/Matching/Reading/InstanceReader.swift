/// Reads instances from pieces of a file, in either of the two formats.
///
/// The plain text format holds one instance: a line `students settings pairs`, a line `capacity minimum` for
/// each setting, and a line `student setting rank problems travel band` for each pair, in any order, numbered
/// from 0. JSON lines hold one instance on each line. The first byte decides: a digit means text, a brace
/// means JSON.
///
///     var reader = InstanceReader()
///     for piece in pieces { try instances += reader.feed(piece) }
///     try instances += reader.finish()
///
/// It does no input of its own, and what it needs of memory grows with the bytes that came, not with the
/// counts that they promise.
public struct InstanceReader {
    private enum Format {
        case undecided
        case text(TextInstanceScanner)
        case jsonLines
    }

    private var format = Format.undecided
    /// The bytes of the last line of the piece before, which had no end yet.
    private var rest: [UInt8] = []
    /// Complete lines seen so far.
    private var lineCount = 0

    /// Makes a reader that has seen nothing.
    public init() {}

    /// Takes the next piece of the file, cut anywhere, and answers the instances that it completes.
    ///
    /// - Throws: ``ReadingError`` for the first line that is wrong; the reader is then of no further use.
    public mutating func feed(_ piece: [UInt8]) throws(ReadingError) -> [ReadInstance] {
        var instances: [ReadInstance] = []
        try piece.withUnsafeBufferPointer { piece throws(ReadingError) in
            guard let lastEnd = piece.lastIndex(of: .newline) else {
                rest.append(contentsOf: piece)
                return
            }
            var start = 0
            if !rest.isEmpty, let firstEnd = piece.firstIndex(of: .newline) {
                rest.append(contentsOf: piece[...firstEnd])
                start = firstEnd + 1
                let joined = rest
                rest = []
                try joined.withUnsafeBufferPointer { lines throws(ReadingError) in
                    try take(lines, into: &instances)
                }
            }
            if start <= lastEnd {
                try take(UnsafeBufferPointer(rebasing: piece[start...lastEnd]), into: &instances)
            }
            rest.append(contentsOf: piece[(lastEnd + 1)...])
        }
        return instances
    }

    /// Says that the file has ended and answers the instances that its end completes.
    ///
    /// - Throws: ``ReadingError`` if the file is empty, ends early or its last line is wrong.
    public mutating func finish() throws(ReadingError) -> [ReadInstance] {
        var instances: [ReadInstance] = []
        if !rest.isEmpty {
            let last = rest + [.newline]
            rest = []
            try last.withUnsafeBufferPointer { lines throws(ReadingError) in
                try take(lines, into: &instances)
            }
        }
        switch format {
        case .undecided:
            throw ReadingError(line: lineCount + 1, reason: .empty)
        case .text(let scanner):
            instances.append(try scanner.finish(lastLine: lineCount))
        case .jsonLines:
            break
        }
        return instances
    }

    /// Takes whole lines, the last of them ended by a newline.
    private mutating func take(
        _ lines: UnsafeBufferPointer<UInt8>, into instances: inout [ReadInstance]
    ) throws(ReadingError) {
        var lines = lines
        if case .undecided = format {
            var start = try decide(lines)
            if lineCount == 0, start == 0, lines.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
            lines = UnsafeBufferPointer(rebasing: lines[start...])
        }
        switch format {
        case .undecided:
            return
        case .text(var scanner):
            // Moved out and back so that the scanner's arrays have one owner while they grow.
            format = .undecided
            defer { format = .text(scanner) }
            try scanner.take(lines, lineCount: &lineCount)
        case .jsonLines:
            try takeJSON(lines, into: &instances)
        }
    }

    /// Settles the format by the first byte that is not blank and answers where its line begins.
    private mutating func decide(_ lines: UnsafeBufferPointer<UInt8>) throws(ReadingError) -> Int {
        var lineStart = 0
        var index = lineCount == 0 && lines.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while index < lines.count {
            switch lines[index] {
            case .newline:
                lineCount += 1
                lineStart = index + 1
            case .space, .tab, .carriageReturn:
                break
            case .openBrace:
                format = .jsonLines
                return lineStart
            case .zero ... .nine:
                format = .text(TextInstanceScanner())
                return lineStart
            case 0:
                throw ReadingError(line: lineCount + 1, reason: .zeroByte)
            default:
                throw ReadingError(line: lineCount + 1, reason: .unknownFormat)
            }
            index += 1
        }
        return lines.count
    }

    private mutating func takeJSON(
        _ lines: UnsafeBufferPointer<UInt8>, into instances: inout [ReadInstance]
    ) throws(ReadingError) {
        var start = 0
        while start < lines.count {
            let end = lines[start...].firstIndex(of: .newline) ?? lines.count
            let line = UnsafeBufferPointer(rebasing: lines[start..<end])
            lineCount += 1
            start = end + 1
            if line.allSatisfy({ $0 == .space || $0 == .tab || $0 == .carriageReturn }) { continue }
            var scanner = JSONInstanceScanner(JSONCursor(line, line: lineCount))
            instances.append(try scanner.instance())
        }
    }
}
