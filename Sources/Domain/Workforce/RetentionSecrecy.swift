/// What of curves of how long people stay is shown: of no group how many left, or stayed, where it is a small number,
/// neither in all nor within twelve months, nor where it could be reckoned from the other groups.
public struct RetentionSecrecy: Sendable {
    /// A curve with what of it is hidden.
    public struct Shown: Sendable {
        /// The curve that is shown as far as nothing hides it; with a threshold a life table, in no step of which few
        /// left.
        public internal(set) var curve: SurvivalCurve
        /// Whether it is hidden how many there are, and everything with it.
        public internal(set) var hidesPeople = false
        /// Whether it is hidden how many left, and the curve with it.
        public internal(set) var hidesLeft = false
        /// Whether it is hidden how many stayed twelve months.
        public internal(set) var hidesYear = false
        /// The steps that are shown.
        public var steps: [SurvivalCurve.Step] { hidesLeft ? [] : curve.steps }
    }

    /// Twelve months, in days.
    public static let year = 365

    /// The groups, in the order of the curves.
    public private(set) var groups: [Shown]
    /// Everybody.
    public private(set) var all: Shown

    /// Decides.
    ///
    /// - Parameters:
    ///   - curves: one for each group.
    ///   - all: that of everybody in them.
    ///   - threshold: the smallest number above 0 that is shown; 1 shows everything.
    public init(_ curves: [SurvivalCurve], all: SurvivalCurve, threshold: Int) {
        groups = curves.map { Shown(curve: $0) }
        self.all = Shown(curve: all)
        if threshold <= 1 { return }
        // Of each: people, who left, who stayed, who left within the year, who left later.
        let figures = 5
        func counts(_ curve: SurvivalCurve) -> [Int] {
            let soon = curve.steps.prefix { $0.days <= Self.year }.reduce(0) { $0 + $1.left }
            return [curve.subjects, curve.left, curve.subjects - curve.left, soon, curve.left - soon]
        }
        let whole = curves.count * figures
        let values = curves.flatMap(counts) + counts(all)
        var equations: [LinkedCounts.Equation] = []
        for first in stride(from: 0, through: whole, by: figures) {
            equations.append(.init([first + 1, first + 2], equals: [first]))
            equations.append(.init([first + 3, first + 4], equals: [first + 1]))
        }
        for figure in 0..<figures {
            equations.append(
                .init(curves.indices.map { $0 * figures + figure }, equals: [whole + figure]))
        }
        func isFew(_ count: Int) -> Bool { (1..<threshold).contains(count) }
        // What is told of all is told whatever they are grouped by, so it depends on nothing but itself.
        let ofAll = Array(values[whole...])
        self.all.hidesPeople = isFew(ofAll[0])
        self.all.hidesLeft = self.all.hidesPeople || isFew(ofAll[1]) || isFew(ofAll[2])
        self.all.hidesYear = self.all.hidesLeft || isFew(ofAll[3]) || isFew(ofAll[4])
        let hidesOfAll = [
            self.all.hidesPeople, self.all.hidesLeft, self.all.hidesLeft, self.all.hidesYear,
            self.all.hidesYear,
        ]
        let linked = LinkedCounts(
            values, equations: equations, threshold: threshold,
            earlier: [
                LinkedCounts.Earlier(
                    shown: Array(repeating: nil, count: whole)
                        + zip(ofAll, hidesOfAll).map { $1 ? nil : $0 },
                    hidden: Set(hidesOfAll.indices.filter { hidesOfAll[$0] }.map { whole + $0 }),
                    isOfTheSame: true)
            ],
            // A group is listed because somebody is in it.
            least: Dictionary(uniqueKeysWithValues: curves.indices.map { ($0 * figures, 1) }))
        let isTold = !linked.told.isEmpty
        for place in groups.indices {
            func hides(_ figure: Int) -> Bool { isTold || linked.hidden.contains(place * figures + figure) }
            groups[place].hidesPeople = hides(0)
            groups[place].hidesLeft = hides(0) || hides(1) || hides(2)
            groups[place].hidesYear = groups[place].hidesLeft || hides(3) || hides(4)
            groups[place].mergeSteps(threshold)
        }
        self.all.mergeSteps(threshold)
    }
}

extension RetentionSecrecy.Shown {
    /// Merges the steps; the median is that of what is left of them.
    fileprivate mutating func mergeSteps(_ threshold: Int) {
        curve = curve.lifeTable(leastLeft: threshold, tellsYear: !hidesYear)
    }
}
