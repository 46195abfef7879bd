/// An answer as one line of JSON.
///
/// Keys and their order are a public contract; keys may be added, none is renamed or removed.
public struct SolutionLine: Sendable {
    /// How long the parts of the work took, in seconds.
    public struct Seconds: Sendable, Hashable {
        /// Reading the instance.
        public var read: Double
        /// Finding the assignment.
        public var solve: Double
        /// Checking the certificate.
        public var certify: Double

        /// Makes the three durations; what is negative or no number is written as 0.
        public init(read: Double, solve: Double, certify: Double) {
            self.read = read
            self.solve = solve
            self.certify = certify
        }
    }

    private let id: String?
    private let instance: MatchingInstance
    private let solution: Solution
    private let isCertified: Bool
    private let seconds: Seconds

    /// Puts together what the line says.
    ///
    /// - Parameters:
    ///   - id: the name of the instance; nil is written as null.
    ///   - instance: what was solved.
    ///   - solution: the answer.
    ///   - isCertified: whether the solution has a certificate that was checked and found valid.
    ///   - seconds: how long it took.
    public init(
        id: String?, instance: MatchingInstance, solution: Solution, isCertified: Bool, seconds: Seconds
    ) {
        self.id = id
        self.instance = instance
        self.solution = solution
        self.isCertified = isCertified
        self.seconds = seconds
    }

    /// The bytes of the line, ended by a newline.
    public func bytes() -> [UInt8] {
        var line = JSONWriter(capacity: 400 + 8 * solution.assignment.count)
        line.literal("{\"id\":")
        if let id { line.string(id) } else { line.literal("null") }
        line.literal(",\"students\":")
        line.number(instance.studentCount)
        line.literal(",\"settings\":")
        line.number(instance.settingCount)
        line.literal(",\"pairs\":")
        line.number(instance.pairCount)
        line.literal(",\"objective\":")
        line.objective(solution.objective)
        line.literal(",\"assignment\":")
        line.list(solution.assignment) { line, setting in
            if setting < 0 { line.literal("null") } else { line.number(Int(setting)) }
        }
        line.literal(",\"closed_settings\":")
        line.list(solution.closedSettings) { line, setting in line.number(Int(setting)) }
        line.literal(",\"bound\":")
        line.objective(solution.bound)
        line.literal(solution.isExact ? ",\"exact\":true" : ",\"exact\":false")
        line.literal(isCertified ? ",\"certificate\":\"valid\"" : ",\"certificate\":\"none\"")
        line.literal(",\"blocking_pairs\":{\"weak\":")
        line.number(solution.blockingPairs.weak)
        line.literal("},\"seconds\":{\"read\":")
        line.seconds(seconds.read)
        line.literal(",\"solve\":")
        line.seconds(seconds.solve)
        line.literal(",\"certify\":")
        line.seconds(seconds.certify)
        line.literal("}}\n")
        return line.bytes
    }
}
