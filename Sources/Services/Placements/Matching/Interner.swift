/// Gives numbers to codes, in the order in which they come.
struct Interner {
    private var numbers: [String: Int32] = [:]

    /// The number of a code; the same for the same code.
    mutating func number(_ code: String) -> Int32 {
        if let known = numbers[code] { return known }
        let next = Int32(clamping: numbers.count)
        numbers[code] = next
        return next
    }
}
