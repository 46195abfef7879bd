/// What a version of a signed report says differently from the one before, and because of which records.
public struct ReturnDifference: Sendable, Codable, Hashable {
    /// A figure that differs.
    public struct Figure: Sendable, Codable, Hashable {
        /// The key of the figure.
        public let figure: String
        /// What it was; nil where none was shown.
        @ExplicitNull public var before: String?
        /// What it is; nil where none is shown.
        @ExplicitNull public var after: String?
        /// Records that are behind it now and were not.
        public let recordsNew: [String]
        /// Records that were behind it and are not any more.
        public let recordsGone: [String]
    }

    /// The version that this one is compared with.
    public let sinceVersion: Int
    /// The figures that differ, by key.
    public let figures: [Figure]
    /// How many records went in that had not.
    public let recordsNew: Int
    /// How many records had gone in and did not any more.
    public let recordsGone: Int

    init(from before: [KeptFigure], version: Int, to after: [KeptFigure]) {
        let old = Dictionary(before.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let new = Dictionary(after.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        sinceVersion = version
        figures = Set(old.keys).union(new.keys).sorted().compactMap { key in
            let (was, now) = (old[key], new[key])
            if was?.value == now?.value { return nil }
            // The records of a figure that is not shown would tell it.
            let isShown = (was == nil || was?.value != nil) && (now == nil || now?.value != nil)
            let (wasFrom, isFrom) = (
                Set(isShown ? was?.records ?? [] : []), Set(isShown ? now?.records ?? [] : [])
            )
            return Figure(
                figure: key, before: was?.value, after: now?.value,
                recordsNew: isFrom.subtracting(wasFrom).sorted(),
                recordsGone: wasFrom.subtracting(isFrom).sorted())
        }
        let (all, allNow) = (Set(before.flatMap(\.records)), Set(after.flatMap(\.records)))
        recordsNew = allNow.subtracting(all).count
        recordsGone = all.subtracting(allNow).count
    }
}
