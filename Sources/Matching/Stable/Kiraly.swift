/// A weakly stable assignment that places at least two thirds of what any weakly stable one could place.
///
/// Ties on both sides are allowed. Source: Z. Király, "Linear time local approximation algorithm for maximum
/// stable marriage", Algorithms 6(3), 2013, 471–484, with each place of a setting as one of its women. The
/// largest weakly stable assignment itself is NP-hard to find.
public enum Kiraly {
    /// Runs the algorithm; deterministic and independent of the order of rows. Minimums and couples are not
    /// looked at.
    ///
    /// - Parameters:
    ///   - instance: who may go where.
    ///   - tieBreak: the order among students of one band where the algorithm leaves a choice.
    /// - Returns: the setting of each student, or −1.
    public static func largeWeaklyStable(
        _ instance: MatchingInstance, tieBreak: TieBreak = .byNumber
    ) -> [Int32] {
        var run = KiralyRun(instance, tieBreak: tieBreak)
        for student in 0..<instance.studentCount { run.place(student) }
        return run.assignment
    }
}
