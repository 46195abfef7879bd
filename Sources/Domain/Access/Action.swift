/// Something a person may or may not do; the verbs, the pages and the commands all ask for these.
public enum Action: String, Sendable, Hashable, Codable, CaseIterable {
    /// Change the partnership's own settings.
    case managePartnership = "manage_partnership"
    /// Add and change partner organisations.
    case manageOrganisations = "manage_organisations"
    /// Add staff, give and take roles.
    case manageStaff = "manage_staff"
    /// See contracts.
    case viewContracts = "view_contracts"
    /// Take a contract from bid to award to end.
    case manageContracts = "manage_contracts"
    /// See rounds and their outlook.
    case viewRounds = "view_rounds"
    /// Open, re-target and close rounds.
    case manageRounds = "manage_rounds"
    /// Exercise the option of a further round or let it lapse.
    case decideOption = "decide_option"
    /// See candidates.
    case viewCandidates = "view_candidates"
    /// Register candidates and correct their particulars.
    case registerCandidates = "register_candidates"
    /// Record and correct milestones.
    case recordMilestones = "record_milestones"
    /// Record a milestone before the ones it needs, with a reason.
    case overrideMilestoneOrder = "override_milestone_order"
    /// Say when a record was made, for history from before Berth.
    case backdateRecords = "backdate_records"
    /// Withdraw, reject, reinstate candidates and move them to another round.
    case decideCandidates = "decide_candidates"
    /// See a candidate's timeline.
    case viewTimeline = "view_timeline"
    /// Import files.
    case importData = "import_data"
    /// Export files.
    case exportData = "export_data"
    /// Run the nightly batch.
    case runBatch = "run_batch"
    /// Read the audit events.
    case viewAudit = "view_audit"
    /// Check the audit's chain of hashes.
    case verifyAudit = "verify_audit"
    /// See deadlines.
    case viewDeadlines = "view_deadlines"
    /// See the rules and where they come from.
    case viewRules = "view_rules"
    /// See terms, placements, educators and what hosts answered.
    case viewPlacements = "view_placements"
    /// Make terms, change placements and educators, ask hosts for places.
    case managePlacements = "manage_placements"
    /// Record what a host answers to a request for places.
    case answerRequests = "answer_requests"
    /// See students and what they would like.
    case viewStudents = "view_students"
    /// Change students, their pairs, preferences and travel.
    case manageStudents = "manage_students"
    /// Set what students would like, and take it back.
    case setPreferences = "set_preferences"
    /// See the adjustments that a student needs, which are health data.
    case viewAdjustments = "view_adjustments"
    /// See match runs, and why a student is where they are.
    case viewMatches = "view_matches"
    /// Run matches, try changes, lock students to placements.
    case runMatches = "run_matches"
    /// Publish a match that somebody else has run.
    case publishMatches = "publish_matches"
    /// See apprentices, standards, levy accounts and take-up.
    case viewApprenticeships = "view_apprenticeships"
    /// Add and change apprentices, record what happens to them, import headcounts and levy.
    case manageApprenticeships = "manage_apprenticeships"
    /// Agree to the training of an apprentice for the employer or the provider.
    case approveTraining = "approve_training"
    /// Record a start that not both sides have agreed to, with a reason.
    case overrideApproval = "override_approval"
    /// Sign a report, so that it is kept as it is.
    case signReports = "sign_reports"
    /// See signed reports.
    case viewReturns = "view_returns"
    /// List the records behind a figure of a report.
    case traceFigures = "trace_figures"
    /// See practice placements under way, their registers and what is due.
    case viewPractices = "view_practices"
    /// Record days, milestones and concerns of practice placements.
    case recordPractices = "record_practices"
    /// Place a student by hand, end a practice placement, note what was paid for it.
    case managePractices = "manage_practices"
    /// See posts, who is in them by reference, and the reports on the workforce.
    case viewWorkforce = "view_workforce"
    /// Change posts and assignments.
    case manageWorkforce = "manage_workforce"
    /// See the year of birth of people in posts and where they went, and small numbers of them.
    case viewWorkforcePersons = "view_workforce_persons"

    /// The action after the word "may", such as `manage staff`, for a sentence that refuses it.
    public var phrase: String {
        switch self {
        case .managePartnership: "change the partnership"
        case .manageOrganisations: "manage organisations"
        case .manageStaff: "manage staff"
        case .viewContracts: "see contracts"
        case .manageContracts: "manage contracts"
        case .viewRounds: "see rounds"
        case .manageRounds: "manage rounds"
        case .decideOption: "decide the option of a round"
        case .viewCandidates: "see candidates"
        case .registerCandidates: "register candidates"
        case .recordMilestones: "record milestones"
        case .overrideMilestoneOrder: "record milestones out of order"
        case .backdateRecords: "back-date records"
        case .decideCandidates: "withdraw, reject, reinstate or move candidates"
        case .viewTimeline: "see timelines"
        case .importData: "import data"
        case .exportData: "export data"
        case .runBatch: "run the batch"
        case .viewAudit: "read the audit"
        case .verifyAudit: "verify the audit"
        case .viewDeadlines: "see deadlines"
        case .viewRules: "see rules"
        case .viewPlacements: "see placements"
        case .managePlacements: "manage placements"
        case .answerRequests: "record the answers of hosts"
        case .viewStudents: "see students"
        case .manageStudents: "manage students"
        case .setPreferences: "set preferences of students"
        case .viewAdjustments: "see the adjustments of students"
        case .viewMatches: "see matches"
        case .runMatches: "run matches"
        case .publishMatches: "publish matches"
        case .viewApprenticeships: "see apprenticeships"
        case .manageApprenticeships: "manage apprenticeships"
        case .approveTraining: "approve training"
        case .overrideApproval: "record a start without approval"
        case .signReports: "sign reports"
        case .viewReturns: "see signed reports"
        case .traceFigures: "trace figures"
        case .viewPractices: "see practice placements"
        case .recordPractices: "record what happens on practice placements"
        case .managePractices: "place students by hand, end practice placements or note payments"
        case .viewWorkforce: "see the workforce"
        case .manageWorkforce: "manage posts and assignments"
        case .viewWorkforcePersons: "see the particulars of people in posts"
        }
    }
}
