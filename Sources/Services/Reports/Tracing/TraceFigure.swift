public import Domain
import Crypto
import FoundationEssentials
public import Postgres

/// The records behind a figure.
public struct FigureTrace: Sendable, Codable, Hashable {
    /// One of them.
    public struct Line: Sendable, Codable, Hashable {
        /// What kind of record.
        public let kind: String
        /// The record; a pseudonym for one of another organisation.
        public let ref: String
        /// Whose it is; nil for one of another organisation.
        @ExplicitNull public var organisation: String?
        /// What it says; nil for one of another organisation.
        @ExplicitNull public var text: String?
        /// What it adds to the figure, or to what is above the line of a rate, in the unit of that; nil for one of another
        /// organisation, and for one that the figure rests on without being added up.
        @ExplicitNull public var adds: String?
        /// What it adds to what is below the line of a rate; nil where it adds nothing there.
        @ExplicitNull public var addsBelow: String?
        /// When it was recorded; nil for one of another organisation, and for what was known from the start.
        @ExplicitNull public var recordedAt: ReportInstant?

        /// A record that may be named.
        init(_ record: ReportRecord, adds: String?, addsBelow: String?) {
            (kind, ref) = (record.kind, record.ref)
            _organisation = ExplicitNull(wrappedValue: record.organisation)
            _text = ExplicitNull(wrappedValue: record.text)
            _adds = ExplicitNull(wrappedValue: adds)
            _addsBelow = ExplicitNull(wrappedValue: addsBelow)
            _recordedAt = ExplicitNull(wrappedValue: record.recordedAt.map { ReportInstant($0) })
        }

        /// One that may not: of its kind, under a name that says nothing.
        init(kind: String, pseudonym: String) {
            (self.kind, ref) = (kind, pseudonym)
            _organisation = ExplicitNull(wrappedValue: nil)
            _text = ExplicitNull(wrappedValue: nil)
            _adds = ExplicitNull(wrappedValue: nil)
            _addsBelow = ExplicitNull(wrappedValue: nil)
            _recordedAt = ExplicitNull(wrappedValue: nil)
        }
    }

    /// `report trace`.
    public let report: String
    /// The key of the figure.
    public let figure: String
    /// What it is; nil where there is none.
    @ExplicitNull public var value: String?
    /// Whether the report hides it, so that it is not to be passed on.
    public let hidden: Bool
    /// The day that it is about.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// The records, by kind and reference.
    public let records: [Line]
    /// Records of other organisations are left out, and the value with them, since so few people are behind them that a
    /// pseudonym hides nobody, or it would tell of a figure behind which so few are.
    public let withheld: Bool
}

/// Lists the records behind a figure of a report, and writes into the audit that it did.
///
/// Whoever works for one organisation sees its records, and of others pseudonyms: a line for each person, under a name
/// that is of this figure and period only, so that nobody is followed from one figure to the next. Who may not see the
/// people of a report gets such names for those of their own organisation too: the lists of two days would tell who left.
public struct TraceFigure: Verb {
    /// Those who trace figures.
    public static var action: Action { .traceFigures }
    /// The report is of one moment.
    public static var seesOneMoment: Bool { true }

    let figure: String
    let question: ReportQuestion

    /// - Parameter figure: the key, such as `take_up/wychavon/starts`.
    public init(figure: String, _ question: ReportQuestion = ReportQuestion()) {
        self.figure = figure
        self.question = question
    }

