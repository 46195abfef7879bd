import Domain
import Testing

@Suite struct OrganisationKindTests {
    @Test func theRawValuesAreThoseOfTheInterchangeFormat() {
        #expect(
            OrganisationKind.allCases.map(\.rawValue) == [
                "council", "nhs_trust", "nhs_commissioner", "police", "district", "university", "voluntary",
                "business",
            ])
        #expect(Set(OrganisationKind.allCases.map(\.displayName)).count == OrganisationKind.allCases.count)
    }
}
