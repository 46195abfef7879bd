import Domain
import FoundationEssentials

extension Work {
    /// Refuses to change what belongs to an organisation that the operator's role does not reach.
    func refuseBeyondReach(
        _ action: Action, of organisationID: UUID, _ organisation: String
    ) throws(ServiceError) {
        if !may(action, on: organisationID) {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not \(action.phrase) for \(organisation); their role is for another organisation."
            )
        }
    }
}
