import Domain

extension ApprenticeRecord {
    /// The age up to which funding pays for the training, with the rule that says so; nil where no rule does.
    ///
    /// Whoever began before the rule stays funded (Local Government Lawyer, May 2025), and so whoever goes on at another
    /// employer with what was begun before.
    private func fundedAge(
        _ standard: StandardRow?, from start: CalendarDate, _ reference: ReferenceData
    ) -> (rule: Rule, age: Int)? {
        guard standard?.record.level == 7, transferredFrom == nil else { return nil }
        let key: RuleKey =
            ageException
            ? "apprenticeship.level_7_age_maximum_exception" : "apprenticeship.level_7_age_maximum"
        return (try? reference.rules.rule(key, on: start)).flatMap { rule in
            Int(rule.value).map { (rule, $0) }
        }
    }

    /// Why funding pays nothing of a training that begins on a day; nil where it does, or nothing says that it does not.
    func fundingFault(
        _ standard: StandardRow?, from start: CalendarDate?, _ reference: ReferenceData
    ) -> String? {
        guard let start, let born = dateOfBirth, let funded = fundedAge(standard, from: start, reference)
        else { return nil }
        let age = born.fullYears(on: start)
        if age <= funded.age { return nil }
        return
            "\(apprenticeRef) is \(age) years old on \(start), and funding pays for level 7 up to the age of \(funded.age) (rule \(funded.rule.key) of \(funded.rule.effectiveFrom))"
    }

    /// Why a training may not begin on a day with funding: the apprentice is too old, or nobody knows.
    func unfundedStart(
        _ standard: StandardRow?, on start: CalendarDate, _ reference: ReferenceData
    ) -> String? {
        if let fault = fundingFault(standard, from: start, reference) { return fault }
        guard dateOfBirth == nil, let funded = fundedAge(standard, from: start, reference) else { return nil }
        return
            "The date of birth of \(apprenticeRef) is not known, and funding pays for level 7 up to the age of \(funded.age) only (rule \(funded.rule.key) of \(funded.rule.effectiveFrom))"
    }

    /// What the training costs and who pays; nil where the price is not known.
    ///
    /// - Parameter start: the day on which it began or is to begin.
    func price(
        _ standard: StandardRow?, from start: CalendarDate?, _ reference: ReferenceData
    ) -> TrainingPrice? {
        let pays = fundingFault(standard, from: start, reference) == nil
        return pricePence.map { TrainingPrice($0, band: pays ? standard?.record.fundingBandPence : 0) }
    }

    /// What is wrong with the date of birth; nil where nothing is.
    func birthFault(today: CalendarDate) -> String? {
        guard let dateOfBirth else { return nil }
        let age = dateOfBirth.fullYears(on: plannedStartOn ?? today)
        return (CandidateParticulars.workingAge...100).contains(age)
            ? nil : "The date of birth \(dateOfBirth) is not that of an apprentice; check the year."
    }
}
