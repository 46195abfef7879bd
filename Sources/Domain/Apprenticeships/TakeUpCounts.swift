/// The counts of a group of apprenticeships over a period, each with the apprenticeships behind it.
public struct TakeUpCounts: Sendable {
    /// The positions, among the cases given, that each figure counts. A person who is counted once is there once, with
    /// the first apprenticeship given.
    public let members: [TakeUpFigure: [Int]]

    /// Counts.
    ///
    /// - Parameters:
    ///   - cases: the apprenticeships of the group.
    ///   - period: cut short at the day of the report where it is not over.
    ///   - isOneEmployer: whether the group is of one employer, to whom whoever comes from another partner is new; to the
    ///     partnership they are not.
    public init(_ cases: [TakeUpCase], in period: Period, isOneEmployer: Bool) {
        var members: [TakeUpFigure: [Int]] = [:]
        // No figure counts what was over before the period or begins after it, which in ten years is most.
        let present = cases.indices.filter { cases[$0].episode.isUnderWay(in: period) }
        for figure in TakeUpFigure.allCases {
            var people: Set<String> = []
            members[figure] = present.filter { place in
                let one = cases[place]
                guard figure.counts(one, in: period, isOneEmployer: isOneEmployer) else { return false }
                switch figure {
                case .newApprentices: return people.insert(one.person).inserted
                case .existingEmployees: return people.insert(one.person).inserted && one.wasEmployee
                case .newHires: return people.insert(one.person).inserted && !one.wasEmployee
                default: return true
                }
            }
        }
        self.members = members
    }

    /// A count.
    public subscript(figure: TakeUpFigure) -> Int { members[figure]?.count ?? 0 }

    /// A count of those in maintained schools only.
    public func inSchools(_ figure: TakeUpFigure, of cases: [TakeUpCase]) -> Int {
        (members[figure] ?? []).count { cases[$0].isInSchool }
    }
}
