public import Domain
import FoundationEssentials
public import Postgres

/// An apprentice in a list.
public struct ApprenticeLine: Sendable, Codable, Hashable {
    /// The reference.
    public let apprenticeRef: String
    /// The name.
    public let name: String
    /// The employer.
    public let organisation: String
    /// The standard.
    public let standardRef: String
    /// Its level.
    @ExplicitNull public var level: Int?
    /// The role.
    public let role: String
    /// Where the apprenticeship stands.
    public let state: String
    /// Since when.
    @ExplicitNull public var since: CalendarDate?
    /// The planned end, moved by breaks; the end for one that is over.
    @ExplicitNull public var expectedEndOn: CalendarDate?
    /// The sides that have agreed to the present terms.
    public let approvedBy: [String]
}

/// Lists apprentices by reference.
public struct ListApprentices: Verb {
    /// Everybody who sees apprenticeships.
    public static var action: Action { .viewApprenticeships }
    /// A question.
    public static var isReadOnly: Bool { true }

    let organisation: String?
    let state: ApprenticeshipState?
    let standard: String?
    let question: ReportQuestion

    /// - Parameters:
    ///   - organisation: of this employer only.
    ///   - state: in this state only.
    ///   - standard: on this standard only.
    ///   - question: its day and its moment; the rest is not asked.
    public init(
        organisation: String? = nil, state: ApprenticeshipState? = nil, standard: String? = nil,
        _ question: ReportQuestion = ReportQuestion()
    ) {
        self.organisation = organisation
        self.state = state
        self.standard = standard
        self.question = question
    }

    /// Answers from the events.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [ApprenticeLine] {
        let moment = try Moment(asOf: question.asOf, asAt: question.asAt, work: work)
        var conditions: [SQL] = []
        if let organisation {
            let id = try work.organisation(organisation, to: Self.action, on: db).id
            conditions.append("apprenticeship.organisation_id = \(id)")
        }
        if let standard {
            conditions.append("apprenticeship.standard_key = \(Reference.key(standard))")
        }
        let condition = conditions.isEmpty ? nil : conditions.joined(separator: " and ")
        let book = StandardBook(try work.standards(at: moment.asAt, on: db))
        let agreed = try work.agreedSides(at: moment.asAt, on: db)
        return try work.apprenticeships(where: condition, at: moment.asAt, on: db).compactMap { row in
            let episode = try row.episode(on: moment.asOf)
            if let state, state != episode.state { return nil }
            let record = row.record
            let standard = book.standard(record.standardRef, on: episode.startedOn ?? record.plannedStartOn)
            return ApprenticeLine(
                apprenticeRef: record.apprenticeRef, name: "\(record.givenName) \(record.familyName)",
                organisation: record.organisation, standardRef: record.standardRef,
                level: standard?.record.level, role: record.role, state: episode.state.rawValue,
                since: episode.events.last?.on,
                expectedEndOn: episode.state.isOver
                    ? episode.endedOn : record.plannedEndOn.map { episode.plannedEnd($0, on: moment.asOf) },
                approvedBy: agreed[TermsKey(apprenticeship: row.id, termsNo: row.termsNo)] ?? [])
        }
    }
}
