import Domain
import Foundation
import OfficeSupport
import Services
import Testing

@Suite("Nobody knows what will be known")
struct KnowledgeMomentTests {
    @Test("every question refuses a moment of knowledge that has not come, by its own clock")
    func toCome() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.furnishWorkforce()
            let now = office.clock.present
            let next = now.addingTimeInterval(0.000_001)
            func questions(_ moment: Date) throws -> [any Verb] {
                let asked = ReportQuestion(asAt: moment)
                var choices = TakeUpChoices()
                choices.asAt = moment
                let round = try RoundReference("PLY-1/1")
                return [
                    ReportWorkforce(asAt: moment), ReportLeavers(asAt: moment), ReportTurnover(asAt: moment),
                    ReportRetention(by: .route, asAt: moment), ReportTakeUp(choices),
                    ShowLevy(organisation: "tavy_trust", asked), ForecastLevies(asked),
                    ListPosts(asAt: moment), ListAssignments(asAt: moment), ListStandards(asAt: moment),
                    ListApprentices(organisation: nil, asked), ShowApprentice(reference: "TAV/A1", asked),
                    ListStartersWithoutPost(asAt: moment), SearchCandidates(asAt: moment),
                    ListRules(on: nil, key: nil, asAt: moment), ShowRound(reference: round, asAt: moment),
                    RoundHistory(reference: round, asAt: moment), SignReport(ReportWorkforce(asAt: moment)),
                    ListDeadlines(round: nil, dueWithin: nil, states: [], asOf: nil, asAt: moment),
                    TraceFigure(figure: "workforce/total/vacant", ReportQuestion(asAt: moment)),
                ]
            }
            let actor = try await office.signIn("max")
            for verb in try questions(next) {
                await expectRefusal(
                    .usage, "\(ReportInstant(next)) has not come yet, it is \(ReportInstant(now))"
                ) {
                    _ = try await office.workspace.perform(verb, as: actor)
                }
            }
            // What is known at this instant is known.
            for verb in try questions(now) where !(verb is SignReport) {
                _ = try await office.workspace.perform(verb, as: actor)
            }
        }
    }
}
