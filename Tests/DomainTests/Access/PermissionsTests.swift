import Domain
import Testing

@Suite struct PermissionsTests {
    /// The whole matrix as it was agreed: P partnership, o own organisation, . nothing.
    /// Columns: admin, coordinator, manager, panel, viewer, partner.
    private static let golden = """
        manage_partnership       P . . . . .
        manage_organisations     P . . . . .
        manage_staff             P . . . . .
        view_contracts           P P P . P .
        manage_contracts         P P . . . .
        view_rounds              P P P . P .
        manage_rounds            P P . . . .
        decide_option            P . P . . .
        view_candidates          P P P o P o
        register_candidates      P P . . . o
        record_milestones        P P . o . o
        override_milestone_order P P . . . .
        backdate_records         P . . . . .
        decide_candidates        P P . . . .
        view_timeline            P P P o P o
        import_data              P P . . . .
        export_data              P P P . . .
        run_batch                P P P . . .
        view_audit               P . P . . .
        verify_audit             P . . . . .
        view_deadlines           P P P . P .
        view_rules               P P P . P .
        view_placements          P P P . P o
        manage_placements        P P . . . .
        answer_requests          P P . . . o
        view_students            P P P . P o
        manage_students          P P . . . .
        set_preferences          P P . . . o
        view_adjustments         P P . . . .
        view_matches             P P P . P o
        run_matches              P P . . . .
        publish_matches          P P P . . .
        view_apprenticeships     P P P . P o
        manage_apprenticeships   P P . . . .
        approve_training         P P P . . o
        override_approval        P . P . . .
        sign_reports             P . P . . .
        view_returns             P P P . P .
        trace_figures            P P P . . o
        view_practices           P P P . P o
        record_practices         P P . . . o
        manage_practices         P P . . . .
        view_workforce           P P P . P o
        manage_workforce         P P . . . .
        view_workforce_persons   P P P . . .
        """

    @Test func theWholeMatrixIsAsAgreed() throws {
        let lines = PermissionsTests.golden.split(separator: "\n")
        #expect(lines.count == Action.allCases.count)
        for (line, action) in zip(lines, Action.allCases) {
            let cells = line.split(separator: " ").map(String.init)
            try #require(cells.count == 7, "\(line)")
            #expect(cells[0] == action.rawValue)
            for (cell, role) in zip(cells.dropFirst(), Role.allCases) {
                let scope: Scope = cell == "P" ? .partnership : cell == "o" ? .ownOrganisation : .none
                #expect(Permissions.scope(of: role, for: action) == scope, "\(role) \(action)")
                #expect(Permissions.scope(of: [role], for: action) == scope, "\(role) \(action)")
            }
        }
    }

    @Test func everyRoleActionAndOwner() {
        for role in Role.allCases {
            for action in Action.allCases {
                let scope = Permissions.scope(of: role, for: action)
                func may(own: Int?, owner: Int?) -> Bool {
                    Permissions.allows([role], action, ownOrganisation: own, owner: owner)
                }
                #expect(may(own: 1, owner: 1) == (scope != .none))
                #expect(may(own: 1, owner: 2) == (scope == .partnership))
                #expect(may(own: 1, owner: nil) == (scope == .partnership))
                #expect(may(own: nil, owner: 1) == (scope == .partnership))
                // Nobody's organisation is not the same as nobody's.
                #expect(may(own: nil, owner: nil) == (scope == .partnership))
                #expect(Permissions.allowsSomewhere([role], action) == (scope != .none))
            }
        }
    }

    @Test func rolesAddUpAndNoRoleIsNothing() {
        for action in Action.allCases {
            #expect(Permissions.scope(of: [], for: action) == .none)
            #expect(!Permissions.allows([], action, ownOrganisation: 1, owner: 1))
        }
        #expect(Permissions.scope(of: [.partner, .viewer], for: .viewCandidates) == .partnership)
        #expect(Permissions.scope(of: [.partner, .viewer], for: .registerCandidates) == .ownOrganisation)
        #expect(Scope.none < .ownOrganisation && Scope.ownOrganisation < .partnership)
    }

    @Test func onlyAdminHoldsTheKeys() {
        for action in [Action.managePartnership, .manageStaff, .backdateRecords] {
            let holders = Role.allCases.filter { Permissions.allowsSomewhere([$0], action) }
            #expect(holders == [.admin])
        }
    }

    @Test func theMarkdownTableIsTheTable() throws {
        let lines = Permissions.markdownTable().split(separator: "\n")
        #expect(lines.count == Action.allCases.count + 2)
        #expect(lines.first == "| action | admin | coordinator | manager | panel | viewer | partner |")
        #expect(
            lines.contains(
                "| `record_milestones` | partnership | partnership | – | own organisation | – | own organisation |"
            ))
        for line in lines { #expect(line.count { $0 == "|" } == Role.allCases.count + 2) }
    }

    @Test func everyActionHasItsOwnWords() {
        #expect(Set(Action.allCases.map(\.phrase)).count == Action.allCases.count)
        #expect(Set(Role.allCases.map(\.displayName)).count == Role.allCases.count)
    }
}
