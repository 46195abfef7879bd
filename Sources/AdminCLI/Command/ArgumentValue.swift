import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// How the command line reads values: each failure is a sentence with the form that is wanted.
enum ArgumentValue {
    /// A date.
    static func date(_ text: String) throws -> CalendarDate {
        guard let date = CalendarDate(iso: text) else {
            throw ValidationError(
                "\"\(text)\" is not a date; write year, month and day, as in 2022-10-31.")
        }
        return date
    }

    /// An instant that has passed, or a date for the end of that day in London; the end of today has not come, so today
    /// means now.
    static func passedInstant(_ text: String) throws -> ReportInstant {
        // An instant of a day that no calendar has, such as 31 February, would be read as one in March.
        guard let instant = ReportInstant(text: text), CalendarDate(iso: String(text.prefix(10))) != nil
        else {
            throw ValidationError(
                "\"\(text)\" is not a moment; write it as 2022-09-30T17:00:00Z, or a date for the end of that day."
            )
        }
        let context = CommandContext.current
        let now = context.now()
        if CalendarDate(iso: text) == context.today { return ReportInstant(now) }
        if let fault = instant.faultOfKnowing(text, now: now) { throw ValidationError(fault) }
        return instant
    }

    /// What `--clear` takes out, with a dash or an underscore between its words.
    static func clearable<Field>(
        _ text: String
    ) throws -> Field where Field: CaseIterable & RawRepresentable, Field.RawValue == String {
        if let field = Field(rawValue: String(text.map { $0 == "-" ? "_" : $0 })) { return field }
        let known = Field.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(text) cannot be cleared; what can be is \(known).")
    }

    /// `CONTRACT/NO`.
    static func round(_ text: String) throws -> RoundReference {
        do {
            return try RoundReference(text)
        } catch {
            throw ValidationError(error.message)
        }
    }

    /// Pounds, as pence.
    static func pence(_ text: String) throws -> Int {
        guard let pence = Pounds.pence(text), pence <= 100_000_000_000 else {
            throw ValidationError("\"\(text)\" is not an amount; write pounds, as in 4500.00 or 4500.")
        }
        return pence
    }

    /// Why something was done; blanks are no reason.
    static func reason(_ text: String) throws -> String {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("The reason is empty; say why in a few words.")
        }
        return text
    }

    /// A month.
    static func month(_ text: String) throws -> Month {
        guard let month = Month(iso: text) else {
            throw ValidationError("\"\(text)\" is not a month; write year and month, as in 2022-09.")
        }
        return month
    }

    /// A whole number that the verb itself will judge.
    static func count(_ text: String) throws -> Int {
        guard let number = Int(text) else {
            throw ValidationError("\"\(text)\" is not a whole number.")
        }
        return number
    }
}

/// The moment of a question that is about no day.
struct AsAtOptions: ParsableArguments {
    @Option(
        help:
            "As it was known at this moment (2022-09-30T17:00:00Z, or a date for the end of that day); no later than now.",
        transform: ArgumentValue.passedInstant)
    var asAt: ReportInstant?
}

/// The two dates of a question.
struct MomentOptions: ParsableArguments {
    @Option(help: "What was true on this day; today in London when left out.", transform: ArgumentValue.date)
    var asOf: CalendarDate?

    @Option(
        help:
            "As it was known at this moment (2022-09-30T17:00:00Z, or a date for the end of that day); no later than now.",
        transform: ArgumentValue.passedInstant)
    var asAt: ReportInstant?

    /// The two dates as a question to a report.
    var question: ReportQuestion { ReportQuestion(asOf: asOf, asAt: asAt?.date) }
}
