extension CSVReader {
    /// Ends the field at a position of `record`.
    @inline(__always)
    mutating func closeField(at end: Int) throws {
        try checkLength(upTo: end)
        bounds.append(fieldStart)
        bounds.append(end)
    }

    /// Begins the field behind a comma, unless there may be no more: before its bytes are buffered.
    @inline(__always)
    mutating func nextField(at start: Int) throws {
        let columns = bounds.count / 2
        if columns >= limits.columns {
            throw failure(.tooManyColumns(limit: limits.columns), line: recordLine)
        }
        if let header, columns >= header.count, raggedRows == .refused {
            throw CSVError(.tooManyFields(expected: header.count), line: recordLine)
        }
        fieldStart = start
        state = .fieldStart
    }

    /// Delivers the record whose fields are complete and makes ready for the next.
    mutating func endRecord(
        _ onHeader: (CSVHeader) throws -> Void, _ onRow: (borrowing CSVRow) throws -> Void
    ) throws {
        if let header {
            try deliver(header, onRow)
        } else {
            let found = try CSVHeader(names(), line: recordLine)
            header = found
            try onHeader(found)
        }
        record.removeAll(keepingCapacity: true)
        bounds.removeAll(keepingCapacity: true)
        fieldStart = 0
        recordHasQuotes = false
        recordLine = line
        state = .fieldStart
    }

    private mutating func deliver(
        _ header: CSVHeader, _ onRow: (borrowing CSVRow) throws -> Void
    ) throws {
        let shape = bounds.count / 2 == header.count ? nil : shapeError(header)
        if let shape, raggedRows == .refused { throw shape }
        if rowsRead >= limits.rows {
            throw CSVError(.tooManyRows(limit: limits.rows), line: recordLine)
        }
        rowsRead += 1
        try onRow(CSVRow(line: recordLine, shapeError: shape, record: record, bounds: bounds))
    }

    private func shapeError(_ header: CSVHeader) -> CSVError {
        let found = bounds.count / 2
        if found > header.count { return CSVError(.tooManyFields(expected: header.count), line: recordLine) }
        if found == 1, bounds[0] == bounds[1], !recordHasQuotes {
            return CSVError(.blankLine, line: recordLine)
        }
        return CSVError(.tooFewFields(found: found, expected: header.count), line: recordLine)
    }

    private func names() -> [String] {
        stride(from: 0, to: bounds.count, by: 2).map {
            String(decoding: record[bounds[$0]..<bounds[$0 + 1]], as: UTF8.self)
        }
    }

    /// Refuses a field or record whose bytes up to a position are too many.
    @inline(__always)
    func checkLength(upTo end: Int) throws {
        if end - fieldStart > limits.fieldBytes || end > limits.recordBytes { throw tooLong(upTo: end) }
    }

    private func tooLong(upTo end: Int) -> CSVError {
        // Whichever limit was passed first, so that the place of the chunk's end does not decide.
        let fieldFirst =
            end - fieldStart > limits.fieldBytes
            && (end <= limits.recordBytes || fieldStart + limits.fieldBytes <= limits.recordBytes)
        let kind: CSVError.Kind =
            fieldFirst ? .fieldTooLong(limit: limits.fieldBytes) : .recordTooLong(limit: limits.recordBytes)
        return located(kind, line: recordLine)
    }

    /// The error for what stands behind `length` bytes of the record; if those are too many, that came first.
    func failure(_ kind: CSVError.Kind, line: Int? = nil, length: Int? = nil) -> CSVError {
        if let length, length - fieldStart > limits.fieldBytes || length > limits.recordBytes {
            return tooLong(upTo: length)
        }
        return located(kind, line: line ?? self.line)
    }

    private func located(_ kind: CSVError.Kind, line: Int) -> CSVError {
        let column = bounds.count / 2
        let name = header.flatMap { column < $0.count ? $0.names[column] : nil }
        return CSVError(kind, line: line, column: column + 1, columnName: name)
    }
}
