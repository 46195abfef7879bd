/// The leading apostrophe that stops a spreadsheet from running a cell as a formula.
///
/// A cell that starts with `=`, `+`, `-`, `@`, tab or carriage return gets one on export and loses it on import.
/// A value that already looks guarded (`'=1`) gets another, so that every value comes back as it was;
/// `'t Hooft` is left alone both ways.
public enum CSVGuard {
    /// The value as it is written in a cell.
    public static func guarded(_ value: String) -> String {
        isFormula(value.utf8) ? "'" + value : value
    }

    /// The value of a cell: without its guard if it has one, otherwise unchanged.
    public static func unguarded(_ cell: String) -> String {
        guard cell.utf8.first == apostrophe else { return cell }
        return isFormula(cell.utf8) ? String(cell.unicodeScalars.dropFirst()) : cell
    }

    static func unguarded(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard cell.first == apostrophe, isFormula(cell) else { return cell }
        return cell.dropFirst()
    }

    /// Whether the bytes start with a character that a spreadsheet acts on, after any number of apostrophes.
    static func isFormula(_ bytes: some Sequence<UInt8>) -> Bool {
        for byte in bytes where byte != apostrophe {
            switch byte {
            case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D:
                return true
            default: return false
            }
        }
        return false
    }

    private static let apostrophe = UInt8(ascii: "'")
}
