import Domain
import Testing

@Suite struct RoundOutlookTests {
    @Test(arguments: [
        // achieved, on course, at risk, target, status, needed
        (8, 4, 0, 12, RoundStatus.green, 0), (0, 0, 0, 1, .red, 1), (8, 3, 1, 12, .amber, 1),
        (8, 3, 0, 12, .red, 1), (4, 4, 4, 12, .amber, 4), (4, 4, 3, 12, .red, 4), (13, 0, 2, 12, .green, 0),
        (0, 12, 0, 12, .green, 0), (0, 0, 12, 12, .amber, 12), (0, 0, 11, 12, .red, 12),
    ])
    func statusFollowsFromTheCounts(
        achieved: Int, onCourse: Int, atRisk: Int, target: Int, status: RoundStatus, needed: Int
    ) {
        let outlooks =
            Array(repeating: Outlook.achieved, count: achieved) + Array(repeating: .onCourse, count: onCourse)
            + Array(repeating: .atRisk, count: atRisk) + [.willMiss, .willMiss, .lost]
        let result = RoundOutlook.summarise(outlooks, target: target)
        #expect(result.status == status)
        #expect(result.counts.needed == needed)
        #expect(
            result.counts
                == RoundCounts(
                    target: target, achieved: achieved, onCourse: onCourse, atRisk: atRisk, willMiss: 2,
                    lost: 1))
        #expect(RoundOutlook(counts: result.counts) == result)
    }

    @Test func theRawValuesAreThoseOfTheInterchangeFormat() {
        #expect(
            Outlook.allCases.map(\.rawValue) == ["achieved", "on_course", "at_risk", "will_miss", "lost"])
        #expect(RoundStatus.allCases.map(\.rawValue) == ["green", "amber", "red"])
        #expect(
            OptionAdvice.Advice.allCases.map(\.rawValue) == [
                "exercise", "wait", "not_needed", "decided", "too_late",
            ])
    }
}
