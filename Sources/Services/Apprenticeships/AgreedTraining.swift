import Domain
import Postgres

/// What ``AddApprentice`` and ``ChangeApprentice`` answer.
public struct AgreedTraining: Sendable, Codable, Hashable {
    /// The apprentice as recorded now.
    public let apprentice: ApprenticeRecord
    /// The sides that had agreed to what has changed, and have to agree again.
    public let approvalsVoided: [String]
    /// The sides that have yet to agree to the present terms.
    public let approvalsNeeded: [String]
    /// What funding pays of the price: no more than the funding band; nil where the price is not known.
    @ExplicitNull public var fundingPaysPence: Int?
    /// What the employer pays besides.
    @ExplicitNull public var employerPaysPence: Int?
    /// Why funding pays nothing at all, with the rule; nil where it pays.
    @ExplicitNull public var fundingFault: String?

    init(
        _ record: ApprenticeRecord, _ standard: StandardRow?, _ reference: ReferenceData,
        given: [TrainingParty] = [], voided: [TrainingParty] = []
    ) {
        apprentice = record
        approvalsVoided = voided.map(\.rawValue)
        approvalsNeeded = TrainingParty.allCases.filter { !given.contains($0) }.map(\.rawValue)
        let price = record.price(standard, from: record.plannedStartOn, reference)
        _fundingPaysPence = ExplicitNull(wrappedValue: price?.fundingPays)
        _employerPaysPence = ExplicitNull(wrappedValue: price?.employerPays)
        _fundingFault = ExplicitNull(
            wrappedValue: record.fundingFault(standard, from: record.plannedStartOn, reference))
    }
}
