import Domain
import Postgres

extension ReportTakeUp {
    /// Refuses a role, level or standard that there is not: its zeros would read as nobody's having taken it up.
    ///
    /// - Parameter inputs: what is known at the moment, of what is asked only.
    /// - Throws: `notFound` for a standard or a level, `badData` for a role.
    func refuseUnknownScope(
        _ inputs: TakeUpInputs, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let known = inputs.book.records
        if let standard = asked.standard, inputs.book.standard(standard, on: nil) == nil {
            try refuse("standard \(standard)", Set(known.map(\.standardRef)).sorted(), work)
        }
        if let level = asked.level, !known.contains(where: { $0.level == level }) {
            try refuse("standard of level \(level)", Set(known.map(\.level)).sorted().map(String.init), work)
        }
        // A role that has left the list since may still be somebody's.
        if let role = asked.role, !inputs.cases.contains(where: { $0.role == role }) {
            try work.codes(.role, on: db).refuseUnknown(role)
        }
    }

    private func refuse(_ what: String, _ known: [String], _ work: Work) throws(ServiceError) {
        throw .notFound(
            "There is no \(what) in \(work.partnership.name); \(known.isEmpty ? "import the standards first" : "use one of \(known.joined(separator: ", "))")."
        )
    }
}
