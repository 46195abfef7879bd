/// The counts of a group of apprenticeships over a period, each with the apprenticeships behind it.
public struct TakeUpCounts: Sendable {
    /// The positions, among the cases given, that each figure counts. A person who is counted once is there once, with
    /// the apprenticeship that starts first in the period: who comes as a new hire and changes the standard within it was
    /// employed here by then only because they had come as an apprentice.
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
            members[figure] = present.filter {
                figure.counts(cases[$0], in: period, isOneEmployer: isOneEmployer)
            }
        }
        var first: [String: Int] = [:]
        for place in members[.newApprentices] ?? [] {
            let one = cases[place]
            if let known = first[one.person], !one.startsBefore(cases[known]) { continue }
            first[one.person] = place
        }
        let people = first.values.sorted()
        members[.newApprentices] = people
        members[.existingEmployees] = people.filter { cases[$0].wasEmployee }
        members[.newHires] = people.filter { !cases[$0].wasEmployee }
        self.members = members
    }

    /// A count.
    public subscript(figure: TakeUpFigure) -> Int { members[figure]?.count ?? 0 }

    /// A count of those in maintained schools only.
    public func inSchools(_ figure: TakeUpFigure, of cases: [TakeUpCase]) -> Int {
        (members[figure] ?? []).count { cases[$0].isInSchool }
    }
}
