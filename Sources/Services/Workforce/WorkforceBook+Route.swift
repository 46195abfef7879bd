import Domain

extension WorkforceBook {
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
