public import Domain
import FoundationEssentials
public import Postgres

/// An organisation of the partnership.
public struct OrganisationRecord: Sendable, Codable, Hashable {
    /// Its code.
    public let code: String
    /// Its name.
    public let name: String
    /// Its kind, such as `council` or `police`.
    public let kind: String
    /// Its web site.
    public let website: String?
}

/// Adds an organisation to the partnership.
public struct AddOrganisation: Verb {
    /// Those who manage organisations.
    public static var action: Action { .manageOrganisations }

    let record: OrganisationRecord

    /// - Parameters:
    ///   - code: lower-case words with underscores, unique in the partnership.
    public init(code: String, name: String, kind: OrganisationKind, website: String?) {
        record = OrganisationRecord(code: code, name: name, kind: kind.rawValue, website: website)
    }

    /// Adds it.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        let id = work.newID()
        try db.execute(
            """
            insert into berth.organisation (partnership_id, organisation_id, code, name, kind, website)
            values (\(work.partnership.id), \(id), \(record.code), \(record.name), \(record.kind),
                    \(record.website))
            """)
        try work.audit("organisation_added", of: "organisation", id, after: record, on: db)
    }
}

/// Lists the organisations of the partnership by code.
public struct ListOrganisations: Verb {
    /// Everybody who sees contracts.
    public static var action: Action { .viewContracts }
    /// A question.
    public static var isReadOnly: Bool { true }

    let code: String?

    /// - Parameter code: one organisation only.
    public init(code: String? = nil) {
        self.code = code
    }

    /// Answers in the order of code.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [OrganisationRecord] {
        let found = try db.queryRows(
            """
            select code, name, kind, website
            from berth.organisation
            where partnership_id = \(work.partnership.id) and (\(code)::text is null or code = \(code))
            order by code
            """, as: OrganisationRecord.self)
        if let code, found.isEmpty {
            throw ServiceError.notFound(
                "There is no organisation called \(code) in \(work.partnership.name); see berth organisation list."
            )
        }
        return found
    }
}

extension Work {
    /// The organisation with a code.
    func organisation(_ code: String, on db: isolated PostgresConnection) throws -> (id: UUID, name: String) {
        guard
            let found = try db.first(
                """
                select organisation_id, name
                from berth.organisation
                where partnership_id = \(partnership.id) and code = \(code)
                """, as: (UUID, String).self)
        else {
            throw ServiceError.notFound(
                "There is no organisation called \(code) in \(partnership.name); see berth organisation list."
            )
        }
        return (found.0, found.1)
    }

    /// The organisation with a code, to which the operator may do a thing: what is counted of one that is out of sight
    /// would read as nothing.
    ///
    /// - Throws: `notFound` where there is none, `notAllowed` where the operator's role does not reach it.
    func organisation(
        _ code: String, to action: Action, on db: isolated PostgresConnection
    ) throws -> (id: UUID, name: String) {
        let found = try organisation(code, on: db)
        try refuseBeyondReach(action, of: found.id, code)
        return found
    }
}
