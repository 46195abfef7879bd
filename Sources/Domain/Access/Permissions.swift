/// The one table of who may do what, asked by the verbs, the pages, the commands and the tests.
///
/// What the table does not grant is refused.
public enum Permissions {
    private typealias Row = [Action: Scope]

    private static let table: [Role: Row] = [
        .admin: grant(.partnership, to: Action.allCases),
        .coordinator: grant(.partnership, to: looking + candidateWork)
            .merging(
                grant(
                    .partnership,
                    to: [
                        .manageContracts, .manageRounds, .overrideMilestoneOrder, .decideCandidates,
                        .importData,
                        .exportData, .runBatch, .managePlacements, .answerRequests, .manageStudents,
                        .setPreferences, .viewAdjustments, .runMatches, .publishMatches, .recordPractices,
                        .managePractices, .manageApprenticeships, .approveTraining, .traceFigures,
                        .manageWorkforce, .viewWorkforcePersons,
                    ]), uniquingKeysWith: max),
        .manager: grant(
            .partnership,
            to: looking + [
                .exportData, .decideOption, .runBatch, .viewAudit, .publishMatches, .approveTraining,
                .overrideApproval, .signReports, .traceFigures, .viewWorkforcePersons,
            ]),
        .panel: grant(.ownOrganisation, to: [.viewCandidates, .viewTimeline, .recordMilestones]),
        .viewer: grant(.partnership, to: looking),
        .partner: grant(
            .ownOrganisation,
            to: [.viewCandidates, .viewTimeline, .viewWorkforce] + candidateWork + placementWork
                + apprenticeWork),
    ]

    private static let looking: [Action] = [
        .viewContracts, .viewRounds, .viewCandidates, .viewTimeline, .viewDeadlines, .viewRules,
        .viewPlacements, .viewStudents, .viewMatches, .viewPractices, .viewApprenticeships, .viewReturns,
        .viewWorkforce,
    ]

    private static let candidateWork: [Action] = [.registerCandidates, .recordMilestones]

    /// Of a host, which sees its own offers, or of a university, which sees its own students.
    private static let placementWork: [Action] = [
        .viewPlacements, .viewStudents, .answerRequests, .setPreferences, .viewMatches, .viewPractices,
        .recordPractices,
    ]

    /// Of an employer, which sees its own apprentices.
    private static let apprenticeWork: [Action] = [.viewApprenticeships, .approveTraining, .traceFigures]

    private static func grant(_ scope: Scope, to actions: [Action]) -> Row {
        var row: Row = [:]
        for action in actions { row[action] = scope }
        return row
    }

    /// How far these roles together reach for an action: the widest of them, none for no role.
    public static func scope(of roles: Set<Role>, for action: Action) -> Scope {
        var widest = Scope.none
        for role in roles {
            widest = max(widest, table[role]?[action] ?? .none)
        }
        return widest
    }

    /// How far one role reaches for an action.
    public static func scope(of role: Role, for action: Action) -> Scope {
        table[role]?[action] ?? .none
    }

    /// Whether someone with these roles may act on something that the given organisation owns.
    ///
    /// Pass nil as owner for what belongs to the partnership as a whole; a scope of one's own
    /// organisation never reaches that. Pass nil as own organisation for someone who works for none.
    public static func allows<ID: Equatable>(
        _ roles: Set<Role>, _ action: Action, ownOrganisation: ID?, owner: ID?
    ) -> Bool {
        switch scope(of: roles, for: action) {
        case .none: return false
        case .partnership: return true
        case .ownOrganisation:
            guard let ownOrganisation, let owner else { return false }
            return ownOrganisation == owner
        }
    }

    /// Whether someone with these roles may do it for at least some organisation, as for showing a button.
    public static func allowsSomewhere(_ roles: Set<Role>, _ action: Action) -> Bool {
        scope(of: roles, for: action) != .none
    }

    /// The table in Markdown, actions down and roles across, for the handbook and the golden test.
    public static func markdownTable() -> String {
        var lines = [
            "| action | " + Role.allCases.map(\.rawValue).joined(separator: " | ") + " |",
            "|---|" + String(repeating: "---|", count: Role.allCases.count),
        ]
        for action in Action.allCases {
            let cells = Role.allCases.map { role in
                switch scope(of: role, for: action) {
                case .none: "–"
                case .ownOrganisation: "own organisation"
                case .partnership: "partnership"
                }
            }
            lines.append("| `\(action.rawValue)` | " + cells.joined(separator: " | ") + " |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
