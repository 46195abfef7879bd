/// A best assignment with its objective and the certificate that proves it.
public struct FlowSolution: Sendable {
    /// The setting of each student, −1 for a student who is unplaced or withdrawn; locked students stand at theirs.
    public let assignment: [Int32]
    /// What the assignment costs, locked students included and withdrawn ones left out.
    public let objective: Objective
    /// The proof that nothing costs less under the same restrictions.
    public let certificate: Certificate

    /// Reads the result out of a finished state.
    init<Cost: PackedFlowCost>(
        _ state: FlowState<Cost>, _ instance: MatchingInstance, _ packing: PackedCost,
        _ restrictions: Restrictions
    ) {
        var assignment = (0..<state.studentCount).map { state.place[$0] }
        var objective = state.objective(packing)
        for lock in restrictions.locked {
            assignment[Int(lock.student)] = lock.setting
            if let index = instance.indexOfPair(student: Int(lock.student), setting: Int(lock.setting)) {
                objective += Objective(pair: index, in: instance)
            }
        }
        self.assignment = assignment
        self.objective = objective
        certificate = Certificate(
            fingerprint: InstanceFingerprint(instance), limits: packing.limits,
            restrictions: restrictions.sorted,
            values: (0..<state.studentCount).map { state.inPlay[$0] ? Int128(state.value(of: $0)) : 0 },
            prices: (0..<state.settingCount).map { Int128(state.price[$0]) })
    }
}
