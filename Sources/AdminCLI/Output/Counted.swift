extension Int {
    /// The number with what it counts: `1 record`, `2 records`.
    func counted(_ one: String) -> String { "\(self) \(one)\(self == 1 ? "" : "s")" }
}
