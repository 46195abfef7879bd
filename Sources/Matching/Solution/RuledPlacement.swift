/// A placement of least cost that keeps minimums and couples, as far as the search came.
struct RuledPlacement {
    /// The setting of each student, or −1.
    let assignment: [Int32]
    /// Whether nothing better keeps the rules.
    let isExact: Bool
    /// The proof for what the search decided; nil if none could be made.
    let certificate: Certificate?

    /// Searches, from a best placement without rules.
    init(
        _ instance: MatchingInstance, plain: [Int32], rules: SideRules, workLimit: Int
    ) throws(FlowError) {
        let tight = Self.tightened(instance, rules)
        let flow = try BoundedFlow(solving: tight ?? instance, assignment: tight == nil ? plain : nil)
        var search = SideSearch(flow, rules: rules, workLimit: workLimit)
        search.run()
        assignment = search.found.assignment
        isExact = search.isExact
        certificate = try Self.certificate(for: search.found, rules, instance)
    }

    /// A proof under as few restrictions as will do.
    ///
    /// The prices of the search prove its placement if its weights were those of the whole instance and
    /// couples did not need what only the search forbids them; otherwise the plain solver finds others.
    private static func certificate(
        for found: FoundPlacement, _ rules: SideRules, _ instance: MatchingInstance
    ) throws(FlowError) -> Certificate? {
        for restrictions in [found.restrictions.sorted, holdingCouples(found, rules, instance)] {
            let own = found.certificate(for: instance, restrictions: restrictions)
            if own.verify(found.assignment, for: instance).isValid { return own }
        }
        for restrictions in [found.restrictions.sorted, holdingCouples(found, rules, instance)] {
            let proof = try PlacementFlow.solve(instance, restrictions: restrictions).certificate
            if proof.verify(found.assignment, for: instance).isValid { return proof }
        }
        return nil
    }

    /// The instance without what the rules forbid anyway; nil if that is nothing.
    private static func tightened(_ instance: MatchingInstance, _ rules: SideRules) -> MatchingInstance? {
        // Rows of a checked instance are refused only if there are too many, so the whole instance may stand
        // in.
        let tight = try? instance.tightened(
            minimums: !rules.settingsWithMinimum.isEmpty, couples: !rules.couples.isEmpty)
        return tight ?? nil
    }

    /// The restrictions of a placement with every couple held, also those that are together of their own
    /// accord.
    ///
    /// The search lets couples use only what both may use; a plain flow does not know that.
    private static func holdingCouples(
        _ found: FoundPlacement, _ rules: SideRules, _ instance: MatchingInstance
    ) -> Restrictions {
        var restrictions = found.restrictions
        for couple in rules.couples {
            for student in [instance.together[couple].0, instance.together[couple].1] {
                let setting = found.assignment[Int(student)]
                if setting < 0 {
                    restrictions.withdrawn.append(student)
                } else {
                    restrictions.locked.append(Restrictions.Lock(student: student, setting: setting))
                }
            }
        }
        // The check of restrictions refuses a student who is named twice.
        return restrictions.sorted
    }
}
