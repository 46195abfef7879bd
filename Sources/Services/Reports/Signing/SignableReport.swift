/// A report that can be signed and kept: one whose figures are traced, so that a later version can say what differs and
/// because of which records. It stands in ``TraceableReports`` too.
public protocol SignableReport: TraceableReport {
    /// The choices that it is made with, for the archive.
    var choices: [String: String] { get }

    /// Refuses to be signed where that makes no sense, such as for a period that is not over.
    func refuseSigning(_ work: Work) throws(ServiceError)

    /// The threshold that it is made with where none is chosen.
    ///
    /// - Parameter usual: that of the rules.
    static func unsaidThreshold(usual: Int) -> Int
}

extension SignableReport {
    /// Nothing stands in the way.
    public func refuseSigning(_ work: Work) throws(ServiceError) {}
}
