/// One record of a CSV file, valid only while the closure that received it runs.
///
/// The fields stay in the reader's buffer and nothing is copied until a `String` is asked for. An index at or
/// past `count` reads as an empty field, which only a ragged row (see `shapeError`) can have.
public struct CSVRow: ~Copyable {
    /// The physical line, from 1, where the record starts.
    public let line: Int
    /// Why the row does not fit the header; nil unless the reader was told to deliver ragged rows.
    public let shapeError: CSVError?
    let record: [UInt8]
    let bounds: [Int]

    /// The number of fields.
    public var count: Int { bounds.count / 2 }

    /// The value of the field at an index from 0, without the guard a spreadsheet export gave it.
    ///
    /// This is what an import stores; see `CSVGuard`.
    public subscript(index: Int) -> String {
        String(decoding: CSVGuard.unguarded(bytes(index)), as: UTF8.self)
    }

    /// The field at an index from 0 exactly as in the file, still guarded.
    public func raw(_ index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

    /// The UTF-8 of the field at an index from 0 exactly as in the file, unquoted but still guarded, not copied.
    public func bytes(_ index: Int) -> ArraySlice<UInt8> {
        guard index >= 0, index < count else { return [] }
        return record[bounds[2 * index]..<bounds[2 * index + 1]]
    }

    /// Whether the field at an index from 0 is empty, which in an import means unknown.
    public func isEmpty(_ index: Int) -> Bool {
        guard index >= 0, index < count else { return true }
        return bounds[2 * index] == bounds[2 * index + 1]
    }

    /// The values of all fields, as the subscript gives them.
    public func values() -> [String] {
        var values: [String] = []
        values.reserveCapacity(count)
        for index in 0..<count { values.append(self[index]) }
        return values
    }
}
