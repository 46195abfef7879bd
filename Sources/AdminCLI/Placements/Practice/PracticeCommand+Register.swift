import ArgumentParser
import Domain
import FoundationEssentials
import Services

extension PracticeCommand {
    struct Day: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "day", abstract: "Enter a day, or the usual days of a stretch, into the register.",
            discussion: """
                Without more a whole day was worked. A stretch takes the student's days of the week and leaves bank \
                holidays out. Half a day with --half and --absent says why the other half was missed.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student, or one placement.") var student: String
        @Option(help: "The day.", transform: ArgumentValue.date) var on: CalendarDate?
        @Option(help: "The first day of a stretch.", transform: ArgumentValue.date) var from: CalendarDate?
        @Option(help: "The last day of a stretch.", transform: ArgumentValue.date) var to: CalendarDate?
        @Flag(help: "Half a day.") var half = false
        @Option(help: "So many hours, where hours are counted.", transform: PracticeArgument.hours)
        var hours: Int?
        @Option(help: "Why the student was away: a code, such as sickness.") var absent: String?
        @Flag(help: "Practised in a simulation, where hours are counted.") var simulated = false
        @Flag(help: "A skills day, which is counted apart.") var skills = false
        @Flag(help: "Nothing happened after all; needs --correct.") var nothing = false
        @Option(help: "Replace what stands there, for this reason.", transform: ArgumentValue.reason)
        var correct: String?

        func validate() throws {
            if (on != nil) == (from != nil) || (from == nil) != (to == nil) {
                throw ValidationError("Give either a day with --on, or a stretch with --from and --to.")
            }
            if half && hours != nil { throw ValidationError("Give either --half or --hours.") }
            let partlyThere = half || hours != nil
            if [simulated, skills, nothing, absent != nil && !partlyThere].count(where: { $0 }) > 1 {
                throw ValidationError(
                    "A day is one of worked, --absent, --simulated, --skills and --nothing.")
            }
            if nothing, correct == nil || partlyThere {
                throw ValidationError("--nothing takes back what stands there; say why with --correct.")
            }
        }

        private var kind: PracticeDayKind? {
            if nothing { return nil }
            if simulated { return .simulated }
            if skills { return .skills }
            return absent != nil && !half && hours == nil ? .absent : .worked
        }

        func run() async throws {
            guard let first = on ?? from else { return }
            let amount: RecordPracticeDays.Amount =
                half ? .halfDay : hours.map { .minutes($0) } ?? .wholeDay
            let recorded = try await operatorOptions.perform(
                RecordPracticeDays(
                    reference: student, from: first, through: to, kind: kind, amount: amount, absence: absent,
                    correction: correct))
            CommandContext.current.write(Self.text(recorded))
        }

        private static func text(_ recorded: RecordedDays) -> String {
            let unit = recorded.unit
            let what =
                recorded.days.count == 1
                ? recorded.days.first?.longText ?? "" : "\(recorded.days.count) days"
            var notes = ""
            if recorded.simulatedBeyond > 0 {
                notes +=
                    " \(unit.words(recorded.simulatedBeyond)) of simulation are beyond the limit and do not count."
            }
            if recorded.beyondRequired > 0 {
                notes += " That is \(unit.words(recorded.beyondRequired)) more than required."
            }
            if !recorded.outsidePattern.isEmpty {
                let days = recorded.outsidePattern.map(\.longText).joined(separator: ", ")
                notes += " Outside the usual days: \(days); check the date."
            }
            return
                "\(recorded.practiceRef): \(what), \(recorded.kind); \(unit.number(recorded.done)) of \(unit.words(recorded.required)) done, the last on \(recorded.endsOn.longText).\(notes)\n"
        }
    }

    struct Concern: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "concern", abstract: "Raise a concern about a placement, or say what became of one.",
            discussion: """
                A concern is about the placement. Its note never names or describes a service user: that belongs in the \
                host's own records.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student, or one placement.") var student: String
        @Option(help: "Raise one of this category, such as supervision.") var raise: String?
        @Option(help: "Who raises it: student, host, university or educator.") var by: String = "university"
        @Flag(help: "An action was agreed; say which with --note.") var action = false
        @Flag(help: "It was taken further.") var escalate = false
        @Flag(help: "It is settled.") var resolve = false
        @Option(help: "The number of the concern, where several are open.", transform: ArgumentValue.count)
        var concern: Int?
        @Option(help: "What it is about; never about a service user.") var note: String?
        @Option(help: "The day; today when left out.", transform: ArgumentValue.date) var on: CalendarDate?

