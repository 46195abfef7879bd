/// The exact solver that looks after the worst-off student first.
///
/// As many students as possible are placed; then the largest measure of any placed student is as small as can be; then
/// problems, rank and travel follow in their usual order. Minimums and couples of the instance are not looked at.
public enum WorstOffFlow {
    /// Solves an instance; takes about as many cardinality solves as the logarithm of the number of different measures.
    ///
    /// - Throws: ``FlowError`` if numbers are too large or there are holders.
    public static func solve(
        _ instance: MatchingInstance, measure: WorstOffMeasure = .travel
    ) throws(FlowError) -> WorstOffSolution {
        if instance.holderCount > 0 { throw .noHolders }
        let column = measure.column(of: instance)
        let most = try placeable(instance) { _ in true }
        var steps = Set(column).sorted()
        // The least step at which `most` can be placed lies in `low ... high`.
        var (low, high) = (0, max(0, steps.count - 1))
        while low < high {
            let middle = (low + high) / 2
            let limit = steps[middle]
            if try placeable(instance, where: { column[$0] <= limit }) == most {
                high = middle
            } else {
                low = middle + 1
            }
        }
        if most == 0 { steps = [] }
        let limit = steps.isEmpty ? 0 : steps[low]
        let within = keeping(instance) { column[$0] <= limit }
        var tighter: CoverProof?
        if low > 0, most > 0 {
            tighter = try EditableFlow(keeping(instance, isFree: true) { column[$0] < limit }).coverProof()
        }
        return WorstOffSolution(
            limit: Int(limit), within: within, solution: try PlacementFlow.solve(within), tighter: tighter)
    }

    /// How many students can be placed with some of the pairs.
    private static func placeable(
        _ instance: MatchingInstance, where isKept: (Int) -> Bool
    ) throws(FlowError) -> Int {
        let solution = try PlacementFlow.solve(keeping(instance, isFree: true, isKept))
        return instance.studentCount - solution.objective.unplaced
    }

    /// An instance with some of its pairs, either as they are or all of them for nothing.
    private static func keeping(
        _ instance: MatchingInstance, isFree: Bool = false, _ isKept: (Int) -> Bool
    ) -> MatchingInstance {
        var rows: [MatchingInstance.Pair] = []
        rows.reserveCapacity(instance.pairCount)
        for student in 0..<instance.studentCount {
            for index in instance.pairRange(of: student) where isKept(index) {
                var row = instance.pair(at: index, of: student)
                if isFree { (row.rank, row.problems, row.travel) = (0, 0, 0) }
                rows.append(row)
            }
        }
        return instance.replacing(rows: rows, capacities: instance.capacities)
    }
}
