import Domain

/// The pathways of a volume database as columns, for the statement that makes the facts.
struct VolumePathways {
    /// One entry for each milestone of each pathway.
    var pathway: [String] = []
    /// The number of the milestone from 1, in an order in which what it needs has a smaller one.
    var number: [Int] = []
    var milestone: [String] = []
    /// Days from registration to the milestone when everything takes its usual time.
    var offset: [Int] = []

    /// Ten pathways to draw from, the frequent ones several times.
    var drawn: [String] = []
    /// For each of those, the role recruited for.
    var role: [String] = []
    /// For each of those, how far somebody may be ahead of ten milestones or behind.
    var spread: [Int] = []

    private static let frequencies = [
        ("overseas_social_worker", 6), ("overseas_nurse", 2), ("newly_qualified_social_worker", 1),
        ("direct_hire", 1),
    ]

    init(_ reference: ReferenceData) throws {
        for (code, times) in Self.frequencies {
            let found = try reference.pathway(code)
            try append(found)
            guard let started = found.index(of: "started"), started >= VolumeSize.factsOfACandidate else {
                throw ServiceError.badData(
                    "The pathway \(code) has fewer than eleven milestones up to started; volume data needs them."
                )
            }
            let ahead = min(started + 1, 2 * VolumeSize.factsOfACandidate - 1) - VolumeSize.factsOfACandidate
            let isNurse = code == "overseas_nurse"
            for _ in 0..<times {
                drawn.append(code)
                role.append(isNurse ? "registered_nurse" : "social_worker")
                spread.append(ahead)
            }
        }
    }

    private mutating func append(_ found: Pathway) throws {
        var reached: [Int] = []
        for index in 0..<found.count {
            let before = found.prerequisites(of: index).map { reached[$0] }.max() ?? 0
            reached.append(before + Self.days(found.milestones[index].usualDuration))
            pathway.append(found.code)
            number.append(index + 1)
            milestone.append(found.milestones[index].code)
            offset.append(reached[index])
        }
    }

    /// Calendar days, near enough: the facts of a made person need no bank holidays.
    private static func days(_ amount: DayAmount) -> Int {
        switch amount.unit {
        case .workingDays, .workingDaysFirstCounted: (amount.amount * 7 + 4) / 5
        case .calendarDays, .calendarDaysThenWorkingDay: amount.amount
        case .calendarMonths, .calendarMonthsThenWorkingDay: amount.amount * 30
        }
    }
}
