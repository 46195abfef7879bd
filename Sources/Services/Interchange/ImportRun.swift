import Domain
import FoundationEssentials

/// What an import has found and done so far.
struct ImportRun {
    /// The most faults that are kept; of the others only the number.
    static let detailLimit = 10_000
    /// The most warnings that are kept.
    static let warningLimit = 20

    let columns: [InterchangeColumn]
    /// Whether the file has the column at a position.
    let isPresent: [Bool]

    private(set) var details: [ServiceError.Detail] = []
    private(set) var detailsLeftOut = 0
    private(set) var warnings: [String] = []
    private(set) var warningCount = 0
    var rows = 0
    var added = 0
    var changed = 0
    var unchanged = 0
    var removed = 0
    /// Whether the file is the whole truth for those it names.
    var isReplacing = false
    /// Of a file that replaces: everybody it names, and what it says of them.
    private(set) var named: Set<UUID> = []
    private(set) var said: Set<PairValues.Key> = []
    private var lines: [String: Int32] = [:]

    init(columns: [InterchangeColumn], isPresent: [Bool]) {
        self.columns = columns
        self.isPresent = isPresent
    }

    /// Notes what a file that replaces says.
    mutating func say(_ values: [PairValues.Value], isOfStudent: Bool) {
        guard isReplacing else { return }
        for value in values {
            named.insert(isOfStudent ? value.student.id : value.placement.id)
            said.insert(value.key)
        }
    }

    /// Whether every row so far is good. Once one is bad nothing needs to be stored any more.
    var isClean: Bool { details.isEmpty }

    func has<Field: RawRepresentable>(_ field: Field) -> Bool where Field.RawValue == Int {
        isPresent[field.rawValue]
    }

    /// Reports a bad cell.
    mutating func fault<Field: RawRepresentable>(
        _ row: ImportRow, _ field: Field, _ reason: String
    ) where Field.RawValue == Int {
        fault(
            .init(
                line: row.line, column: columns[field.rawValue].name, value: row.cells[field.rawValue],
                reason: reason))
    }

    /// Whether a day has come and is not too long ago to be meant; reports it where not.
    ///
    /// - Parameter demand: what is demanded of it, such as `An event is of a day that has passed`.
    mutating func accept<Field: RawRepresentable>(
        _ date: CalendarDate, _ row: ImportRow, _ field: Field, _ demand: String, today: CalendarDate
    ) -> Bool where Field.RawValue == Int {
        if date > today {
            fault(row, field, "\(demand); today is \(today).")
        } else if date.year < 2012 {
            fault(row, field, "A date before 2012 is too long ago; check the year.")
        } else {
            return true
        }
        return false
    }

    /// Reports a bad row.
    mutating func fault(_ detail: ServiceError.Detail) {
        if details.count < Self.detailLimit { details.append(detail) } else { detailsLeftOut += 1 }
    }

    /// Notes something that does not stop the import.
    mutating func warn(_ sentence: @autoclosure () -> String) {
        if warnings.count < Self.warningLimit { warnings.append(sentence()) }
        warningCount += 1
    }

    /// Counts warnings of which only the first were written out.
    mutating func warnMore(_ count: Int) { warningCount += count }

    /// The line in which a key stood before; nil, and remembered, when this is the first.
    mutating func earlierLine(of key: String, at line: Int) -> Int? {
        let here = Int32(clamping: line)
        guard let earlier = lines.updateValue(here, forKey: key) else { return nil }
        lines[key] = earlier
        return Int(earlier)
    }

    /// Reports a row whose key stood in an earlier one; answers whether it did.
    mutating func refuseRepeated<Field: RawRepresentable>(
        _ key: String, _ row: ImportRow, _ field: Field, _ what: String
    ) -> Bool where Field.RawValue == Int {
        guard let earlier = earlierLine(of: key, at: row.line) else { return false }
        fault(row, field, "\(what) stands in line \(earlier) already; keep one of the two rows.")
        return true
    }

    /// The refusal of the whole file, with every fault in the order of its line.
    func refusal(kind: String) -> ServiceError {
        let sorted = details.enumerated().sorted {
            ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
        }.map(\.element)
        let total = details.count + detailsLeftOut
        var sentence = "Nothing was imported: the file of \(kind) has "
        sentence += total == 1 ? "a fault" : "\(total) faults"
        if let first = sorted.first {
            sentence += total == 1 ? "" : ", the first"
            if let line = first.line { sentence += " in line \(line)" }
            if let column = first.column { sentence += ", column \(column)" }
            sentence += ": \(first.reason)"
        }
        if detailsLeftOut > 0 {
            sentence += " (\(detailsLeftOut) more are not listed.)"
        }
        return ServiceError(.badData, sentence, details: sorted)
    }
}