    /// Makes the report and answers with the records behind the figure.
    ///
    /// - Throws: `notFound` for a key that the report does not have, `notAllowed` for the figure of an organisation
    ///   that the operator's role does not reach, for one of several organisations on days that could be subtracted, and
    ///   for who may not see people for one that tells of them or that the report hides; `usage` for what may not be asked
    ///   of the report.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> FigureTrace {
        let kind = try TraceableReports.report(ofFigure: figure)
        if work.actor.reach(of: kind.view, in: work.partnership) == .nothing {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(kind.view.phrase), so they cannot trace \(figure); ask an administrator for the role."
            )
        }
        if kind.isBound(work), kind.tellsOfPeople(figure) {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.viewWorkforcePersons.phrase), so they cannot trace \(figure), whose records would tell of them."
            )
        }
        let report = try kind.init(tracing: figure, question)
        let isOfSeveral = try !isOfOwn(kind, work, on: db)
        let made = try work.seeingEverything(on: db) { try report.make(work, on: db) }
        if isOfSeveral {
            // Of another organisation, or of none: whoever asks is not told which.
            let group = kind.group(ofFigure: figure)
            guard
                made.figures.contains(where: {
                    $0.organisationID == nil && kind.group(ofFigure: $0.key) == group
                })
            else { throw ofOthers }
            try report.refuseTracing(figure, work)
        }
        guard let found = made.figures.first(where: { $0.key == figure }) else {
            throw unknown(kind, made, work)
        }
        if let owner = found.organisationID, !work.may(.traceFigures, on: owner) {
            throw ofOthers
        }
        if found.isHidden, kind.isBound(work) {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.viewWorkforcePersons.phrase), and the report hides \(figure), so they cannot trace it."
            )
        }
        let behind = Set(found.records).sorted()
        let seesPeople = kind.view != .viewWorkforce || !kind.isBound(work)
        func isOfOthers(_ record: ReportRecord) -> Bool {
            !(record.organisationID.map { work.may(.traceFigures, on: $0) } ?? true)
        }
        func isNamed(_ place: Int) -> Bool {
            let record = made.records[place]
            return !isOfOthers(record) && (seesPeople || !record.isOfPerson)
        }
        let named = behind.filter(isNamed)
        let unnamed = behind.filter { !isNamed($0) }.map { made.records[$0] }
        let fewest = try work.reference(on: db).integer(.smallNumberThreshold, on: made.asOf)
        let isOfFew = ([found.records] + found.sums.map { $0.map(\.record) }).contains { part in
            // Of others: the figure less that of one's own is known.
            let people = Set(
                part.lazy.map { made.records[$0] }.filter { $0.isOfPerson && isOfOthers($0) }.map(
                    \.subjectID))
            return (1..<fewest).contains(people.count)
        }
        let withheld =
            try isOfSeveral
            && (isOfFew || work.seeingEverything(on: db) { try report.isSecret(figure, work, on: db) })
        let (above, below) = (found.amounts(ofSum: 0), found.amounts(ofSum: 1))
        let lines =
            named.map { FigureTrace.Line(made.records[$0], adds: above[$0], addsBelow: below[$0]) }
            + Set(
                withheld ? [] : unnamed.map { Pseudonym(kind: $0.kind, name: pseudonym(of: $0, made, work)) }
            ).map { FigureTrace.Line(kind: $0.kind, pseudonym: $0.name) }
        try work.auditPartnershipInTurn(
            "figure_traced",
            after: Traced(figure: figure, records: lines.count, asAt: ReportInstant(made.asAt)), on: db)
        return FigureTrace(
            report: "report trace", figure: figure, value: withheld ? nil : found.value,
            hidden: found.isHidden,
            asOf: made.asOf,
            asAt: ReportInstant(made.asAt), partnership: work.partnership.code,
            records: lines.sorted { ($0.kind, $0.ref) < ($1.kind, $1.ref) }, withheld: withheld)
    }

    private var ofOthers: ServiceError {
        ServiceError(
            .notAllowed,
            "\(figure) is a figure of another organisation than that of your role, or of none, so you cannot trace it."
        )
    }

    /// Refuses a key that there is not: with the figures of the group that it names, or those near it, or else with all
    /// that the operator may ask for, groups of the same figures together.
    private func unknown(
        _ kind: any TraceableReport.Type, _ made: MadeReport, _ work: Work
    ) -> ServiceError {
        let keys = made.figures.filter { $0.organisationID.map { work.may(.traceFigures, on: $0) } ?? true }
            .map(\.key).sorted()
        let below = keys.filter { $0.hasPrefix(figure + "/") }
        if !below.isEmpty {
            let names = below.map { $0.dropFirst(figure.count) }.joined(separator: ", ")
            return ServiceError.notFound("\(figure) is no figure; its figures are \(names).")
        }
        func split(_ key: String) -> (group: Substring, name: Substring) {
            guard let place = key.lastIndex(of: "/") else { return ("", key[...]) }
            return (key[..<place], key[key.index(after: place)...])
        }
        let asked = split(figure)
        // Headings are shorter than keys: "new" stands for new_apprentices, "learning" for in_learning.
        let alike = keys.filter { split($0).name.contains(asked.name) }
        let near =
            alike.filter { split($0).group == asked.group } + alike.filter { split($0).group != asked.group }
        if !near.isEmpty {
            return ServiceError.notFound(
                "The report \(kind.name) has no figure \(figure); near it are \(near.prefix(5).joined(separator: ", ")). Name \(split(near[0]).group) alone for all of that group."
            )
        }
        let names = Dictionary(grouping: keys) { split($0).group }.mapValues { $0.map { split($0).name } }
        let groups = Dictionary(grouping: names.keys.sorted()) { names[$0] ?? [] }
        let lines = groups.map { names, groups in
            "\(groups.joined(separator: ", ")), each with /\(names.joined(separator: ", /"))"
        }
        return ServiceError(
            .notFound, "The report \(kind.name) has no figure \(figure).",
            details: lines.sorted().map { ServiceError.Detail(reason: $0) })
    }

    /// Whether the figure is of an organisation that the operator's role reaches, by its key alone.
    private func isOfOwn(
        _ kind: any TraceableReport.Type, _ work: Work, on db: isolated PostgresConnection
    ) throws -> Bool {
        switch work.actor.reach(of: .traceFigures, in: work.partnership) {
        case .everyOrganisation: return true
        case .nothing: return false
        case .organisations(let ids):
            let codes = try db.query(
                """
                select code from berth.organisation
                where partnership_id = \(work.partnership.id) and organisation_id = any (\(ids))
                """, as: String.self)
            return kind.group(ofFigure: figure).map { codes.contains($0) } ?? false
        }
    }

    private struct Pseudonym: Hashable {
        let kind: String
        let name: String
    }

    /// Twelve hexadecimal digits from keys that are shown nowhere.
    private func pseudonym(of record: ReportRecord, _ made: MadeReport, _ work: Work) -> String {
        let digest = SHA256.hash(
            data: Array("\(work.partnership.id) \(figure) \(made.returnKey) \(record.subjectID)".utf8))
        return "~" + Work.hexadecimal(digest).prefix(12)
    }

    /// What the audit keeps of it.
    private struct Traced: Encodable, Sendable {
        let figure: String
        let records: Int
        let asAt: ReportInstant
    }
}
