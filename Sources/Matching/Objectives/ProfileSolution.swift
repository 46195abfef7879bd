/// A best assignment for a rank profile.
public struct ProfileSolution: Sendable {
    /// The setting of each student, or −1.
    public let assignment: [Int32]
    /// What the assignment costs in the usual four parts.
    public let objective: Objective
    /// How many students have each rank, from rank 0 on.
    public let profile: [Int]
    /// The proof that no profile is better.
    public let certificate: ProfileCertificate
}
