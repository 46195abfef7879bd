import Domain
import FoundationEssentials

/// The employees of one organisation, or of several together, before, at the end of and during a period.
struct TakeUpStaff: Sendable {
    /// A number with its day and its records.
    struct Measured: Sendable {
        let amount: Rate.Amount
        var on: CalendarDate?
        /// The records that add up to it.
        var addends: [ReportFigure.Addend] = []
    }

    var before: Measured
    var atEnd: Measured
    var started: Measured
    /// The same of maintained schools; nil where the organisation has none.
    var schoolsBefore: Measured?
    var schoolsAtEnd: Measured?
    var schoolsStarted: Measured?

    /// Looks up what is known of an organisation.
    ///
    /// - Parameter months: how old a headcount may be before the period, and at its end.
    init(
        of organisation: TakeUpInputs.Organisation, in period: Period, months: (before: Int, atEnd: Int),
        _ inputs: TakeUpInputs
    ) {
        let counts = inputs.headcounts[organisation.id] ?? []
        let code = organisation.code
        let edge = period.from.adding(days: -1)
        let last = counts.last { $0.on <= edge && $0.on.adding(months: months.before) > edge }
        let end = counts.last { $0.on <= period.to && $0.on > edge }.flatMap {
            $0.on.adding(months: months.atEnd) > period.to ? $0 : nil
        }
        func measured(_ found: TakeUpInputs.Headcount?, _ missing: String) -> Measured {
            guard let found else { return Measured(amount: .unknown(missing)) }
            return Measured(
                amount: .known(found.headcount), on: found.on,
                addends: [.init(found.record, found.headcount)])
        }
        before = measured(
            last,
            "no headcount of \(code) was measured in the \(months.before) months up to \(edge)")
        atEnd = measured(
            end,
            "no headcount of \(code) was measured within the period in the \(months.atEnd) months up to \(period.to)"
        )
        let parts = (inputs.started[organisation.id] ?? []).filter { period.overlaps($0.days) }
        let isWhole = Self.fill(period, parts.map(\.days))
        started =
            isWhole
            ? Measured(
                amount: .known(parts.reduce(0) { $0 + $1.employees }),
                addends: parts.map { .init($0.record, $0.employees) })
            : Measured(
                amount: .unknown(
                    parts.isEmpty
                        ? "the employees who started at \(code) are not known"
                        : "the employees who started at \(code) are not known for exactly these days"))
        if counts.contains(where: { $0.schools != nil }) {
            func schools(_ found: TakeUpInputs.Headcount?, _ whole: Measured) -> Measured {
                guard let found else { return whole }
                let missing = "the headcount of \(code) on \(found.on) is not split for maintained schools"
                return Measured(
                    amount: found.schools.map { .known($0) } ?? .unknown(missing), on: found.on,
                    addends: [.init(found.record, found.schools ?? 0)])
            }
            schoolsBefore = schools(last, before)
            schoolsAtEnd = schools(end, atEnd)
            let split = parts.compactMap(\.schools)
            schoolsStarted =
                isWhole && split.count == parts.count
                ? Measured(
                    amount: .known(split.reduce(0, +)),
                    addends: parts.map { .init($0.record, $0.schools ?? 0) })
                : Measured(
                    amount: .unknown(
                        "the employees who started at \(code) are not split for maintained schools"))
        }
    }

    /// Adds up several organisations; unknown where one is.
    init(adding all: [TakeUpStaff]) {
        func sum(_ part: (TakeUpStaff) -> Measured) -> Measured {
            let parts = all.map(part)
            let reasons = parts.compactMap(\.amount.reason)
            let days = Set(parts.compactMap(\.on))
            if parts.isEmpty { return Measured(amount: .unknown("there are no organisations")) }
            return Measured(
                amount: reasons.isEmpty
                    ? .known(parts.reduce(0) { $0 + ($1.amount.value ?? 0) })
                    : .unknown(reasons.joined(separator: "; ")),
                on: reasons.isEmpty && days.count == 1 ? days.first : nil,
                addends: reasons.isEmpty ? parts.flatMap(\.addends) : [])
        }
        before = sum(\.before)
        atEnd = sum(\.atEnd)
        started = sum(\.started)
    }

    /// Of a part of the apprentices, whom no headcount counts apart.
    init(unknown reason: String) {
        let measured = Measured(amount: .unknown(reason))
        (before, atEnd, started) = (measured, measured, measured)
    }

    /// The employees of maintained schools only.
    func ofSchools(of code: String) -> TakeUpStaff {
        let none = Measured(amount: .unknown("no headcount of \(code) is split for maintained schools"))
        var own = self
        own.before = schoolsBefore ?? none
        own.atEnd = schoolsAtEnd ?? none
        own.started = schoolsStarted ?? none
        return own
    }

    /// Whether stretches of days, in order, are exactly a period.
    private static func fill(_ period: Period, _ parts: [Period]) -> Bool {
        var next = period.from
        for part in parts {
            if part.from != next { return false }
            next = part.to.adding(days: 1)
        }
        return !parts.isEmpty && next == period.to.adding(days: 1)
    }
}
