/// The names in the first line of a CSV file, in their order there; none is empty and none occurs twice.
public struct CSVHeader: Equatable, Sendable {
    /// The names as written.
    public let names: [String]
    private let positions: [String: Int]

    /// Takes the names of a header line.
    ///
    /// - Throws: `CSVError` for an empty name or one that occurs twice; `line` is where the header stands.
    public init(_ names: [String], line: Int = 1) throws(CSVError) {
        var positions: [String: Int] = [:]
        positions.reserveCapacity(names.count)
        for (index, name) in names.enumerated() {
            if name.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                throw CSVError(.emptyColumnName, line: line, column: index + 1)
            }
            if let first = positions.updateValue(index, forKey: name) {
                throw CSVError(.duplicateColumnName(name, first: first + 1), line: line, column: index + 1)
            }
        }
        self.names = names
        self.positions = positions
    }

    /// The number of columns.
    public var count: Int { names.count }

    /// The index, from 0, of the column with this name, or nil if the file has none.
    public func index(of name: String) -> Int? { positions[name] }

    /// What spreadsheets of other countries put between columns, and what it is called.
    static let otherSeparators: KeyValuePairs<UInt8, String> = [
        UInt8(ascii: ";"): "semicolons", UInt8(ascii: "\t"): "tabs",
    ]

    /// Finds the columns an import wants.
    ///
    /// - Throws: `CSVError` that names every required column the file lacks and, unless `ignoreUnknown`, every
    ///   column of the file that is neither required nor optional; or, where all columns are in one, what stands between
    ///   them.
    public func resolve(
        required: [String], optional: [String] = [], ignoreUnknown: Bool = false
    ) throws(CSVError) -> CSVColumns {
        for (mark, name) in Self.otherSeparators where names.count == 1 {
            let inside = names[0].split(separator: Character(Unicode.Scalar(mark))).map(String.init)
            if inside.count > 1, inside.contains(where: (required + optional).contains) {
                throw CSVError(.otherSeparator(name), line: 1)
            }
        }
        let missing = required.filter { positions[$0] == nil }
        var unknown: [String] = []
        if !ignoreUnknown {
            let known = Set(required).union(optional)
            unknown = names.filter { !known.contains($0) }
        }
        if !missing.isEmpty || !unknown.isEmpty {
            throw CSVError(.wrongColumns(missing: missing, unknown: unknown), line: 1)
        }
        var found: [String: Int] = [:]
        for name in required + optional { found[name] = positions[name] }
        return CSVColumns(header: self, positions: found)
    }
}
