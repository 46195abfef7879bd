/// The exact solver for rank profiles: unplaced and hard problems first, then the numbers of students with each choice,
/// then travel.
///
/// Minimums and couples of the instance are not looked at. Rank 1 is the first choice; rank 0 counts as one.
public enum ProfileFlow {
    /// Solves an instance.
    ///
    /// - Throws: ``FlowError`` if there are holders, or more ranks than can be compared exactly; 20 ranks of 100,000 students can.
    public static func solve(
        _ instance: MatchingInstance, order: ProfileOrder
    ) throws(FlowError) -> ProfileSolution {
        if instance.holderCount > 0 { throw .noHolders }
        let weights = try ProfileWeights(instance, order: order)
        let state = FlowState<ProfileCost>(instance, unplaced: weights.unplaced)
        for (index, cost) in weights.costs(of: instance).enumerated() { state.pairCost[index] = cost }
        state.placeEverybody(in: PlacingOrder(instance))
        let assignment = (0..<state.studentCount).map { state.place[$0] }
        var objective = Objective.zero
        var profile = [Int](repeating: 0, count: Int(instance.ranks.max() ?? 0) + 1)
        for student in assignment.indices {
            let setting = Int(assignment[student])
            if let index = instance.indexOfPair(student: student, setting: setting) {
                objective += Objective(pair: index, in: instance)
                profile[Int(instance.ranks[index])] += 1
            } else {
                objective.unplaced += 1
            }
        }
        let certificate = ProfileCertificate(
            fingerprint: InstanceFingerprint(instance), order: order,
            values: (0..<state.studentCount).map { state.value(of: $0) },
            prices: (0..<state.settingCount).map { state.price[$0] })
        return ProfileSolution(
            assignment: assignment, objective: objective, profile: profile, certificate: certificate)
    }
}
