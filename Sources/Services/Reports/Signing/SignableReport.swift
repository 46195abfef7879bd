public import Domain
public import Postgres

/// A report that can be signed, kept, and asked for the records behind a figure.
///
/// It is a function of its choices, its day and its moment only: made again with the same `asAt`, it is the same to the
/// byte. A report that conforms stands in ``SignableReports`` and is signed, shown and traced like the others.
public protocol SignableReport: Sendable {
    /// The name, as in `berth report sign take-up`. Keys of its figures begin with it, underscores for dashes.
    static var name: String { get }

    /// What somebody must be allowed to see.
    static var view: Action { get }

    /// The report for a plain question, as for tracing a figure.
    init(_ question: ReportQuestion)

    /// The choices that it is made with, for the archive.
    var choices: [String: String] { get }

    /// Makes it.
    func make(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport

    /// Refuses to be signed where that makes no sense, such as for a period that is not over.
    func refuseSigning(_ work: Work) throws(ServiceError)

    /// Whether the operator is bound by the threshold of the rules, since they may not see the people counted.
    static func isBound(_ work: Work) -> Bool

    /// The group that a figure is of by its key, as `wychavon` of `take_up/wychavon/starts`; nil where the key has none.
    static func group(ofFigure key: String) -> String?

    /// Whether a figure tells of people more than that they are there, so that its records are for those only who see
    /// people.
    static func tellsOfPeople(_ figure: String) -> Bool

    /// The threshold that it is made with where none is chosen.
    ///
    /// - Parameter usual: that of the rules.
    static func unsaidThreshold(usual: Int) -> Int

    /// Refuses to trace a figure of several organisations, for somebody whose role is for some, where it could be
    /// subtracted from the same of other days. It looks at the question only.
    func refuseTracing(_ figure: String, _ work: Work) throws(ServiceError)

    /// Whether a figure, less what is of the organisations that the operator's role reaches, is to be hidden or tells of
    /// what is.
    func isSecret(_ figure: String, _ work: Work, on db: isolated PostgresConnection) throws -> Bool
}

extension SignableReport {
    /// Nothing stands in the way.
    public func refuseSigning(_ work: Work) throws(ServiceError) {}

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
}
