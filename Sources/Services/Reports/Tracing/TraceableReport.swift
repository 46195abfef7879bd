public import Domain
public import Postgres

/// A report that can be asked for the records behind a figure.
///
/// It is a function of its choices, its day and its moment only: made again with the same `asAt`, it is the same to the
/// byte. A report that conforms stands in ``TraceableReports``, and every number that it shows is one of its figures.
public protocol TraceableReport: Sendable {
    /// The name, as in `berth report take-up`. Keys of its figures begin with it, underscores for dashes.
    static var name: String { get }

    /// What somebody must be allowed to see.
    static var view: Action { get }

    /// The report that a figure is of, for a plain question.
    ///
    /// - Parameter figure: the key, which may say of which organisation the report is.
    /// - Throws: `usage` for what may not be asked of this report.
    init(tracing figure: String, _ question: ReportQuestion) throws(ServiceError)

    /// Makes it with its figures and the records behind them.
    func make(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport

    /// Whether the operator is bound by the threshold of the rules, since they may not see the people counted.
    static func isBound(_ work: Work) -> Bool

    /// The group that a figure is of by its key, as `wychavon` of `take_up/wychavon/starts`; nil where the key has none.
    static func group(ofFigure key: String) -> String?

    /// Whether a figure tells of people more than that they are there, so that its records are for those only who see
    /// people.
    static func tellsOfPeople(_ figure: String) -> Bool

    /// Refuses to trace a figure of several organisations, for somebody whose role is for some, where it could be
    /// subtracted from the same of other days. It looks at the question only.
    func refuseTracing(_ figure: String, _ work: Work) throws(ServiceError)

    /// Whether a figure, less what is of the organisations that the operator's role reaches, is to be hidden or tells of
    /// what is.
    func isSecret(_ figure: String, _ work: Work, on db: isolated PostgresConnection) throws -> Bool
}

extension TraceableReport {
    /// What follows the name of the report.
    public static func group(ofFigure key: String) -> String? {
        key.split(separator: "/").dropFirst().first.map(String.init)
    }

    /// None does.
    public static func tellsOfPeople(_ figure: String) -> Bool { false }

    /// Nothing is beside how many people are behind it.
    public func isSecret(_ figure: String, _ work: Work, on db: isolated PostgresConnection) throws -> Bool {
        false
    }

    /// What keys of its figures begin with.
    static var mark: String { name.replacing("-", with: "_") }
}
