/// Amounts of money as people write them.
public enum Pounds {
    /// Pence as pounds: `£1,320.00`.
    public static func text(_ pence: Int) -> String {
        var digits = String(pence.magnitude / 100)
        var groups: [String] = []
        while digits.utf8.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        let part = pence.magnitude % 100
        return (pence < 0 ? "-£" : "£") + ([digits] + groups).joined(separator: ",")
            + (part < 10 ? ".0" : ".") + String(part)
    }

    /// Pence as pounds for a program: `1320.00`.
    public static func decimal(_ pence: Int) -> String {
        let part = pence.magnitude % 100
        return (pence < 0 ? "-" : "") + String(pence.magnitude / 100) + (part < 10 ? ".0" : ".")
            + String(part)
    }

    /// Reads `1320.00`, `1320`, `£1320` or `£1,320.00` as pence; nil for anything else, also for an amount below 0 or with
    /// one decimal, which may be a slip.
    public static func pence(_ text: some StringProtocol) -> Int? {
        var text = Substring(text)
        if text.hasPrefix("£") { text.removeFirst() }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2, parts.count == 1 || parts[1].utf8.count == 2 else {
            return nil
        }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1 {
            guard groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }), let first = groups.first,
                (1...3).contains(first.utf8.count)
            else { return nil }
        }
        let digits = groups.joined() + (parts.count == 2 ? String(parts[1]) : "00")
        guard !whole.isEmpty, digits.utf8.count <= 17, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        return Int(digits)
    }
}
