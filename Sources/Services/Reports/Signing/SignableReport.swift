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
}

extension SignableReport {
    /// Nothing stands in the way.
    public func refuseSigning(_ work: Work) throws(ServiceError) {}
}
