/// The reports whose figures are traced.
public enum TraceableReports {
    static let all: [any TraceableReport.Type] = [
        ReportTakeUp.self, ReportWorkforce.self, ReportTurnover.self, ReportRetention.self,
        ReportLeavers.self, ShowLevy.self,
    ]

    /// What the keys of their figures begin with.
    public static var marks: [String] { all.map { $0.mark } }

    /// The report that a figure belongs to.
    ///
    /// - Throws: `notFound` for a key of no report.
    static func report(ofFigure key: String) throws(ServiceError) -> any TraceableReport.Type {
        let head = key.split(separator: "/").first.map(String.init) ?? ""
        guard let found = all.first(where: { $0.mark == head }) else {
            throw .notFound(
                "\(key) is no figure of a report; the keys of figures begin with \(marks.map { "\($0)/…" }.joined(separator: ", "))."
            )
        }
        return found
    }
}
