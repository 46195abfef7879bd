/// Why a practice placement is at risk.
public enum PracticeRisk: String, Sendable, Hashable, Codable, CaseIterable {
    /// A concern was raised and is not settled.
    case openConcern = "open_concern"
    /// Something that was due has not happened.
    case missedMilestone = "missed_milestone"
    /// Further behind than the rule allows.
    case behind
    /// Away for so many recorded days in a row.
    case absenceStreak = "absence_streak"
    /// It rests.
    case interrupted

    /// What puts a placement that has not ended at risk.
    public static func all(
        openConcerns: Int, due: [PracticeDue], ledger: PracticeLedger, terms: PracticeTerms,
        rules: PracticeRules, asOf: CalendarDate
    ) -> [PracticeRisk] {
        var risks: [PracticeRisk] = []
        if openConcerns > 0 { risks.append(.openConcern) }
        if due.contains(where: { $0.state == .missed && $0.happenedOn == nil }) {
            risks.append(.missedMilestone)
        }
        if ledger.behind > rules.behindDaysAtRisk * terms.aDay { risks.append(.behind) }
        if ledger.absenceStreak >= rules.absenceStreakAtRisk { risks.append(.absenceStreak) }
        if terms.isInterrupted(on: asOf) { risks.append(.interrupted) }
        return risks
    }
}
