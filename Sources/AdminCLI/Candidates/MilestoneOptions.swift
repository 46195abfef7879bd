import ArgumentParser
import Domain

/// Which milestone was passed, and when; of a candidate as of a practice placement.
struct PassedMilestoneOptions: ParsableArguments {
    @Argument(help: "The milestone; see berth pathway show.") var milestone: String
    @Option(help: "The day it happened; today when left out.", transform: ArgumentValue.date)
    var on: CalendarDate?
    @Option(help: "A note; of a placement, never about a service user.") var note: String?
    @Option(name: .customLong("override"), help: "Record it out of order, for this reason.")
    var overrideReason: String?
}

/// What was wrong about a milestone; of a candidate as of a practice placement.
struct CorrectedMilestoneOptions: ParsableArguments {
    @Argument(help: "The milestone.") var milestone: String
    @Option(help: "The right date.", transform: ArgumentValue.date) var on: CalendarDate?
    @Flag(help: "It never happened.") var neverHappened = false
    @Option(help: "Why the earlier record was wrong.", transform: ArgumentValue.reason) var reason: String
    @Option(name: .customLong("override"), help: "The right date is out of order, for this reason.")
    var overrideReason: String?

    func validate() throws {
        if (on == nil) != neverHappened {
            throw ValidationError("Give either the right date with --on, or --never-happened.")
        }
    }
}

/// A sentence that says what is recorded of a milestone now.
enum MilestoneSentence {
    static func passed(_ reference: String, _ milestone: String, on date: CalendarDate?) -> String {
        "\(reference): \(milestone) on \(date?.longText ?? "").\n"
    }

    static func corrected(_ reference: String, _ milestone: String, to date: CalendarDate?) -> String {
        let what = date.map { "happened on \($0.longText)" } ?? "never happened"
        return "\(reference): \(milestone) \(what).\n"
    }
}
