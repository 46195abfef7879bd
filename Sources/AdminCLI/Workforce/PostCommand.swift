import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth post`: the establishment. Many posts at once come and change with `berth import posts`.
struct PostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "post", abstract: "Posts of the establishment, and who is in them.",
        subcommands: [
            List.self, Show.self, Add.self, Edit.self, Freeze.self, Thaw.self, Delete.self, Reserve.self,
            Release.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List posts with how many are in them, by reference.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var moment: MomentOptions
        @OptionGroup var scope: ScopeOptions
        @OptionGroup var output: OutputOptions
        @Option(
            help: "Only those that are filled, vacant, covered, uncovered, frozen or deleted.",
            transform: WorkforceArgument.filter)
        var only: ListPosts.Filter?

        func run() async throws {
            let lines = try await operatorOptions.perform(
                ListPosts(
                    scope: scope.scope, filter: only, asOf: moment.asOf, asAt: moment.asAt?.date))
            try output.print(lines, table: WorkforceTables.posts(lines))
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show one post and, to who may see people, everybody who was or is in it.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var moment: MomentOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Whose post, where several organisations have one of that reference.")
        var organisation: String?
        @Argument(help: "The reference of the post.") var reference: String

        func run() async throws {
            let page = try await operatorOptions.perform(
                ShowPost(
                    reference: reference, organisation: organisation, asOf: moment.asOf,
                    asAt: moment.asAt?.date))
            let terminal = CommandContext.current.terminal
            try output.print(
                page, table: WorkforceTables.assignments(page.assignments),
                heading: WorkforceTables.page(page.line, terminal) + "\n")
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a post to the establishment.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference.") var reference: String
        @Option(help: "Whose post, by the code of the organisation.") var organisation: String
        @Option(help: "The title.") var title: String
        @Option(help: "The role, a code of berth code list role.") var role: String
        @Option(help: "The team.") var team: String?
        @Option(help: "How much of a full-time post, as in 0.6.", transform: WorkforceArgument.fte)
        var fte: FTE = .one
        @Option(help: "The first day; today when left out.", transform: ArgumentValue.date)
        var createdOn: CalendarDate?
        @Option(help: "The regulator that its holder must be registered with.") var regulator: String?

        func run() async throws {
            var draft = PostDraft(
                organisation: organisation, reference: reference, title: title, role: role, fte: fte)
            draft.team = team
            draft.createdOn = createdOn
            draft.regulator = regulator
            let record = try await operatorOptions.perform(AddPost(draft))
            CommandContext.current.write(
                "\(record.postRef) of \(record.organisation) is established from \(record.createdOn.longText).\n"
            )
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit", abstract: "Correct or change a post; what is not named stays as it is.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var post: PostOptions
        @Option(help: "The title.") var title: String?
        @Option(help: "The role, a code of berth code list role.") var role: String?
        @Option(help: "The team.") var team: String?
        @Option(help: "How much of a full-time post, as in 0.6.", transform: WorkforceArgument.fte)
        var fte: FTE?
        @Option(help: "The first day.", transform: ArgumentValue.date) var createdOn: CalendarDate?
        @Option(help: "The regulator that its holder must be registered with.") var regulator: String?
        @Option(
            name: .customLong("clear"),
            help: "What it is without after all, team or regulator; may be given several times.",
            transform: ArgumentValue.clearable)
        var cleared: [PostEdit.Clearable] = []

        func run() async throws {
            var edit = PostEdit()
            edit.title = title
            edit.role = role
            edit.team = team
            edit.fte = fte
            edit.createdOn = createdOn
            edit.regulator = regulator
            edit.cleared = Set(cleared)
            let record = try await post.change(.edit(edit), operatorOptions).post
            CommandContext.current.write(
                "\(record.postRef): \(record.title), \(record.role)\(record.team.map { ", \($0)" } ?? ""), \(record.fte) of full time.\n"
            )
        }
    }

    struct Freeze: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "freeze", abstract: "Keep a post without filling it, so that it is no vacancy.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var post: PostOptions
        @Option(help: "The first day; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Option(help: "The day on which it is to be filled again.", transform: ArgumentValue.date)
        var until: CalendarDate?
        @Flag(help: "Also when it is kept for a candidate: it is kept for nobody then.") var release = false

        func run() async throws {
            let line = try await post.change(
                .freeze(from: on, until: until), releasing: release, operatorOptions)
            CommandContext.current.write(
                "\(line.post.postRef) is frozen \(WorkforceTables.frozen(line.post.frozen)).\(line.still)\n"
            )
        }
    }

    struct Thaw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "thaw", abstract: "Let a frozen post be filled again.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var post: PostOptions
        @Option(help: "The first day; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?

        func run() async throws {
            let record = try await post.change(.thaw(on: on), operatorOptions).post
            CommandContext.current.write("\(record.postRef) can be filled again.\n")
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete", abstract: "Record that a post is gone; its history stays.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var post: PostOptions
        @Option(help: "The day from which it is gone; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Flag(help: "Also when it is kept for a candidate: it is kept for nobody then.") var release = false

        func run() async throws {
            let record = try await post.change(.delete(on: on), releasing: release, operatorOptions).post
            CommandContext.current.write(
                "\(record.postRef) is deleted on \(record.closedOn?.longText ?? "").\n")
        }
    }

    struct Reserve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reserve", abstract: "Keep a post for a candidate who is expected.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var post: PostOptions
        @Option(help: "The candidate.") var candidate: String
        @Option(help: "The day they are expected.", transform: ArgumentValue.date) var from: CalendarDate?
        @Option(
            help: "The day from which it is kept for them; today when left out.",
            transform: ArgumentValue.date)
        var on: CalendarDate?

        func run() async throws {
            let record = try await post.change(
                .reserve(candidate: candidate, from: from, on: on), operatorOptions
            ).post
            CommandContext.current.write("\(record.postRef) is kept for \(WorkforceTables.kept(record)).\n")
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "release", abstract: "Keep a post for nobody any more.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var post: PostOptions
        @Option(
            help: "The day from which it is kept for nobody; today when left out.",
            transform: ArgumentValue.date)
        var on: CalendarDate?

        func run() async throws {
            let record = try await post.change(.release(on: on), operatorOptions).post
            CommandContext.current.write("\(record.postRef) is kept for nobody.\n")
        }
    }
}

/// Which post is changed, and why.
struct PostOptions: ParsableArguments {
    @Argument(help: "The reference of the post.") var reference: String
    @Option(help: "Whose post, where several organisations have one of that reference.")
    var organisation: String?
    @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String

    func change(
        _ change: ChangePost.Change, releasing: Bool = false, _ operatorOptions: OperatorOptions
    ) async throws -> PostLine {
        try await operatorOptions.perform(
            ChangePost(
                reference: reference, organisation: organisation, change, reason: reason, releasing: releasing
            )
        )
    }
}

/// Which posts a question is about.
struct ScopeOptions: ParsableArguments {
    @Option(help: "Of this organisation only, by its code.") var organisation: String?
    @Option(help: "Of this role only, as in social_worker.") var role: String?
    @Option(help: "Of this team only.") var team: String?

    var scope: WorkforceScope { WorkforceScope(organisation: organisation, role: role, team: team) }
}

/// How the command line reads what belongs to the workforce.
enum WorkforceArgument {
    static func filter(_ text: String) throws -> ListPosts.Filter {
        guard let filter = ListPosts.Filter(rawValue: text) else {
            let known = ListPosts.Filter.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(text)\" is not known here; use one of \(known).")
        }
        return filter
    }

    static func kind(_ text: String) throws -> Assignment.Kind {
        guard let kind = Assignment.Kind(rawValue: text) else {
            throw ValidationError("\"\(text)\" is neither employee nor agency.")
        }
        return kind
    }

    static func fte(_ text: String) throws -> FTE {
        guard let fte = FTE(text) else {
            throw ValidationError(
                "\"\(text)\" is not a full-time equivalent; write a number with at most four decimals, as in 0.6."
            )
        }
        return fte
    }

    static func days(_ text: String) throws -> FTE {
        guard let days = FTE(text) else {
            throw ValidationError("\"\(text)\" is not a number of days; write it as in 4.5.")
        }
        return days
    }

    static func theme(_ text: String) throws -> ExitTheme {
        guard let theme = ExitTheme(rawValue: text) else {
            let known = ExitTheme.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\"\(text)\" is none of the findings; use one of \(known).")
        }
        return theme
    }

    static func grouping(_ text: String) throws -> ReportRetention.Grouping {
        guard let grouping = ReportRetention.Grouping(rawValue: text) else {
            throw ValidationError("\"\(text)\" is none of intake, route and round.")
        }
        return grouping
    }

    static func assumptions(_ text: String) throws -> VacancyAssumptions {
        do throws(ServiceError) {
            return try VacancyAssumptions(text)
        } catch {
            throw ValidationError(error.message)
        }
    }

    /// `AREA/YEAR`.
    static func areaAndYear(_ text: String) throws -> AreaAndYear {
        guard let slash = text.lastIndex(of: "/"), slash > text.startIndex,
            let year = Int(text[text.index(after: slash)...])
        else {
            throw ValidationError(
                "\"\(text)\" is no return; write the area, a slash and the year, as in England/2023.")
        }
        return AreaAndYear(area: String(text[..<slash]), year: year)
    }
}

/// A return of an area.
struct AreaAndYear: Sendable {
    let area: String
    let year: Int
}
