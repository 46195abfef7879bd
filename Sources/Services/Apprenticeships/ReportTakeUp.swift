public import Domain
import FoundationEssentials
public import Postgres

/// How many take up apprenticeships: by organisation, role, level and standard, beside the headcount, the measure, last
/// year and the routes to the roles that are hard to fill.
public struct ReportTakeUp: Verb, SignableReport {
    /// Everybody who sees apprenticeships.
    public static var action: Action { .viewApprenticeships }
    /// A question.
    public static var isReadOnly: Bool { true }
    /// The name of the report.
    public static var name: String { "take-up" }
    /// What somebody must be allowed to see.
    public static var view: Action { .viewApprenticeships }

    let asked: TakeUpChoices

    /// - Parameter choices: what is asked.
    public init(_ choices: TakeUpChoices = TakeUpChoices()) {
        asked = choices
    }

    /// The whole partnership over a period and the year before, everything shown.
    public init(tracing figure: String, _ question: ReportQuestion) throws(ServiceError) {
        try question.refuseParts(of: Self.name)
        var choices = TakeUpChoices()
        (choices.from, choices.to) = (question.from, question.to)
        (choices.asOf, choices.asAt) = (question.asOf, question.asAt)
        choices.comparesLastYear = true
        asked = choices
    }

    /// What the keys of figures of the year before begin with.
    static let lastYearMark = "take_up/last_year/"

    /// What follows the name of the report, or the mark of the year before.
    public static func group(ofFigure key: String) -> String? {
        let parts = key.split(separator: "/")
        return parts.dropFirst(key.hasPrefix(lastYearMark) ? 2 : 1).first.map(String.init)
    }

    /// The choices by name.
    public var choices: [String: String] {
        var named = asked.named
        named["from"] = asked.from?.description
        named["to"] = asked.to?.description
        return named
    }

