extension LinkedCounts {
    /// The cells on one side are together as many as those on the other.
    public struct Equation: Sendable, Hashable {
        /// One side.
        public let left: [Int]
        /// The other.
        public let right: [Int]

        /// Some cells that add up to others.
        public init(_ left: [Int], equals right: [Int]) {
            self.left = left
            self.right = right
        }

        var cells: [Int] { left + right }
    }

    /// A table that was published before, with the same cells.
    public struct Earlier: Sendable, Hashable {
        /// What it showed; nil for what it hid, rounded or did not have.
        public let shown: [Int?]
        /// What it hid.
        public let hidden: Set<Int>
        /// What it told of further cells: the least and the most that they can be, as rounding does.
        public let ranges: [Int: ClosedRange<Int>]
        /// Whether it was about the same people and days, so that a cell that is equal is the same.
        public let isOfTheSame: Bool

        /// Puts an earlier table together.
        public init(
            shown: [Int?], hidden: Set<Int>, ranges: [Int: ClosedRange<Int>] = [:], isOfTheSame: Bool
        ) {
            self.shown = shown
            self.hidden = hidden
            self.ranges = ranges
            self.isOfTheSame = isOfTheSame
        }
    }
}
