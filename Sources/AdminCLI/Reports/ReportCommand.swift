import ArgumentParser

/// `berth report`: figures that stand up to an auditor.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports on the workforce, each with how it is reckoned.",
        subcommands: [
            WorkforceReportCommand.self, TurnoverReportCommand.self, RetentionReportCommand.self,
            LeaversReportCommand.self,
        ])
}
