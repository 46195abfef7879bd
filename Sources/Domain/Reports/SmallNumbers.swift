/// Which counts of a published column must not be shown, because people could be recognised in them.
///
/// A count from 1 up to the threshold, exclusive, is hidden (primary suppression). Where the total is published too, one
/// hidden count could be had back by subtraction, so as many more are hidden, the smallest first, until at least two are
/// and together they are no small number themselves (secondary suppression).
public enum SmallNumbers {
    /// The positions to hide.
    ///
    /// - Parameters:
    ///   - counts: the parts of a total that is published.
    ///   - threshold: the smallest count above 0 that may be shown; 5 or 10 as a rule.
    public static func hidden(in counts: [Int], threshold: Int) -> Set<Int> {
        completed(
            Set(counts.indices.filter { counts[$0] > 0 && counts[$0] < threshold }), in: counts,
            threshold: threshold)
    }

    /// The positions to hide when some are hidden for whatever reason; none when none is.
    public static func completed(_ hidden: Set<Int>, in counts: [Int], threshold: Int) -> Set<Int> {
        if hidden.isEmpty { return [] }
        var hidden = hidden
        // Zeros last: that nobody is there is seldom a secret, and hiding it hides nobody.
        let others = counts.indices.filter { !hidden.contains($0) }.sorted {
            (counts[$0] == 0 ? 1 : 0, counts[$0], $0) < (counts[$1] == 0 ? 1 : 0, counts[$1], $1)
        }
        for position in others {
            let sum = hidden.reduce(0) { $0 + counts[$1] }
            if hidden.count >= 2, sum == 0 || sum >= threshold { break }
            hidden.insert(position)
        }
        return hidden
    }
}
