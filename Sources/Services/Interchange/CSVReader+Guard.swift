extension CSVReader {
    /// The value of a cell without the guard that `CSVWriter` gave it; `CSVRow` does this by itself.
    public static func unguarded(_ cell: String) -> String { CSVGuard.unguarded(cell) }
}
