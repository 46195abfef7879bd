import ArgumentParser
import Services

/// The command `berth`: a noun, then a verb.
struct BerthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "berth",
        abstract: "Recruitment that crosses a border or a campus: rounds, candidates, deadlines, placements.",
        discussion: """
            Who you are comes from --as or BERTH_USER, the partnership from --partnership or BERTH_PARTNERSHIP, the \
            database from DATABASE_URL or Berth's own server under .berth.
            """,
        version: BerthVersion.text,
        groupedSubcommands: [
            .init(
                name: "Work",
                subcommands: [
                    RoundCommand.self, CandidateCommand.self, ContractCommand.self, DeadlineCommand.self,
                    MatchCommand.self, BatchCommand.self,
                ]),
            .init(
                name: "Placements",
                subcommands: [
                    TermCommand.self, PlacementCommand.self, StudentCommand.self, EducatorCommand.self,
                    PracticeCommand.self,
                ]),
            .init(
                name: "Apprenticeships",
                subcommands: [ApprenticeCommand.self, StandardCommand.self, LevyCommand.self]),
            .init(
                name: "Workforce", subcommands: [PostCommand.self, AssignmentCommand.self]),
            .init(name: "Reports", subcommands: [ReportCommand.self]),
            .init(
                name: "Data",
                subcommands: [
                    ImportCommand.self, ExportCommand.self, PathwayCommand.self, RuleCommand.self,
                    CodeCommand.self,
                ]),
            .init(
                name: "Running Berth",
                subcommands: [
                    PartnershipCommand.self, OrganisationCommand.self, UserCommand.self, AuditCommand.self,
                    DatabaseCommand.self,
                ]),
        ])
}

/// The version of the program.
enum BerthVersion {
    static let text = "0.1.0"
}
