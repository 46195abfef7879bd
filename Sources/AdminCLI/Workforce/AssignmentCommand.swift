import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth assignment`: who is in which post. Many at once come and change with `berth import assignments`.
struct AssignmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assignment", abstract: "Who is in which post, from when to when.",
        subcommands: [List.self, Add.self, End.self, Correct.self, Missing.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List who is in which post on a day.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var moment: MomentOptions
        @OptionGroup var scope: ScopeOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only employees, or only agency.", transform: WorkforceArgument.kind)
        var kind: Assignment.Kind?
        @Option(help: "One person, with what is over too.") var person: String?
        @Option(
            help: "Only those that end, or whose cover is planned to end, within so many days.",
            transform: ArgumentValue.count)
        var endsWithin: Int?

        func run() async throws {
            let records = try await operatorOptions.perform(
                ListAssignments(
                    scope: scope.scope, kind: kind, person: person, endsWithin: endsWithin,
                    asOf: moment.asOf, asAt: moment.asAt?.date))
            try output.print(records, table: WorkforceTables.assignments(records))
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Put somebody in a post.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the post.") var post: String
        @Argument(help: "The person, by the organisation's own reference; never a name.") var person: String
        @Option(help: "Whose post, where several organisations have one of that reference.")
        var organisation: String?
        @Option(help: "employee or agency.", transform: WorkforceArgument.kind)
        var kind: Assignment.Kind = .employee
        @Option(help: "Contracted hours over standard hours, as in 0.6.", transform: WorkforceArgument.fte)
        var fte: FTE = .one
        @Option(help: "The first day.", transform: ArgumentValue.date) var startsOn: CalendarDate
        @Option(help: "The last day, where it is known.", transform: ArgumentValue.date)
        var endsOn: CalendarDate?
        @OptionGroup var coming: ComingOptions
        @OptionGroup var counted: CountOptions
        @Option(
            name: .customLong("override"),
            help: "Fill a post that is kept for somebody else, for this reason; it is kept for nobody then.")
        var overrideReason: String?

        func run() async throws {
            var draft = AssignmentDraft(post: post, person: person, kind: kind, fte: fte, startsOn: startsOn)
            draft.organisation = organisation
            draft.endsOn = endsOn
            draft.candidate = coming.candidate
            draft.route = coming.route
            draft.qualifiedOn = coming.qualifiedOn
            draft.coverUntil = coming.coverUntil
            draft.coverPlan = coming.coverPlan
            draft.countedOn = counted.countedOn
            draft.cases = counted.cases
            draft.daysLost = counted.daysLost
            let added = try await operatorOptions.perform(
                AddAssignment(draft, overrideReason: overrideReason))
            let record = added.assignment
            let frozen = added.frozen.map { " The post is frozen \($0.words)." } ?? ""
            CommandContext.current.write(
                "\(record.personRef) is in \(record.postRef) from \(record.startedOn.longText).\(frozen)\n")
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end",
            abstract: "Record that somebody leaves a post, why, and what the exit interview was about.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the post.") var post: String
        @Argument(help: "The person.") var person: String
        @Option(help: "Whose post, where several organisations have one of that reference.")
        var organisation: String?
        @Option(
            help: "The last day, today when left out; what was counted of them after it is taken back.",
            transform: ArgumentValue.date)
        var on: CalendarDate?
        @Option(help: "Why, a code of berth code list leaving_reason.", transform: ArgumentValue.reason)
        var reason: String
        @Option(help: "Where they go, a code of berth code list destination.") var destination: String?
        @Option(
            help:
                "What the exit interview was about: pandemic, shortage, interim_staff, burnout, bureaucracy or culture; may stand several times.",
            transform: WorkforceArgument.theme)
        var theme: [ExitTheme] = []

        func run() async throws {
            let record = try await operatorOptions.perform(
                EndAssignment(
                    post: post, organisation: organisation, person: person, on: on, reason: reason,
                    destination: destination, themes: theme))
            CommandContext.current.write(
                "\(record.personRef) leaves \(record.postRef) on \(record.endedOn?.longText ?? "").\n")
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct",
            abstract:
                "Correct what was recorded of somebody in a post, or take it back; what is not named stays as it is."
        )
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the post.") var post: String
        @Argument(help: "The person.") var person: String
        @Option(help: "Whose post, where several organisations have one of that reference.")
        var organisation: String?
        @Option(
            help: "The first day as it is recorded, where the person was in the post several times.",
            transform: ArgumentValue.date)
        var startedOn: CalendarDate?
        @Option(help: "What was wrong.", transform: ArgumentValue.reason) var reason: String
        @Option(help: "employee or agency.", transform: WorkforceArgument.kind) var kind: Assignment.Kind?
        @Option(help: "Contracted hours over standard hours, as in 0.6.", transform: WorkforceArgument.fte)
        var fte: FTE?
        @Option(help: "The right first day.", transform: ArgumentValue.date) var startsOn: CalendarDate?
        @Option(help: "The right last day.", transform: ArgumentValue.date) var endsOn: CalendarDate?
        @Option(help: "Why they left, a code of berth code list leaving_reason.")
        var leavingReason: String?
        @Option(help: "Where they went, a code of berth code list destination.") var destination: String?
        @OptionGroup var coming: ComingOptions
        @OptionGroup var counted: CountOptions
        @Option(
            name: .customLong("clear"),
            help:
                "What is not so after all: end, destination, candidate, route, qualified-on, cover-until, cover-plan, or of a count cases or days-lost; may be given several times.",
            transform: ArgumentValue.clearable)
        var cleared: [AssignmentCorrection.Clearable] = []
        @Flag(help: "They were never in the post, or never were: from now on it is counted nowhere.")
        var takeBack = false

        func run() async throws {
            var correction = AssignmentCorrection()
            correction.kind = kind
            correction.fte = fte
            correction.startsOn = startsOn
            correction.endsOn = endsOn
            correction.leavingReason = leavingReason
            correction.destination = destination
            correction.candidate = coming.candidate
            correction.route = coming.route
            correction.qualifiedOn = coming.qualifiedOn
            correction.coverUntil = coming.coverUntil
            correction.coverPlan = coming.coverPlan
            correction.countedOn = counted.countedOn
            correction.cases = counted.cases
            correction.daysLost = counted.daysLost
            correction.cleared = Set(cleared)
            if takeBack, correction != AssignmentCorrection() {
                throw ValidationError("Give --take-back, or what is right; not both.")
            }
            let record = try await operatorOptions.perform(
                CorrectAssignment(
                    post: post, organisation: organisation, person: person, startedOn: startedOn,
                    takeBack ? nil : correction, reason: reason))
            if takeBack {
                CommandContext.current.write(
                    "Taken back: \(record.personRef) was not in \(record.postRef) from \(record.startedOn.longText).\n"
                )
                return
            }
            let ended = record.endedOn.map { " to \($0.longText)" } ?? ""
            CommandContext.current.write(
                "\(record.personRef) is in \(record.postRef) as \(record.kind.rawValue), \(record.fte) of full time, from \(record.startedOn.longText)\(ended).\n"
            )
        }
    }

    struct Missing: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "missing",
            abstract: "List recruits who are recorded as started and whom no assignment names.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var moment: MomentOptions
        @OptionGroup var scope: ScopeOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let starters = try await operatorOptions.perform(
                ListStartersWithoutPost(scope: scope.scope, asOf: moment.asOf, asAt: moment.asAt?.date))
            try output.print(starters, table: WorkforceTables.starters(starters))
        }
    }
}

/// How somebody came into a post, and until when agency covers it.
struct ComingOptions: ParsableArguments {
    @Option(help: "The candidate who starts here.") var candidate: String?
    @Option(help: "How they came, a code of berth code list route.") var route: String?
    @Option(help: "The day they qualified.", transform: ArgumentValue.date)
    var qualifiedOn: CalendarDate?
    @Option(help: "Of agency: until when it is planned.", transform: ArgumentValue.date)
    var coverUntil: CalendarDate?
    @Option(help: "Of agency: what is to follow it.") var coverPlan: String?
}

/// What was counted of somebody in a post on a day.
struct CountOptions: ParsableArguments {
    @Option(help: "The day on which the cases and days lost were counted.", transform: ArgumentValue.date)
    var countedOn: CalendarDate?
    @Option(help: "Cases held at the close of that day.", transform: ArgumentValue.count) var cases: Int?
    @Option(
        help: "Working days lost in the twelve months up to that day, or since the start, as in 4.5.",
        transform: WorkforceArgument.days)
    var daysLost: FTE?
}
