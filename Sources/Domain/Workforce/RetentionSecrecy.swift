/// What of curves of how long people stay is shown: of no group how many left, or stayed, where it is a small number,
/// neither in all nor within twelve months, nor where it could be reckoned from the other groups.
public struct RetentionSecrecy: Sendable {
    /// A curve with what of it is hidden.
    public struct Shown: Sendable {
        /// The curve that is shown as far as nothing hides it; with a threshold a life table, in no step of which few
        /// left, nor between two ends of steps of all that are left over for some groups.
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
    ///   - all: everybody in them.
    ///   - others: the curves of the same people grouped otherwise, which other reports show.
    ///   - threshold: the smallest number above 0 that may be shown; 1 for everything.
    public init(
        _ curves: [SurvivalCurve], all: SurvivalCurve, beside others: [[SurvivalCurve]] = [], threshold: Int
    ) {
        groups = curves.map { Shown(curve: $0) }
        self.all = Shown(curve: all)
        if threshold <= 1 { return }
        func isFew(_ count: Int) -> Bool { (1..<threshold).contains(count) }
        // What is told of all is told whatever they are grouped by, so it depends on nothing but itself.
        let ofAll = Self.counts(all)
        self.all.hidesPeople = isFew(ofAll[0])
        self.all.hidesLeft = self.all.hidesPeople || isFew(ofAll[1]) || isFew(ofAll[2])
        self.all.hidesYear = self.all.hidesLeft || isFew(ofAll[3]) || isFew(ofAll[4])
        groups = Self.decided(curves, all: self.all, threshold)
        let ends = LifeTableEnds(
            groups, all: self.all,
            beside: others.map { Self.decided($0, all: self.all, threshold) }, threshold: threshold)
        for place in groups.indices {
            groups[place].curve = curves[place].lifeTable(endingWith: ends.ends(of: groups[place]))
        }
        self.all.curve = all.lifeTable(endingWith: ends.ofAll)
    }

    /// People, who left, who stayed, who left within the year, who left later.
    private static func counts(_ curve: SurvivalCurve) -> [Int] {
        let soon = curve.steps.prefix { $0.days <= year }.reduce(0) { $0 + $1.left }
        return [curve.subjects, curve.left, curve.subjects - curve.left, soon, curve.left - soon]
    }

    /// What is hidden of groups.
    private static func decided(_ curves: [SurvivalCurve], all: Shown, _ threshold: Int) -> [Shown] {
        let ofAll = counts(all.curve)
        let figures = ofAll.count
        let whole = curves.count * figures
        var equations: [LinkedCounts.Equation] = []
        /// Of a group of which nobody is watched for a year it is known that all who left did within it.
        func cell(_ place: Int, _ figure: Int) -> Int? {
            let isYoung = place < curves.count && curves[place].longest <= year
            if isYoung, figure == 4 { return nil }
            return place * figures + (isYoung && figure == 3 ? 1 : figure)
        }
        for place in 0...curves.count {
            let first = place * figures
            equations.append(.init([first + 1, first + 2], equals: [first]))
            if let later = cell(place, 4) {
                equations.append(.init([first + 3, later], equals: [first + 1]))
            }
        }
        for figure in 0..<figures {
            equations.append(
                .init(curves.indices.compactMap { cell($0, figure) }, equals: [whole + figure]))
        }
        let hidesOfAll = [all.hidesPeople, all.hidesLeft, all.hidesLeft, all.hidesYear, all.hidesYear]
        let linked = LinkedCounts(
            curves.flatMap(counts) + ofAll, equations: equations, threshold: threshold,
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
        return curves.enumerated().map { place, curve in
            func hides(_ figure: Int) -> Bool {
                isTold || cell(place, figure).map(linked.hidden.contains) ?? false
            }
            var shown = Shown(curve: curve)
            shown.hidesPeople = hides(0)
            shown.hidesLeft = hides(0) || hides(1) || hides(2)
            shown.hidesYear = shown.hidesLeft || all.hidesYear || hides(3) || hides(4)
            return shown
        }
    }
}
