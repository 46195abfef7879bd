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
        /// When it was recorded; nil for one of another organisation.
        @ExplicitNull public var recordedAt: ReportInstant?
    }

    /// `report trace`.
    public let report: String
    /// The key of the figure.
    public let figure: String
    /// What is shown for it; nil where nothing is.
    @ExplicitNull public var value: String?
    /// The day that it is about.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// The records, by kind and reference.
    public let records: [Line]
    /// Records of other organisations that are left out, since they are so few that a pseudonym hides nobody.
    public let withheld: Bool
}

/// Lists the records behind a figure of a report, and writes into the audit that it did.
///
/// Whoever works for one organisation sees its records, and of others pseudonyms: the same for the same person, in
/// every trace, and for nobody else.
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
    ///   that the operator's role does not reach.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> FigureTrace {
        let kind = try SignableReports.report(ofFigure: figure)
        if work.actor.reach(of: kind.view, in: work.partnership) == .nothing {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(kind.view.phrase), so they cannot trace \(figure); ask an administrator for the role."
            )
        }
        let made = try work.seeingEverything(on: db) { try kind.init(question).make(work, on: db) }
        guard let found = made.figures.first(where: { $0.key == figure }) else {
            throw ServiceError.notFound(
                "The report \(kind.name) has no figure \(figure). \(keys(of: made, work))")
        }
        if let owner = found.organisationID, !work.may(.traceFigures, on: owner) {
            throw ServiceError(
                .notAllowed,
                "\(figure) is a figure of another organisation than that of your role, so you cannot trace it."
            )
        }
        let behind = found.records.map { made.records[$0] }
        let own = behind.filter { reaches($0, work) }
        let others = behind.filter { !reaches($0, work) }
        let withheld = !others.isEmpty && others.count < Self.fewest
        let lines =
            own.map {
                FigureTrace.Line(
                    kind: $0.kind, ref: $0.ref, organisation: $0.organisation, text: $0.text,
                    recordedAt: ReportInstant($0.recordedAt))
            }
            + (withheld ? [] : others).map {
                FigureTrace.Line(
                    kind: $0.kind, ref: Self.pseudonym(of: $0, work), organisation: nil, text: nil,
                    recordedAt: nil)
            }
        try work.auditPartnershipInTurn(
            "figure_traced",
            after: Traced(figure: figure, records: lines.count, asAt: ReportInstant(made.asAt)), on: db)
        return FigureTrace(
            report: "report trace", figure: figure, value: withheld ? nil : found.value, asOf: made.asOf,
            asAt: ReportInstant(made.asAt), partnership: work.partnership.code,
            records: lines.sorted { ($0.kind, $0.ref) < ($1.kind, $1.ref) }, withheld: withheld)
    }

    /// What the keys are that the operator may ask for: groups of the same figures together.
    private func keys(of made: MadeReport, _ work: Work) -> String {
        var figures: [String: [String]] = [:]
        for figure in made.figures
        where figure.organisationID.map({ work.may(.traceFigures, on: $0) }) ?? true {
            let parts = figure.key.split(separator: "/")
            figures[parts.dropLast().joined(separator: "/"), default: []].append(String(parts.last ?? ""))
        }
        let alike = Dictionary(grouping: figures.keys.sorted()) { figures[$0] ?? [] }
        let lines = alike.map { names, groups in
            "\(groups.joined(separator: ", ")), each with /\(names.joined(separator: ", /"))"
        }
        return "Its figures are \(lines.sorted().joined(separator: "; "))."
    }

    /// The fewest records of others that are listed under pseudonyms.
    private static let fewest = 5

    private func reaches(_ record: ReportRecord, _ work: Work) -> Bool {
        record.organisationID.map { work.may(.traceFigures, on: $0) } ?? true
    }

    /// Twelve hexadecimal digits from keys that are shown nowhere.
    private static func pseudonym(of record: ReportRecord, _ work: Work) -> String {
        let digest = SHA256.hash(data: Array("\(work.partnership.id) \(record.subjectID)".utf8))
        return "~" + Work.hexadecimal(digest).prefix(12)
    }

    /// What the audit keeps of it.
    private struct Traced: Encodable, Sendable {
        let figure: String
        let records: Int
        let asAt: ReportInstant
    }
}
