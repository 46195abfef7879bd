extension CSVReader {
    /// Moves the state machine over a chunk.
    ///
    /// Bytes are copied to `record` a run at a time, a whole line in the simple case: `run` is where the bytes not
    /// yet copied begin, so the byte at `index` will stand at `record.count + index - run`.
    mutating func scan(
        _ chunk: UnsafeRawBufferPointer, _ header: (CSVHeader) throws -> Void,
        _ row: (borrowing CSVRow) throws -> Void
    ) throws {
        guard let base = chunk.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        let count = chunk.count
        let consumedBefore = bytesConsumed
        var index = 0
        var run = 0
        defer { bytesConsumed = consumedBefore + index }
        if check.pending > 0 { try character(base, &index, count, run) }
        while index < count {
            switch state {
            case .fieldStart where base[index] == Self.quote:
                copy(base, run, index)
                index += 1
                run = index
                fieldStart = record.count
                quoteLine = line
                recordHasQuotes = true
                state = .quoted
            case .fieldStart, .unquoted:
                index = Self.skipPlain(base, index, count)
                guard index < count else {
                    state = .unquoted
                    break
                }
                try unquoted(base, &index, count, &run, header, row)
            case .quoted:
                try quoted(base, &index, count, &run)
            case .quoteSeen:
                try afterQuote(base, &index, &run, header, row)
            case .returnSeen:
                guard base[index] == Self.lineFeed else {
                    throw failure(.loneCarriageReturn, length: fieldEnd)
                }
                try endLine(base, &index, &run, fieldEnd, header, row)
            }
        }
        copy(base, run, count)
        let closed = state == .quoteSeen || state == .returnSeen
        try checkLength(upTo: closed ? fieldEnd : record.count)
    }

    /// The first byte from `index` on that might mean something outside quotes.
    ///
    /// The range is what letters, digits and most punctuation fall into, so that one comparison settles them.
    @inline(__always)
    private static func skipPlain(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Int {
        var index = index
        while index < count, base[index] &- 0x2D < 0x53 || base[index] == 0x20 { index += 1 }
        return index
    }

    @inline(__always)
    private mutating func unquoted(
        _ base: UnsafePointer<UInt8>, _ index: inout Int, _ count: Int, _ run: inout Int,
        _ header: (CSVHeader) throws -> Void, _ row: (borrowing CSVRow) throws -> Void
    ) throws {
        let position = record.count + index - run
        switch base[index] {
        case Self.comma:
            try closeField(at: position)
            try nextField(at: position + 1)
            index += 1
        case Self.lineFeed:
            try endLine(base, &index, &run, position, header, row)
        case Self.carriageReturn:
            fieldEnd = position
            state = .returnSeen
            index += 1
        case Self.quote: throw failure(.strayQuote, length: position)
        case 0: throw failure(.nulByte, length: position)
        case 0x80...:
            state = .unquoted
            try character(base, &index, count, run)
        default:
            state = .unquoted
            index += 1
        }
    }

    private mutating func quoted(
        _ base: UnsafePointer<UInt8>, _ index: inout Int, _ count: Int, _ run: inout Int
    ) throws {
        while index < count {
            let byte = base[index]
            switch byte {
            case Self.quote:
                copy(base, run, index)
                fieldEnd = record.count
                index += 1
                run = index
                state = .quoteSeen
                return
            case Self.lineFeed:
                line += 1
                index += 1
            case 0: throw failure(.nulByte, length: record.count + index - run)
            case 0x80...: try character(base, &index, count, run)
            default: index += 1
            }
        }
    }

    private mutating func afterQuote(
        _ base: UnsafePointer<UInt8>, _ index: inout Int, _ run: inout Int,
        _ header: (CSVHeader) throws -> Void, _ row: (borrowing CSVRow) throws -> Void
    ) throws {
        switch base[index] {
        case Self.quote:
            // The second of a doubled quote stays in the run, as the one that is meant.
            run = index
            index += 1
            state = .quoted
        case Self.comma:
            try closeField(at: fieldEnd)
            try nextField(at: record.count + index - run + 1)
            index += 1
        case Self.lineFeed: try endLine(base, &index, &run, fieldEnd, header, row)
        case Self.carriageReturn:
            state = .returnSeen
            index += 1
        case 0: throw failure(.nulByte, length: fieldEnd)
        case let byte:
            // Quoted names with another mark between them.
            if self.header == nil,
                let name = CSVHeader.otherSeparators.first(where: { $0.key == byte })?.value
            {
                throw CSVError(.otherSeparator(name), line: 1)
            }
            throw failure(.textAfterQuote, length: fieldEnd)
        }
    }

    @inline(__always)
    private mutating func endLine(
        _ base: UnsafePointer<UInt8>, _ index: inout Int, _ run: inout Int, _ end: Int,
        _ header: (CSVHeader) throws -> Void, _ row: (borrowing CSVRow) throws -> Void
    ) throws {
        try closeField(at: end)
        copy(base, run, index)
        index += 1
        run = index
        line += 1
        try endRecord(header, row)
    }

    /// Takes the bytes of one character above ASCII, as far as the chunk has them.
    private mutating func character(
        _ base: UnsafePointer<UInt8>, _ index: inout Int, _ count: Int, _ run: Int
    ) throws {
        do {
            if check.pending == 0 {
                try check.begin(base[index])
                index += 1
            }
            while check.pending > 0, index < count {
                try check.resume(base[index])
                index += 1
            }
        } catch {
            throw failure(
                .notUTF8(byte: error.byte, likelyLatin1: error.likelyLatin1),
                length: record.count + index - run)
        }
    }

    @inline(__always)
    private mutating func copy(_ base: UnsafePointer<UInt8>, _ from: Int, _ to: Int) {
        if to > from { record.append(contentsOf: UnsafeBufferPointer(start: base + from, count: to - from)) }
    }

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
}