    /// Answers from what was known at the moment.
    ///
    /// - Throws: `badData` for a period that ends before it begins or has not begun, `notFound` for an organisation, a
    ///   level or a standard that does not exist, `notAllowed` for an organisation beyond the operator's role.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> TakeUpReport {
        try maker(work, keepsRecords: false, on: db).report
    }

    /// Makes the report with the records behind its figures.
    public func make(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport {
        let maker = try maker(work, keepsRecords: true, on: db)
        let period = maker.period
        let named = asked.named.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return try MadeReport(
            returnKey: "\(period.from)/\(period.to)\(named)", asOf: maker.moment.asOf,
            asAt: maker.moment.asAt,
            report: maker.report, records: maker.inputs.records, figures: maker.figures)
    }

    /// A return is about everybody and about days that are over.
    public func refuseSigning(_ work: Work) throws(ServiceError) {
        if asked.isFiltered {
            throw .badData(
                "A return is about every apprentice of the partnership; leave the organisation, role, level and standard out."
            )
        }
        let moment = try Moment(asOf: asked.asOf, asAt: asked.asAt, work: work)
        let period = try period(moment)
        if period.to > moment.asOf {
            throw .badData(
                "The period ends on \(period.to), which is after \(moment.asOf); a return is signed once its days are over."
            )
        }
        if moment.asOf > work.today {
            throw .badData(
                "\(moment.asOf) is after today, \(work.today); a return is about days that are over.")
        }
    }

    /// Whoever sees apprentices sees all of them, by name.
    public static func isBound(_ work: Work) -> Bool { !work.mayEverywhere(view) }

    /// Without a choice everything is shown.
    public static func unsaidThreshold(usual: Int) -> Int { 1 }

    /// Figures of several organisations are traced for whole financial years, as known now.
    public func refuseTracing(_ figure: String, _ work: Work) throws(ServiceError) {
        let moment = try Moment(asOf: asked.asOf, asAt: asked.asAt, work: work)
        let period = try period(moment)
        if asked.asAt != nil || period.to > min(moment.asOf, work.today)
            || period != Period.financialYear(endedBy: period.to)
        {
            let last = Period.financialYear(endedBy: work.today)
            throw .init(
                .notAllowed,
                "\(figure) is about several organisations and your role is for one, so it is traced as known now and for whole financial years that are over only: ask with --from \(last.from) --to \(last.to)."
            )
        }
    }

    /// What is hidden of the others is hidden over all financial years together, since each tells of the next.
    public func isSecret(
        _ figure: String, _ work: Work, on db: isolated PostgresConnection
    ) throws -> Bool {
        let isOfLastYear = figure.hasPrefix(Self.lastYearMark)
        let key = figure.split(separator: "/").dropFirst(isOfLastYear ? 2 : 1).joined(separator: "/")
        let counts: [String: TakeUpFigure] = [
            "take_up_rate": .newApprentices, "employment_starts_rate": .newApprentices,
            "total_headcount_rate": .apprenticesAtEnd,
        ]
        let name = key.split(separator: "/").last.map(String.init) ?? ""
        let rate = name.hasPrefix("schools_") ? String(name.dropFirst("schools_".count)) : name
        let counted = counts[rate].map { key.dropLast(rate.count) + $0.rawValue } ?? key[...]
        let moment = try Moment(asOf: work.today, asAt: nil, work: work)
        let inputs = try TakeUpInputs(TakeUpChoices(), moment, keepsRecords: true, work, on: db)
            .without { work.may(.traceFigures, on: $0) }
        guard let first = inputs.cases.flatMap(\.eventDays).min() else { return false }
        var years = [Period.financialYear(endedBy: moment.asOf)]
        while let year = years.last, year.from > first { years.append(year.yearBefore) }
        let tables = years.map {
            TakeUpTable(inputs, in: $0, organisations: inputs.organisations, withSchools: [])
        }
        let hidden = TakeUpSecrecy.hidden(
            in: tables, threshold: try work.reference(on: db).integer(.smallNumberThreshold, on: moment.asOf),
            signed: []
        ) { TakeUpTable(inputs, in: $0, organisations: inputs.organisations, withSchools: []) }
        let named = try period(Moment(asOf: asked.asOf, asAt: asked.asAt, work: work))
        let period = isOfLastYear ? named.yearBefore : named
        return years.firstIndex(of: period).map { hidden[$0].contains(String(counted)) } ?? false
    }

    /// The days that are asked about: by default the last whole financial year.
    private func period(_ moment: Moment) throws(ServiceError) -> Period {
        let usual = Period.financialYear(endedBy: moment.asOf)
        let from = asked.from ?? asked.to.map { Period.year(through: $0).from } ?? usual.from
        let to = asked.to ?? (asked.from?.lastDay(ofMonths: 12) ?? usual.to)
        guard let period = Period(from: from, to: to) else {
            throw .badData("The period ends on \(to), before it begins on \(from); change --from or --to.")
        }
        if from > moment.asOf {
            throw .badData(
                "The period begins on \(from), which is after \(moment.asOf); choose an earlier one.")
        }
        return period
    }

    private func maker(
        _ work: Work, keepsRecords: Bool, on db: isolated PostgresConnection
    ) throws -> TakeUpMaker {
        let moment = try Moment(asOf: asked.asOf, asAt: asked.asAt, work: work)
        try work.refuseToCome(moment.asOf, "who has started", instead: "")
        if let threshold = asked.threshold, !(2...100).contains(threshold) {
            throw ServiceError.badData(
                "A threshold of \(threshold) hides nothing or everything; give 5 or 10.")
        }
        let period = try period(moment)
        let inputs = try TakeUpInputs(asked, moment, keepsRecords: keepsRecords, work, on: db)
        try refuseUnknownScope(inputs, work, on: db)
        return try TakeUpMaker(
            asked, moment, period, inputs, try work.reference(at: moment, on: db),
            signed: !asked.isForPublication || asked.isFiltered
                ? [] : try signed(before: moment, work, on: db),
            work)
    }

    /// What had been signed of take-up for publication before a moment: what of it is known to whoever reads on.
    private func signed(
        before moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [SignedTakeUp] {
        try work.returns(
            where: "kept.report = \(Self.name) and kept.signed_at < \(moment.asAt)", on: db
        ).flatMap { row in
            try SignedTakeUp.tables(
                subject: row.record.subject, figures: row.kept().figures.map { ($0.key, $0.value) })
        }
    }
}
