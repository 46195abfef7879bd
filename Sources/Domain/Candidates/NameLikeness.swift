/// How alike two names are, word by word and in any order.
enum NameLikeness {
    case same
    case similar
    case different

    /// Compares the folded words of two names.
    ///
    /// Similar: every word of the shorter name has its own counterpart in the longer, equal or, from five
    /// letters, one edit away; and at least two words are compared, or both names have just one.
    init(_ first: PersonIdentity, _ second: PersonIdentity) {
        let (one, other) = (first.nameTokens, second.nameTokens)
        guard !one.isEmpty, !other.isEmpty else {
            self = .different
            return
        }
        // O'Brien and OBrien, De Souza and Desouza: the same letters, divided otherwise.
        if one == other || first.closedNames == second.closedNames {
            self = .same
            return
        }
        let (shorter, longer) = one.count <= other.count ? (one, other) : (other, one)
        guard shorter.count >= 2 || longer.count == 1 else {
            self = .different
            return
        }
        // Equal words first, or a near word could take the counterpart of an equal one.
        var left = longer
        var unmatched: [String] = []
        for word in shorter {
            if let place = left.firstIndex(of: word) {
                left.remove(at: place)
            } else {
                unmatched.append(word)
            }
        }
        for word in unmatched {
            guard let place = left.firstIndex(where: { NameLikeness.isOneEdit(word, $0) }) else {
                self = .different
                return
            }
            left.remove(at: place)
        }
        self = .similar
    }

    /// Whether two words of at least five letters differ by one letter changed, added, left out or swapped
    /// with its neighbour.
    static func isOneEdit(_ one: String, _ other: String) -> Bool {
        let (a, b) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
        guard min(a.count, b.count) >= 5, abs(a.count - b.count) <= 1, a != b else { return false }
        let (short, long) = a.count <= b.count ? (a, b) : (b, a)
        var begin = 0
        while begin < short.count, short[begin] == long[begin] { begin += 1 }
        if short.count < long.count { return short[begin...] == long[(begin + 1)...] }
        if short[(begin + 1)...] == long[(begin + 1)...] { return true }
        return begin + 1 < short.count && short[begin] == long[begin + 1] && short[begin + 1] == long[begin]
            && short[(begin + 2)...] == long[(begin + 2)...]
    }
}
