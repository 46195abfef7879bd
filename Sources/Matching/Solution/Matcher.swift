/// Answers an instance as the options say: the one door for whoever has a whole problem and wants a whole
/// answer.
public enum Matcher {
    /// Solves an instance.
    ///
    /// The answer depends on the instance and the options alone, not on the order of rows, the machine or the
    /// time.
    ///
    /// - Parameters:
    ///   - instance: the students, settings and pairs.
    ///   - options: what is sought and which rules are kept.
    ///   - progress: told how many students the flow has placed, every 1,024 students.
    /// - Throws: ``FlowError`` if the numbers of the instance are too large to be compared exactly, or if it has
    ///   holders, or minimums and couples that bind, and the goal knows none.
    public static func solve(
        _ instance: MatchingInstance, options: MatchOptions = MatchOptions(), progress: ((Int) -> Void)? = nil
    ) throws(FlowError) -> Solution {
        if options.goal != .lexicographic, instance.holderCount > 0 { throw .noHolders }
        let plain = try PlacementFlow.solve(instance, progress: progress)
        let rules = SideRules(
            instance, minimums: !options.ignoresMinimums, couples: !options.ignoresCouples)
        switch options.goal {
        case .stable:
            var search = try StableSearch(instance, options: options, plain: plain)
            return search.solution()
        case .rankProfile:
            let found = try ProfileFlow.solve(instance, order: .mostFirstChoices)
            guard rules.areKept(by: found.assignment, in: instance) else { throw .noRules }
            return Solution(
                instance, assignment: found.assignment, bound: plain.objective, isExact: true,
                proof: .profile(.init(assignment: found.assignment, certificate: found.certificate)),
                options: options)
        case .worstOffFirst:
            let found = try WorstOffProof(instance)
            guard rules.areKept(by: found.assignment, in: instance) else { throw .noRules }
            return Solution(
                instance, assignment: found.assignment, bound: plain.objective, isExact: true,
                proof: .worstOff(found), options: options)
        case .lexicographic where rules.areKept(by: plain.assignment, in: instance):
            return Solution(
                instance, assignment: plain.assignment, bound: plain.objective, isExact: true,
                certificate: plain.certificate, options: options)
        case .lexicographic where instance.holderCount > 0:
            var search = SplitSearch(instance, rules: rules, plain: plain, workLimit: options.workLimit)
            try search.run()
            return Solution(
                instance, assignment: search.assignment, bound: plain.objective, isExact: search.isExact,
                certificate: try search.certificate(), options: options)
        case .lexicographic:
            let found = try RuledPlacement(
                instance, plain: plain.assignment, rules: rules, workLimit: options.workLimit)
            return Solution(
                instance, assignment: found.assignment, bound: plain.objective, isExact: found.isExact,
                certificate: found.certificate, options: options)
        }
    }
}

extension Solution {
    /// Fills in what follows from the assignment, which has only acceptable pairs.
    init(
        _ instance: MatchingInstance, assignment: [Int32], bound: Objective, isExact: Bool,
        certificate: Certificate? = nil, proof: StoredProof? = nil, options: MatchOptions
    ) {
        self.assignment = assignment
        self.bound = bound
        self.isExact = isExact
        self.certificate = certificate
        self.proof =
            proof ?? certificate.map { .lexicographic(.init(assignment: assignment, certificate: $0)) }
        objective = Objective(of: assignment, in: instance) ?? .zero
        closedSettings =
            options.ignoresMinimums ? [] : instance.emptySettingsWithMinimum(assignment)
        blockingPairs = BlockingPairs(assignment, in: instance, keepingMinimums: !options.ignoresMinimums)
    }
}

extension MatchingInstance {
    /// The settings that need two or more students to open and have nobody, rising.
    func emptySettingsWithMinimum(_ assignment: [Int32]) -> [Int32] {
        var isUsed = [Bool](repeating: false, count: settingCount)
        for setting in assignment.prefix(peopleCount) where setting >= 0 { isUsed[Int(setting)] = true }
        return minimums.indices.filter { minimums[$0] > 1 && !isUsed[$0] }.map { Int32($0) }
    }
}

extension SideRules {
    /// Whether an assignment keeps the rules.
    func areKept(by assignment: [Int32], in instance: MatchingInstance) -> Bool {
        if isEmpty { return true }
        var loads = [Int32](repeating: 0, count: instance.settingCount)
        for setting in assignment.prefix(instance.peopleCount) where setting >= 0 { loads[Int(setting)] += 1 }
        let meetsMinimums = settingsWithMinimum.allSatisfy {
            loads[$0] == 0 || loads[$0] >= instance.minimums[$0]
        }
        return meetsMinimums
            && couples.allSatisfy {
                let couple = instance.together[$0]
                return assignment[Int(couple.0)] == assignment[Int(couple.1)]
            }
    }
}