        func validate() throws {
            if [raise != nil, action, escalate, resolve].count(where: { $0 }) != 1 {
                throw ValidationError("Give one of --raise, --action, --escalate and --resolve.")
            }
            if RaiseConcern.Side(rawValue: by) == nil {
                throw ValidationError("\"\(by)\" is none of student, host, university and educator.")
            }
            if raise != nil || action, note == nil {
                throw ValidationError("Say what it is about, or what was agreed, with --note.")
            }
        }

        func run() async throws {
            let record: PracticeEventRecord
            if let raise, let side = RaiseConcern.Side(rawValue: by) {
                record = try await operatorOptions.perform(
                    RaiseConcern(reference: student, category: raise, by: side, note: note ?? "", on: on))
            } else {
                let answer: AnswerConcern.Answer =
                    action ? .actionAgreed : escalate ? .escalated : .resolved
                record = try await operatorOptions.perform(
                    AnswerConcern(
                        reference: student, answer: answer, concern: concern, note: note, on: on))
            }
            CommandContext.current.write(
                "\(record.practiceRef): \(record.kind.replacing("_", with: " ")) (\(record.concern ?? 0)) on \(record.happenedOn.longText).\n"
            )
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end", abstract: "End a placement: all is done, it broke down, or the student left.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student, or one placement.") var student: String
        @Flag(help: "All days or hours are done.") var completed = false
        @Flag(help: "It could not go on; the student is to be placed again.") var brokenDown = false
        @Flag(help: "The student left.") var withdrawn = false
        @Option(help: "Why it ended early: a code, such as no_educator.") var reason: String?
        @Option(help: "The last day; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Option(help: "A note for the audit; never about a service user.") var note: String?
        @Option(name: .customLong("override"), help: "Complete it although days are owed, for this reason.")
        var overrideReason: String?

        func validate() throws {
            if [completed, brokenDown, withdrawn].count(where: { $0 }) != 1 {
                throw ValidationError("Give one of --completed, --broken-down and --withdrawn.")
            }
        }

        func run() async throws {
            let kind: PracticeEndKind = completed ? .completed : brokenDown ? .brokenDown : .withdrawn
            let ended = try await operatorOptions.perform(
                EndPractice(
                    reference: student, kind: kind, on: on, reasonCode: reason, note: note,
                    overrideReason: overrideReason))
            let record = ended.practice
            var text =
                "\(record.practiceRef) at \(record.placementRef) ended on \(record.endedOn?.longText ?? ""): \(kind.words); \(record.unit.number(ended.done)) of \(record.unit.words(record.required)) done.\n"
            if ended.isToBePlaced {
                text +=
                    "\(record.studentRef) is to be placed again, with \(record.unit.words(ended.owed)) to do: berth placement list --free --term \(record.term), then berth practice place \(record.studentRef) PLACEMENT --reason WHY, or berth match run --term \(record.term).\n"
            }
            CommandContext.current.write(text)
        }
    }

    struct Paid: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "paid", abstract: "Note that a host or an off-site educator was paid.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student, or one placement.") var student: String
        @Option(help: "host or educator, where both are to be paid.") var to: String?
        @Option(help: "The day; today when left out.", transform: ArgumentValue.date) var on: CalendarDate?
        @Option(
            help: "What was paid, as in 1400.00; what the register says when left out.",
            transform: ArgumentValue.pence)
        var amount: Int?

        func run() async throws {
            let line = try await operatorOptions.perform(
                PayPractice(reference: student, payee: to, on: on, amountPence: amount))
            CommandContext.current.write(
                "\(line.practiceRef): \(Pounds.text(line.paidPence ?? 0)) paid to \(line.payeeRef) on \(line.paidOn?.longText ?? "").\n"
            )
        }
    }
}
