import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth practice`: students on placement.
struct PracticeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "practice",
        abstract: "Students on placement: days, what is due, concerns, breakdowns, payments.",
        discussion: """
            STUDENT is the student's reference, which means the placement that has not ended or else the last, or that \
            of one placement, such as UW-22-001/1. A published match makes the placements; berth practice place makes \
            one by hand.
            """,
        subcommands: [
            List.self, Show.self, Late.self, Behind.self, AtRisk.self, Place.self, Record.self, Correct.self,
            Day.self, Interrupt.self, Resume.self, Concern.self, End.self, Payments.self, Paid.self,
        ])

    struct Place: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "place", abstract: "Place a student by hand, outside a match.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the student.") var student: String
        @Argument(help: "The reference of the placement.") var placement: String
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String
        @Option(
            help: "The first day; that of the placement, or today when it has passed, when left out.",
            transform: ArgumentValue.date)
        var startsOn: CalendarDate?
        @Option(
            help: "The days of the week, as in mon,tue,wed; as many as the rule says when left out.",
            transform: PracticeArgument.pattern)
        var weekdays: PracticePattern?
        @Flag(help: "Place where a rule refuses it; conflicts, adjustments and checks are never overridden.")
        var overrideRules = false

        func run() async throws {
            let record = try await operatorOptions.perform(
                PlacePractice(
                    student: student, placement: placement, reason: reason, startsOn: startsOn,
                    pattern: weekdays, overrideRules: overrideRules))
            let overridden =
                record.overridden.isEmpty ? "" : " Overridden: \(record.overridden.joined(separator: ", "))."
            CommandContext.current.write(
                "\(record.practiceRef): \(record.name) at \(record.placementRef) from \(record.startsOn.longText), \(record.unit.words(record.required)) to do.\(overridden)\n"
            )
        }
    }

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record", abstract: "Record that a placement passed a milestone, such as started.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student, or one placement.") var student: String
        @OptionGroup var passed: PassedMilestoneOptions

        func run() async throws {
            let record = try await operatorOptions.perform(
                RecordPracticeMilestone(
                    reference: student, milestone: passed.milestone, on: passed.on, note: passed.note,
                    overrideReason: passed.overrideReason))
            CommandContext.current.write(
                MilestoneSentence.passed(record.practiceRef, record.milestone, on: record.happenedOn))
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct", abstract: "Correct a milestone: another date, or it never happened.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student, or one placement.") var student: String
        @OptionGroup var corrected: CorrectedMilestoneOptions

        func run() async throws {
            let record = try await operatorOptions.perform(
                CorrectPracticeMilestone(
                    reference: student, milestone: corrected.milestone, happenedOn: corrected.on,
                    reason: corrected.reason, overrideReason: corrected.overrideReason))
            CommandContext.current.write(
                MilestoneSentence.corrected(record.practiceRef, record.milestone, to: record.happenedOn))
        }
    }

    struct Interrupt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "interrupt",
            abstract: "Let a placement rest: what is due waits, and the end moves.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student, or one placement.") var student: String
        @Option(help: "A code, such as student_leave.") var reason: String
        @Option(help: "The first day of rest; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Option(help: "A note; about the placement, never about a service user.") var note: String?

        func run() async throws {
            let record = try await operatorOptions.perform(
                InterruptPractice(reference: student, reasonCode: reason, on: on, note: note))
            CommandContext.current.write(
                "\(record.practiceRef) rests from \(record.happenedOn.longText) on.\n")
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "resume", abstract: "Let a placement that rested go on.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The student, or one placement.") var student: String
        @Option(help: "The first day after the rest; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?

        func run() async throws {
            let record = try await operatorOptions.perform(ResumePractice(reference: student, on: on))
            CommandContext.current.write(
                "\(record.practiceRef) goes on from \(record.happenedOn.longText).\n")
        }
    }
}

/// How the commands about practice placements read values.
enum PracticeArgument {
    /// Days of the week.
    static func pattern(_ text: String) throws -> PracticePattern {
        guard let pattern = PracticePattern(names: text) else {
            throw ValidationError(
                "\"\(text)\" are no days of the week; write them as mon,tue,wed, each once, Monday to Friday."
            )
        }
        return pattern
    }

    /// Hours to the minute, as minutes.
    static func hours(_ text: String) throws -> Int {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let hours = Int(parts[0]), (0...24).contains(hours),
            let hundredths = parts.count == 1 ? 0 : Int(parts[1].count == 1 ? parts[1] + "0" : parts[1]),
            parts.count == 1 || parts[1].count <= 2, (0..<100).contains(hundredths),
            hundredths * 60 % 100 == 0
        else {
            throw ValidationError(
                "\"\(text)\" are no hours; write them with a point, to the minute, as in 7.5 or 12.25.")
        }
        return hours * 60 + hundredths * 60 / 100
    }
}
