/// A best assignment under nested limits with its proof.
public struct GroupSolution: Sendable {
    /// The setting of each student, or −1.
    public let assignment: [Int32]
    /// What the assignment costs.
    public let objective: Objective
    /// The proof that nothing costs less within the limits.
    public let certificate: GroupCertificate
}
