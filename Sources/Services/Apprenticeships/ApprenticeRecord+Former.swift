import Domain
import FoundationEssentials
import Postgres

extension ApprenticeRecord {
    /// What names the apprenticeship at another employer with which this one goes on; nil where it begins anew.
    var formerName: String? {
        transferredFrom.map { "\(Reference.key($0)) \(Reference.key(standardRef))" }
    }

    /// What is wrong with where the apprentice comes from.
    ///
    /// A change of standard is a new start (Department for Education, apprenticeship statistics: who changes the programme
    /// is treated as a new start), so the standard is the same.
    ///
    /// - Parameters:
    ///   - former: the reference and the organisation of the former apprenticeship; nil where there is none.
    ///   - own: the organisation of this one.
    func formerFault(_ former: (reference: String, organisationID: UUID)?, own: UUID) -> String? {
        guard let transferredFrom else { return nil }
        guard let former else {
            return
                "There is no apprentice \(transferredFrom) on \(standardRef) to go on from; somebody on another standard, or from outside the partnership, starts anew."
        }
        if former.organisationID == own {
            return
                "\(transferredFrom) is an apprentice of \(organisation) too; who changes the employer comes from another one."
        }
        return former.reference == transferredFrom
            ? nil : "\(transferredFrom) is written \(former.reference); write it as it is recorded."
    }

    /// What is wrong with a start on a day, seen from where the apprentice comes from.
    ///
    /// - Parameter left: the day of the transfer there; nil where none is recorded.
    func formerFault(startingOn start: CalendarDate, left: CalendarDate?) -> String? {
        guard let transferredFrom, left.map({ $0 > start }) ?? true else { return nil }
        return
            "\(transferredFrom), with whose training \(apprenticeRef) goes on, \(left.map { "transferred on \($0), after \(start)" } ?? "is not recorded as transferred"); record that with berth apprentice record \(transferredFrom) transferred."
    }
}

extension Work {
    /// Apprenticeships with which others of the partnership go on, by person and standard; those out of sight too, of
    /// which nothing is told but that they are there and when they were transferred.
    func formerApprenticeships(
        _ references: some Sequence<String>, on db: isolated PostgresConnection
    ) throws -> [String: ApprenticeshipRow] {
        let keys = Set(references.map(Reference.key)).sorted()
        if keys.isEmpty { return [:] }
        let rows = try seeingEverything(on: db) {
            try apprenticeships(where: "apprenticeship.reference_key = any (\(keys))", on: db)
        }
        return Dictionary(
            rows.map { (TrainingPeople.name($0.record), $0) }, uniquingKeysWith: { one, _ in one })
    }
}
