/// The reports that can be signed and traced.
public enum SignableReports {
    static let all: [any SignableReport.Type] = [ReportTakeUp.self, ReportWorkforce.self]

    /// Their names.
    public static var names: [String] { all.map { $0.name } }

    /// The report with a name.
    ///
    /// - Throws: `notFound` where none has it.
    static func report(named name: String) throws(ServiceError) -> any SignableReport.Type {
        guard let found = all.first(where: { $0.name == name }) else {
            throw .notFound(
                "\(name) is no report that is signed; there are \(names.joined(separator: " and ")).")
        }
        return found
    }

    /// The report that a figure belongs to.
    ///
    /// - Throws: `notFound` for a key of no report.
    static func report(ofFigure key: String) throws(ServiceError) -> any SignableReport.Type {
        let head = key.split(separator: "/").first.map(String.init) ?? ""
        guard let found = all.first(where: { $0.name.replacing("-", with: "_") == head }) else {
            let heads = names.map { $0.replacing("-", with: "_") + "/…" }.joined(separator: ", ")
            throw .notFound(
                "\(key) is no figure of a report; the keys of figures begin with \(heads).")
        }
        return found
    }
}
