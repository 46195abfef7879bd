import Domain
import Foundation
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

/// What the database itself says about its tables, so that a table made tomorrow is tested too.
enum Catalogue {
    /// The tables whose rows belong to a partnership, by name.
    static func partnershipTables(on db: isolated PostgresConnection) throws -> [String] {
        try db.query(
            """
            select class.relname::text
            from pg_class as class
            join pg_attribute as attribute
                on attribute.attrelid = class.oid and attribute.attname = 'partnership_id'
               and not attribute.attisdropped
            where class.relnamespace = 'berth'::regnamespace and class.relkind in ('r', 'p')
            order by class.relname
            """, as: String.self)
    }

    /// Every table, by name.
    static func tables(on db: isolated PostgresConnection) throws -> [String] {
        try db.query(
            """
            select relname::text from pg_class
            where relnamespace = 'berth'::regnamespace and relkind in ('r', 'p') order by relname
            """, as: String.self)
    }

    /// The columns of a table that a row is inserted with, joined by commas.
    static func columns(of table: String, on db: isolated PostgresConnection) throws -> String {
        try db.one(
            """
            select string_agg(quote_ident(attname), ', ' order by attnum)
            from pg_attribute
            where attrelid = \("berth." + table)::text::regclass and attnum > 0 and not attisdropped
              and attgenerated = ''
            """, as: String.self)
    }
}

/// Who a session says it is: the three settings of row security.
struct Session {
    var partnership: UUID?
    var actor: UUID?
    var organisations = "all"

    var settings: [SQL] {
        var settings: [SQL] = []
        if let partnership {
            settings.append(
                "set local berth.partnership_id = \(literal: partnership.uuidString.lowercased())")
            settings.append("set local berth.organisations = \(literal: organisations)")
        }
        if let actor {
            settings.append("set local berth.actor_id = \(literal: actor.uuidString.lowercased())")
        }
        return settings
    }
}

extension Office {
    /// Runs a closure in a transaction as a role of the database and as an actor.
    @discardableResult
    func session<Value: Sendable>(
        _ session: Session, as role: TestDatabase.Role = .application,
        _ body: @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        try await database.pool(as: role).transaction(TransactionOptions(setup: session.settings), body)
    }

    /// The code with which the server refuses a statement; nil when it does not.
    func refusal(
        of statement: SQL, _ session: Session, as role: TestDatabase.Role = .application
    ) async throws -> SQLState? {
        do {
            try await self.session(session, as: role) { db in try db.execute(statement) }
            return nil
        } catch let error as PostgresError {
            return error.sqlState
        }
    }

    /// Rows of every table of both partnerships: candidates of both organisations with facts, snapshots, deadlines,
    /// placements and students, locks, a match run and a practice placement.
    func fill() async throws {
        var candidates: [String: String] = [:]
        for (login, place, round, organisation) in [
            ("cora", "plymouth", "PLY-1/1", "plymouth_council"),
            ("cora", "plymouth", "TAV-1/1", "tavy_trust"),
            ("wendy", "worcestershire", "WOR-1/1", "worcester_council"),
        ] {
            let reference = try await register(
                "Thandi", "Nkosi \(round)", round: round, of: organisation, as: login, in: place)
            candidates[String(round.prefix(3))] = reference
            try await record(
                ["sourced", "screened"], of: reference, from: "2022-03-10", as: login, in: place)
            try await snapshot(round, as: login, in: place)
        }
        try await furnishPlacements()
        try await furnishPlacements([("worcester_council", "WOR")], as: "wendy", in: "worcestershire")
        for (letters, login, place) in [
            ("PLY", "cora", "plymouth"), ("TAV", "cora", "plymouth"), ("WOR", "wendy", "worcestershire"),
        ] {
            try await perform(
                LockStudent(student: "\(letters)/S1", placement: "\(letters)/P1", reason: "lives next door"),
                as: login, in: place)
        }
        try await perform(RunMatch(term: "autumn-2022"))
        try await perform(RunMatch(term: "autumn-2022"), as: "wendy", in: "worcestershire")
        try await furnishWorkforce()
        try await furnishWorkforce([("worcester_council", "WOR")], as: "wendy", in: "worcestershire")
        for (letters, login, place) in [
            ("PLY", "cora", "plymouth"), ("TAV", "cora", "plymouth"), ("WOR", "wendy", "worcestershire"),
        ] {
            try await practise("\(letters)/S1", at: "\(letters)/P1", as: login, in: place)
            let candidate = try #require(candidates[letters])
            try await perform(
                ChangePost(
                    reference: "\(letters)/3", .reserve(candidate: candidate, from: nil, on: nil),
                    reason: "agreed"), as: login, in: place)
        }
        try await furnishApprenticeships()
        try await furnishApprenticeships([("worcester_council", "WOR")], as: "wendy", in: "worcestershire")
        for partnership in ["plymouth", "worcestershire"] {
            try await perform(SignReport(ReportTakeUp()), as: "ada", in: partnership)
        }
    }

    /// A placement that starts, has a day and a concern, breaks down and is paid, all on one day.
    private func practise(
        _ student: String, at placement: String, as login: String, in place: String
    ) async throws {
        let verbs: [any Verb] = [
            PlacePractice(student: student, placement: placement, reason: "agreed by telephone"),
            RecordPracticeMilestone(reference: student, milestone: "started"),
            RecordPracticeDays(reference: student, from: try day("2022-09-30")),
            RaiseConcern(
                reference: student, category: "supervision", by: .student, note: "Not met since the start"),
            EndPractice(reference: student, kind: .brokenDown, reasonCode: "no_educator"),
            PayPractice(reference: student),
        ]
        for verb in verbs { _ = try await perform(verb, as: login, in: place) }
    }
}
