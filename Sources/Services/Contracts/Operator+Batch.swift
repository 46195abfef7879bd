import Domain

extension Operator {
    /// The partnerships in which the operator may run the batch: those where their role is for the whole of it.
    public var batchPartnerships: [PartnershipContext] {
        partnerships.filter { reach(of: .runBatch, in: $0) == .everyOrganisation }
    }
}
