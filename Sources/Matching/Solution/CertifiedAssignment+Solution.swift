extension CertifiedAssignment {
    /// Puts the parts of a solution together; nil if it has no certificate.
    public init?(_ solution: Solution) {
        guard let certificate = solution.certificate else { return nil }
        self.init(assignment: solution.assignment, certificate: certificate)
    }
}
