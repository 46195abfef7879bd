import Domain
import Foundation
import OfficeSupport
import Services
import Testing

@Suite("Questions about an organisation out of sight")
struct ReachTests {
    @Test("what is counted of another organisation is refused, since its zeros would read as figures")
    func otherOrganisation() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.furnishWorkforce()
            let paul = try await office.signIn("paul")
            func questions(_ organisation: String) -> [any Verb] {
                var takeUp = TakeUpChoices()
                takeUp.organisation = organisation
                let scope = WorkforceScope(organisation: organisation)
                return [
                    ReportTakeUp(takeUp), ReportWorkforce(scope: scope), ListPosts(scope: scope),
                    ShowLevy(organisation: organisation), ListApprentices(organisation: organisation),
                ]
            }
            for verb in questions("plymouth_council") {
                await expectRefusal(
                    .notAllowed, "for plymouth_council; their role is for another organisation"
                ) {
                    _ = try await office.workspace.perform(verb, as: paul)
                }
            }
            for verb in questions("tavy_trust") { _ = try await office.workspace.perform(verb, as: paul) }
            // These may be refused for what they tell of people before that.
            let scope = WorkforceScope(organisation: "plymouth_council")
            for verb in [
                ReportTurnover(scope: scope), ReportLeavers(scope: scope),
                ReportRetention(by: .intake, scope: scope), ListAssignments(scope: scope),
                ListStartersWithoutPost(scope: scope),
            ] as [any Verb] {
                await expectRefusal(.notAllowed, "paul may not") {
                    _ = try await office.workspace.perform(verb, as: paul)
                }
            }
        }
    }
}
