import Domain
import FoundationEssentials

/// A row of an import, its cells by position in the columns of its kind.
struct ImportRow {
    /// The line of the file, from 1, where it begins.
    let line: Int
    /// The cells; nil for one that is empty or whose column the file does not have.
    var cells: [String?]

    subscript<Field: RawRepresentable>(field: Field) -> String? where Field.RawValue == Int {
        cells[field.rawValue]
    }

    /// A required cell, which is never empty once the row has been checked.
    func text<Field: RawRepresentable>(_ field: Field) -> String where Field.RawValue == Int {
        cells[field.rawValue] ?? ""
    }

    func date<Field: RawRepresentable>(_ field: Field) -> CalendarDate? where Field.RawValue == Int {
        cells[field.rawValue].flatMap { CalendarDate(iso: $0) }
    }

    func month<Field: RawRepresentable>(_ field: Field) -> Month? where Field.RawValue == Int {
        cells[field.rawValue].flatMap { Month(iso: $0) }
    }

    func integer<Field: RawRepresentable>(_ field: Field) -> Int? where Field.RawValue == Int {
        cells[field.rawValue].flatMap(InterchangeType.integer)
    }

    func pence<Field: RawRepresentable>(_ field: Field) -> Int? where Field.RawValue == Int {
        cells[field.rawValue].flatMap(Pounds.pence)
    }

    func boolean<Field: RawRepresentable>(_ field: Field) -> Bool? where Field.RawValue == Int {
        cells[field.rawValue].map { $0 == "true" }
    }

    func decimal<Field: RawRepresentable>(_ field: Field) -> Double? where Field.RawValue == Int {
        cells[field.rawValue].flatMap(InterchangeType.decimal)
    }

    func fte<Field: RawRepresentable>(_ field: Field) -> FTE? where Field.RawValue == Int {
        cells[field.rawValue].flatMap { FTE($0) }
    }

    /// The items of a list, each once, in alphabetical order, which is how lists are stored and exported.
    func list<Field: RawRepresentable>(_ field: Field) -> [String] where Field.RawValue == Int {
        Set(cells[field.rawValue].map(InterchangeType.list) ?? []).sorted()
    }

    func instant<Field: RawRepresentable>(_ field: Field) -> Date? where Field.RawValue == Int {
        cells[field.rawValue].flatMap(InterchangeType.instant)
    }
}
