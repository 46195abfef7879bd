extension StudentExplanation.WhyUnplaced {
    /// The reason in a sentence.
    ///
    /// - Parameter limit: how many placements are named; of more only the number is said.
    public func words(naming limit: Int) -> String {
        let names = settings.count > limit ? "\(settings.count) placements" : settings.joined(separator: ", ")
        switch kind {
        case "no_acceptable_place": return "No placement of the term is possible for this student."
        case "partner_locked":
            return
                "The student's partner is locked to \(names), so the student can go there or nowhere, and cannot go there: no place is left or the rules refuse it."
        case "hosts_prefer_others":
            return "The hosts of \(names), which are all that is possible, have students they like no less."
        default: break
        }
        guard let students, let places else {
            return
                "More students than there are places can use only \(names)\(educatorWords); the numbers are small and about others as well."
        }
        return
            "\(students) \(students == 1 ? "student" : "students") can use only \(names), which \(settings.count == 1 ? "has" : "have") \(places) \(places == 1 ? "place" : "places")\(educatorWords)."
    }

    private var educatorWords: String {
        if educators.isEmpty { return "" }
        let verb = educators.count == 1 ? "takes" : "take"
        return ", because \(educators.joined(separator: " and ")) \(verb) no more students at a time"
    }
}
