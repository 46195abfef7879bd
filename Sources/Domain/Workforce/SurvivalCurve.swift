#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How many stay how long, where some are still there: the estimate of Kaplan and Meier (1958), with Greenwood's
/// variance and an interval on the scale of the logarithm of the negative logarithm, which never leaves 0 to 1
/// (Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 1.4).
public struct SurvivalCurve: Sendable, Hashable {
    /// Somebody, watched for a time.
    public struct Subject: Sendable, Hashable {
        /// For how many days.
        public let days: Int
        /// True when they left at the end of it; false when they were there still.
        public let hasLeft: Bool

        /// Makes a subject.
        public init(days: Int, hasLeft: Bool) {
            self.days = days
            self.hasLeft = hasLeft
        }
    }

    /// What holds from a day on until the next step.
    public struct Step: Sendable, Hashable {
        /// Days since the start.
        public let days: Int
        /// How many were watched up to that day; of a life table up to the day that the step begins with.
        public let atRisk: Int
        /// How many of them left on it; of a life table in the step.
        public let left: Int
        /// The share that stays longer.
        public let survival: Double
        /// The interval of 95 %; nil where the share is 0, which gives none.
        public let interval: ClosedRange<Double>?
    }

    /// How many were watched.
    public let subjects: Int
    /// How many of them left.
    public let left: Int
    /// The longest anybody was watched, in days; 0 for nobody.
    public let longest: Int
    /// A step for every day on which somebody left.
    public let steps: [Step]
    /// How many were watched for so many days or longer, by the number of days.
    private let watched: [Int]

    /// The 97.5th percentile of the normal distribution.
    private static let deviations = 1.959_963_984_540_054

    /// Estimates the curve. Who was watched up to a day on which somebody left counts as there on it.
    public init(_ subjects: some Sequence<Subject>) {
        // How many were watched up to a day, and how many of them left on it.
        var days: [(watched: Int, left: Int)] = []
        var atRisk = 0
        for subject in subjects {
            let day = max(0, subject.days)
            if day >= days.count { days += repeatElement((watched: 0, left: 0), count: day + 1 - days.count) }
            days[day].watched += 1
            if subject.hasLeft { days[day].left += 1 }
            atRisk += 1
        }
        self.subjects = atRisk
        longest = max(0, days.count - 1)
        var steps: [Step] = []
        var (survival, greenwood) = (1.0, 0.0)
        var left = 0
        var stillWatched: [Int] = []
        stillWatched.reserveCapacity(days.count)
        for (day, (watched, leaving)) in days.enumerated() {
            defer { atRisk -= watched }
            stillWatched.append(atRisk)
            if leaving == 0 { continue }
            left += leaving
            survival = leaving == atRisk ? 0 : survival * Double(atRisk - leaving) / Double(atRisk)
            if leaving < atRisk { greenwood += Double(leaving) / (Double(atRisk) * Double(atRisk - leaving)) }
            steps.append(
                Step(
                    days: day, atRisk: atRisk, left: leaving, survival: survival,
                    interval: Self.interval(survival, greenwood)))
        }
        self.steps = steps
        self.left = left
        watched = stillWatched
    }

    /// The same people with other steps.
    init(_ curve: SurvivalCurve, steps: [Step]) {
        (subjects, left, longest, watched) = (curve.subjects, curve.left, curve.longest, curve.watched)
        self.steps = steps
    }

    /// How many were watched for longer than so many days.
    func watched(beyond days: Int) -> Int { days + 1 < watched.count ? watched[days + 1] : 0 }

    static func interval(_ survival: Double, _ greenwood: Double) -> ClosedRange<Double>? {
        guard survival > 0, survival < 1 else { return nil }
        let deviation = greenwood.squareRoot() / -log(survival)
        let lower = pow(survival, exp(deviations * deviation))
        let upper = pow(survival, exp(-deviations * deviation))
        return min(lower, upper)...max(lower, upper)
    }

    /// The step in force after so many days; nil before anybody has left.
    public func step(after days: Int) -> Step? { steps.last { $0.days <= days } }

    /// The share that stays longer than so many days; nil where nobody was watched that long and some were still there.
    public func survival(after days: Int) -> Double? {
        if subjects == 0 { return nil }
        let survival = step(after: days)?.survival ?? 1
        return days <= longest || survival == 0 ? survival : nil
    }

    /// The first day by which at least half had left; nil while more than half stay.
    ///
    /// The share is a product of fractions, which comes out a last bit above one half where it is exactly that.
    public var median: Int? { steps.first { $0.survival < 0.5 + 1e-9 }?.days }
}
