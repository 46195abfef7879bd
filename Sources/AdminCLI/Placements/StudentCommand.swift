import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth student`: who needs a placement. Students come and change with `berth import students`.
struct StudentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "student", abstract: "Students who need a placement.",
        subcommands: [
            List.self, Show.self, Adjustments.self, Prefer.self, Travel.self, Withdraw.self, Unpair.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List students, by reference.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Of this term only.") var term: String?
        @Option(help: "first or final.", transform: PlacementArgument.stage) var stage: PlacementStage?
        @Option(help: "Of this university only, by its code.") var organisation: String?
        @Argument(help: "Part of a name, or a reference.") var text: String?

        func run() async throws {
            let students = try await operatorOptions.perform(
                ListStudents(term: term, stage: stage, organisation: organisation, text: text))
            var table = Table(
                [
                    .key("Student"), TableColumn("Name"), TableColumn("Programme"), .key("Stage"),
                    .key("Term"), .key("Car"), .number("Minutes"), TableColumn("Been in"), .key("DBS"),
                    .key("Withdrawn"),
                ], whenEmpty: "There is no such student; import them with berth import students.")
            for student in students {
                table.append([
                    TableCell(student.studentRef), TableCell("\(student.givenName) \(student.familyName)"),
                    TableCell(student.programme), TableCell(student.stage), TableCell(student.term),
                    TableCell(student.hasCar.map { $0 ? "yes" : "no" } ?? ""),
                    TableCell(student.maxTravelMinutes.map(String.init) ?? ""),
                    TableCell(student.priorSettings.joined(separator: ", ")),
                    TableCell(student.dbsClearedOn?.description ?? ""),
                    TableCell(student.withdrawnOn?.description ?? "", tone: .quiet),
                ])
            }
            try output.print(students, table: table)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show a student, and for every placement of the term whether a rule refuses it and why."
        )
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "By the rules of this day; today when left out.", transform: ArgumentValue.date)
        var asOf: CalendarDate?
        @Flag(help: "Name what adjustments refuse: health data; that you looked is kept in the audit.")
        var withAdjustments = false
        @Argument(help: "The reference of the student.") var reference: String

        func run() async throws {
            let report =
                withAdjustments
                ? try await operatorOptions.perform(ShowStudentInFull(reference: reference, asOf: asOf))
                : try await operatorOptions.perform(ShowStudent(reference: reference, asOf: asOf))
            var table = Table(
                [
                    .key("Placement"), .number("Rank"), .number("Minutes"), .key("Possible"),
                    TableColumn("Why", overflow: .wrapped),
                ], whenEmpty: "There is no placement in the term.")
            for option in report.options {
                let isPossible = option.refused.isEmpty
                table.append([
                    TableCell(option.placementRef), TableCell(option.rank.map(String.init) ?? ""),
                    TableCell(option.travelMinutes.map(String.init) ?? ""),
                    TableCell(isPossible ? "yes" : "no", tone: isPossible ? .good : .bad),
                    TableCell(option.words),
                ])
            }
            try output.print(report, table: table, heading: heading(report), footer: footer(report))
        }

        private func heading(_ report: StudentReport) -> String {
            let student = report.student
            var list = KeyValueList()
            list.append("Student", TableCell(student.studentRef))
            list.append("Name", TableCell("\(student.givenName) \(student.familyName)"))
            list.append("University", TableCell(student.organisation))
            list.append("Programme", TableCell("\(student.programme), \(student.stage) placement"))
            list.append("Term", TableCell(student.term))
            list.append("Car", TableCell(student.hasCar.map { $0 ? "yes" : "no" } ?? "not known"))
            list.append("Longest journey", TableCell(student.maxTravelMinutes.map { "\($0) minutes" } ?? ""))
            list.append("Been in", TableCell(student.priorSettings.joined(separator: ", ")))
            list.append("Conflicts", TableCell(student.conflicts.joined(separator: ", ")))
            list.append("DBS cleared", TableCell(student.dbsClearedOn?.longText ?? ""))
            list.append("To be placed with", TableCell(report.pairedWith ?? ""))
            if let withdrawn = student.withdrawnOn {
                list.append("Withdrawn", TableCell(withdrawn.longText, tone: .bad))
            }
            return list.rendered(for: CommandContext.current.terminal) + "\n"
        }

        private func footer(_ report: StudentReport) -> String {
            let possible = report.options.count { $0.refused.isEmpty }
            return
                "\n\(possible) of \(report.options.count) placements are possible. \(report.travelMethod)\n"
        }
    }

    struct Adjustments: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "adjustments",
            abstract:
                "Show the adjustments a student needs: health data; that you looked is kept in the audit.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The reference of the student.") var reference: String

        func run() async throws {
            let codes = try await operatorOptions.perform(ShowAdjustments(reference: reference))
            var table = Table([.key("Adjustment")], whenEmpty: "The student needs no adjustment.")
            for code in codes { table.append([TableCell(code)]) }
            try output.print(codes, table: table)
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Record that a student needs no placement any more.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the student.") var reference: String
        @Option(help: "The day; today when left out.", transform: ArgumentValue.date) var on: CalendarDate?
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String

        func run() async throws {
            let record = try await operatorOptions.perform(
                WithdrawStudent(reference: reference, on: on, reason: reason))
            CommandContext.current.write("\(record.studentRef) has withdrawn.\n")
        }
    }

    struct Unpair: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unpair", abstract: "Part two students who were to be placed together.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of one of them.") var reference: String
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String

        func run() async throws {
            let partner = try await operatorOptions.perform(
                UnpairStudent(reference: reference, reason: reason))
            CommandContext.current.write("Parted \(reference) and \(partner).\n")
        }
    }
}

/// How the commands of placements read values.
enum PlacementArgument {
    /// `first` or `final`.
    static func stage(_ text: String) throws -> PlacementStage {
        guard let stage = PlacementStage(rawValue: text) else {
            throw ValidationError("There is no stage \(text) of a placement; write first or final.")
        }
        return stage
    }

    /// `1 place`, `2 places`.
    static func places(_ count: Int) -> String { count == 1 ? "1 place" : "\(count) places" }

    /// `willing`, `unwilling` or `later`.
    static func answer(_ text: String) throws -> HostAnswer {
        guard let answer = HostAnswer(rawValue: text) else {
            throw ValidationError("There is no answer \(text); write willing, unwilling or later.")
        }
        return answer
    }
}
