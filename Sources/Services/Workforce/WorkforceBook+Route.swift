import Domain

extension WorkforceBook {
    /// What is recorded of leavings, one for each person, by the number of the person: with whichever of the posts that
    /// they left together it was, that of the largest first. Read with how people left.
    func told(of leavings: [EmploymentSpell]) -> [Int: Leaving] {
        let spells = Dictionary(leavings.map { ($0.person, $0) }, uniquingKeysWith: { _, last in last })
        var told = spells.mapValues { self.leavings[$0.last] }
        for (place, assignment) in assignments.enumerated() {
            guard let spell = spells[assignment.person], place != spell.last,
                assignment.kind == .employee, assignment.endedOn == spell.endedOn, isInScope(place)
            else { continue }
            told[assignment.person] = told[assignment.person]?.completed(by: self.leavings[place])
        }
        return told
    }

    /// The positions of what people left with spells, all that ended on the last day of one, by the number of the person.
    func lastPlaces(of spells: [EmploymentSpell]) -> [Int: [Int]] {
        let ends = Dictionary(grouping: spells, by: \.person).mapValues { Set($0.compactMap(\.endedOn)) }
        var places: [Int: [Int]] = [:]
        for (place, assignment) in assignments.enumerated() {
            if let endedOn = assignment.endedOn, ends[assignment.person]?.contains(endedOn) ?? false,
                assignment.kind == .employee, isInScope(place)
            {
                places[assignment.person, default: []].append(place)
            }
        }
        return places
    }

    /// How the person of a spell came to the organisation, as recorded; otherwise recruited for a candidate of a round,
    /// newly qualified within a year of qualifying, or not recorded. Read with how people came.
    func route(_ spell: EmploymentSpell, newlyQualifiedFor months: Int) -> String {
        let came = comings[spell.first]
        if let route = came.route { return route }
        if came.candidateID != nil { return "recruited" }
        if let qualified = came.qualifiedOn,
            assignments[spell.first].startedOn < qualified.adding(months: months)
        {
            return "newly_qualified"
        }
        return "not_recorded"
    }
}
