extension Int {
    /// The number with what it counts, such as `1 post` and `2 posts`.
    ///
    /// - Parameters:
    ///   - noun: one of it.
    ///   - plural: several of it; the noun with an s when nil.
    public func counted(_ noun: String, _ plural: String? = nil) -> String {
        "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
    }
}
