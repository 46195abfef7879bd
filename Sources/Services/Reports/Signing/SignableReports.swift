/// The reports that can be signed.
public enum SignableReports {
    static var all: [any SignableReport.Type] {
        TraceableReports.all.compactMap { $0 as? any SignableReport.Type }
    }

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
}
