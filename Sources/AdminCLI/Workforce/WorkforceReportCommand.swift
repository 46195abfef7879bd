import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth report workforce`.
struct WorkforceReportCommand: AsyncParsableCommand {
    /// A picture of the report.
    enum Chart: String, ExpressibleByArgument, CaseIterable, Sendable {
        case turnover, bridge, retention
    }

    /// A breakdown of the report.
    enum Breakdown: String, ExpressibleByArgument, CaseIterable, Sendable {
        case team, age
    }

    static let configuration = CommandConfiguration(
        commandName: "workforce",
        abstract: "Vacancies, agency cover and turnover on a day, and after what is assumed.",
        discussion: """
            --what-if takes arrivals=12 or round=CONTRACT/NO for what the round says on that day, newly_qualified=7, \
            leavers=5 or leavers=present with months=3, and agency=-4, with commas between them. With --return it is \
            the measures of an imported workforce return. As CSV a report with --what-if is the bridges. \
            --chart turnover, bridge or retention draws SVG; with --format it is the table behind the picture.
            """)
    @OptionGroup var operatorOptions: OperatorOptions
    @OptionGroup var options: WorkforceOptions
    @OptionGroup var output: PictureOutputOptions
    @Option(help: "Print a breakdown instead: by team or age.") var by: Breakdown?
    @Option(help: "Write a picture: turnover, bridge or retention.") var chart: Chart?
    @Option(
        name: .customLong("return"), help: "The measures of an imported return, as in England/2023.",
        transform: WorkforceArgument.areaAndYear)
    var areaAndYear: AreaAndYear?

    func validate() throws {
        if chart == .bridge && options.whatIf == nil {
            throw ValidationError("--chart bridge needs --what-if, which says where the bridge leads.")
        }
        if areaAndYear != nil
            && (chart != nil || by != nil || options.moment.asOf != nil || options.isNarrowed)
        {
            throw ValidationError(
                "--return is of its own area and day and stands alone; leave the other options out.")
        }
        if options.whatIf != nil, by != nil || chart != nil && chart != .bridge {
            throw ValidationError("--what-if is about vacancies; it goes with the report or --chart bridge.")
        }
        if chart != nil && by != nil {
            throw ValidationError("--by is a table and --chart a picture; give one of them.")
        }
    }

    func run() async throws {
        if let areaAndYear {
            let report = try await operatorOptions.perform(
                ReportWorkforceReturn(
                    area: areaAndYear.area, year: areaAndYear.year, asAt: options.moment.asAt?.date))
            try output.print(
                report, table: WorkforcePage.measures(report.measures),
                heading: "\(report.area) \(report.year), as of \(report.asOf.longText)\n\n", picture: nil)
            return
        }
        if chart == .retention {
            let report = try await operatorOptions.perform(
                ReportRetention(
                    by: .intake, scope: options.scope.scope, asOf: options.moment.asOf,
                    asAt: options.moment.asAt?.date, threshold: options.threshold))
            try output.print(report, picture: true)
            return
        }
        let report = try await operatorOptions.perform(options.report)
        let page = WorkforcePage(report)
        switch chart {
        case .turnover:
            try output.print(
                report, table: WorkforcePage.series(report.series, of: report.scope), heading: page.heading,
                footer: WorkforcePage.note(series: report.seriesNote),
                picture: TurnoverChart(
                    report.series, note: report.seriesNote, scope: report.scope,
                    partnership: report.partnershipName,
                    partial: report.partial
                ).svg)
        case .bridge:
            try output.print(
                report, table: WorkforcePage.bridges(report.whatIf), heading: page.heading,
                picture: VacancyBridgeChart(report).svg)
        case .retention, nil:
            try page.print(by: by, as: output.format ?? .table)
        }
    }
}

/// `berth report turnover`.
struct TurnoverReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "turnover", abstract: "Turnover over twelve months, month by month.")
    @OptionGroup var operatorOptions: OperatorOptions
    @OptionGroup var moment: MomentOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: PictureOutputOptions
    @Option(help: "How many months.", transform: ArgumentValue.count) var months: Int = 24
    @Option(
        help: "Hide where fewer left, and tell one month a year only; 5 or 10.",
        transform: ArgumentValue.count)
    var threshold: Int?
    @Flag(help: "Of every partnership in which you see the whole workforce.") var everywhere = false
    @Flag(help: "Write the series as an SVG picture instead of a table.") var chart = false

    func validate() throws {
        if everywhere && (chart || scope.scope != WorkforceScope()) {
            throw ValidationError("--everywhere is of whole partnerships and no picture; leave the rest out.")
        }
    }

    func run() async throws {
        if everywhere {
            try await printEverywhere()
            return
        }
        let report = try await operatorOptions.perform(
            ReportTurnover(
                scope: scope.scope, months: months, asOf: moment.asOf, asAt: moment.asAt?.date,
                threshold: threshold))
        let picture = TurnoverChart(
            report.series, note: report.seriesNote, scope: report.scope, partnership: report.partnershipName,
            partial: report.partial)
        try output.print(
            report, table: WorkforcePage.series(report.series, of: report.scope),
            footer: WorkforcePage.note(turnover: [report]), picture: chart ? picture.svg : nil)
    }

    private func printEverywhere() async throws {
        let context = CommandContext.current
        // Of all, also where the environment names one.
        let login = try operatorOptions.login(in: context)
        // One connection for each lane.
        let reports = try await context.withOperator(login, partnership: nil, connections: 2) {
            workspace, signedIn in
            var reports: [TurnoverReport] = []
            try await workspace.turnoverEverywhere(
                months: months, asOf: moment.asOf, asAt: moment.asAt?.date, threshold: threshold,
                as: signedIn
            ) { reports.append($0) }
            return reports
        }
        try output.print(
            reports, table: WorkforcePage.everywhere(reports),
            footer: WorkforcePage.note(turnover: reports), picture: nil)
    }
}

/// `berth report retention`.
struct RetentionReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention",
        abstract: "How many stay how long, by intake, route or round.",
        discussion: """
            The estimate of Kaplan and Meier with its interval of 95 %; above a threshold of 1 a life table of merged \
            steps. Twelve months are 365 days.
            """)
    @OptionGroup var operatorOptions: OperatorOptions
    @OptionGroup var moment: MomentOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: PictureOutputOptions
    @Option(help: "intake, route or round.", transform: WorkforceArgument.grouping)
    var by: ReportRetention.Grouping = .intake
    @Option(help: "Only people who started on this day or later.", transform: ArgumentValue.date)
    var startedFrom: CalendarDate?
    @Option(help: "Hide groups below this; 5 or 10.", transform: ArgumentValue.count) var threshold: Int?
    @Flag(help: "Write the curves as an SVG picture instead of a table.") var chart = false

    func run() async throws {
        let report = try await operatorOptions.perform(
            ReportRetention(
                by: by, scope: scope.scope, asOf: moment.asOf, asAt: moment.asAt?.date,
                startedFrom: startedFrom, threshold: threshold))
        try output.print(report, picture: chart)
    }
}

extension PictureOutputOptions {
    /// Prints how many stay, or draws it.
    fileprivate func print(_ report: RetentionReport, picture: Bool) throws {
        try print(
            report, table: WorkforcePage.retention(report),
            footer: WorkforcePage.ways(report.ways) + WorkforcePage.note(report),
            picture: picture ? RetentionChart(report).svg : nil)
    }
}

/// `berth report leavers`.
struct LeaversReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leavers",
        abstract: "Who left in twelve months: why, where to, and what exit interviews were about.")
    @OptionGroup var operatorOptions: OperatorOptions
    @OptionGroup var moment: MomentOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "Hide counts below this; 5 or 10.", transform: ArgumentValue.count) var threshold: Int?

    func run() async throws {
        let report = try await operatorOptions.perform(
            ReportLeavers(
                scope: scope.scope, asOf: moment.asOf, asAt: moment.asAt?.date, threshold: threshold))
        try output.print(
            report, table: WorkforcePage.leavers(report), heading: WorkforcePage.heading(report),
            footer: WorkforcePage.note(report))
    }
}
