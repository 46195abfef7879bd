import Foundation
import OfficeSupport
import Postgres
import TestSupport
import Testing

@Suite("Row security")
struct RowSecurityTests {
    @Test("is on and forced for every table of a partnership, and for the accounts")
    func forced() async throws {
        try await withDatabase(.migrated) { database in
            let (tables, guarded) = try await database.pool().withConnection { db in
                (
                    try Catalogue.partnershipTables(on: db) + ["staff_account"],
                    try db.query(
                        """
                        select relname::text from pg_class
                        where relnamespace = 'berth'::regnamespace and relrowsecurity and relforcerowsecurity
                        """, as: String.self)
                )
            }
            #expect(Set(guarded) == Set(tables))
        }
    }

    @Test("without an actor every table is empty, and nothing can be put in")
    func withoutActor() async throws {
        try await withOffice { office in
            try await office.fill()
            let tables = try await office.asSuperuser { db in
                try Catalogue.partnershipTables(on: db) + ["staff_account"]
            }
            for table in tables {
                let (rows, insert) = try await copyOfOneRow(table, office)
                #expect(rows > 0, "\(table) has rows to hide")
                let seen = try await office.session(Session()) { db in
                    try db.one("select count(*) from \(unsafeRaw: "berth." + table)", as: Int.self)
                }
                #expect(seen == 0, "\(table)")
                #expect(try await office.refusal(of: insert, Session()) == "42501", "\(table)")
            }
        }
    }

    @Test("an actor of one partnership sees all of it and nothing of another, and cannot write into another")
    func partnerships() async throws {
        try await withOffice { office in
            try await office.fill()
            let places = try await office.asSuperuser { db in
                try db.query("select partnership_id from berth.partnership order by code", as: UUID.self)
            }
            try #require(places.count == 2)
            let tables = try await office.asSuperuser { db in try Catalogue.partnershipTables(on: db) }
            for (own, other) in [(places[0], places[1]), (places[1], places[0])] {
                let session = Session(partnership: own, actor: UUID())
                for table in tables {
                    let name = "berth." + table
                    let (mine, theirs) = try await office.asSuperuser { db in
                        try db.one(
                            """
                            select count(*) filter (where partnership_id = \(own)),
                                   count(*) filter (where partnership_id = \(other))
                            from \(unsafeRaw: name)
                            """, as: (Int, Int).self)
                    }
                    #expect(mine > 0 && theirs > 0, "\(table) has rows of both")
                    let (seen, foreign) = try await office.session(session) { db in
                        try db.one(
                            """
                            select count(*), count(*) filter (where partnership_id <> \(own))
                            from \(unsafeRaw: name)
                            """, as: (Int, Int).self)
                    }
                    #expect(seen == mine && foreign == 0, "\(table)")
                    let (_, insert) = try await copyOfOneRow(table, office, of: other)
                    #expect(try await office.refusal(of: insert, session) == "42501", "\(table)")
                }
            }
        }
    }

    @Test("an actor of one partnership cannot change a row of another")
    func changes() async throws {
        try await withOffice { office in
            try await office.fill()
            let (own, other) = try await office.asSuperuser { db in
                try db.one(
                    """
                    select (select partnership_id from berth.partnership where code = 'plymouth'),
                           (select partnership_id from berth.partnership where code = 'worcestershire')
                    """, as: (UUID, UUID).self)
            }
            let tables = try await office.asSuperuser { db in try Catalogue.partnershipTables(on: db) }
            let before = try await office.digest()
            for table in tables {
                let touched = try? await office.session(Session(partnership: own, actor: UUID())) { db in
                    try db.execute(
                        """
                        update \(unsafeRaw: "berth." + table) set partnership_id = \(own)
                        where partnership_id = \(other)
                        """)
                }
                #expect((touched ?? 0) == 0, "\(table)")
            }
            #expect(try await office.digest() == before)
        }
    }

    /// How many rows of a table belong to an organisation, as the superuser counts.
    private static let ofOrganisation: [String: String] = [
        "contract": "organisation_id = $org", "round": "organisation_id = $org",
        "candidate": "organisation_id = $org", "deadline": "organisation_id = $org",
        "round_event": "round_id in (select round_id from berth.round where organisation_id = $org)",
        "round_snapshot": "round_id in (select round_id from berth.round where organisation_id = $org)",
        "candidate_event":
            "candidate_id in (select candidate_id from berth.candidate where organisation_id = $org)",
        "milestone_fact":
            "candidate_id in (select candidate_id from berth.candidate where organisation_id = $org) or \(ofPractice)",
        "practice": "\(ofStudent) or \(ofPlacement)", "practice_day": ofPractice,
        "practice_event": ofPractice,
        "practice_payment": ofPractice,
        "practice_educator": "organisation_id = $org", "placement": "organisation_id = $org",
        "student": "organisation_id = $org", "placement_request": "organisation_id = $org",
        "placement_adjustment": ofPlacement, "host_preference": ofPlacement,
        "student_adjustment": ofStudent, "student_conflict": ofStudent, "student_prior_setting": ofStudent,
        "student_pair": ofStudent, "preference": ofStudent, "travel": ofStudent,
        "match_student": "\(ofStudent) or \(ofPlacement)", "match_placement": ofPlacement,
        "match_lock": ofStudent,
        "apprenticeship": "organisation_id = $org", "headcount": "organisation_id = $org",
        "employment_start": "organisation_id = $org", "levy_movement": "organisation_id = $org",
        "apprenticeship_version": ofApprenticeship, "apprenticeship_event": ofApprenticeship,
        "training_approval": ofApprenticeship, "off_the_job_hours": ofApprenticeship,
        "post": "organisation_id = $org", "post_version": "organisation_id = $org",
        "post_reservation": "organisation_id = $org", "assignment": "organisation_id = $org",
    ]

    private static let ofPractice =
        "practice_id in (select practice_id from berth.practice where \(ofStudent) or \(ofPlacement))"
    private static let ofApprenticeship =
        "apprenticeship_id in (select apprenticeship_id from berth.apprenticeship where organisation_id = $org)"

    private static let ofPlacement =
        "placement_id in (select placement_id from berth.placement where organisation_id = $org)"
    private static let ofStudent =
        "student_id in (select student_id from berth.student where organisation_id = $org)"

    /// Tables in which people of one organisation see the whole partnership, each with its reason.
    private static let ofPartnership: [String: String] = [
        "partnership": "its name", "organisation": "its members", "staff_role": "who is who",
        "counter": "references are numbered across it", "audit_event": "the verbs look subjects up first",
        "placement_term": "hosts and universities plan by the same terms",
        "workforce_return": "what areas have published is for all to compare with",
        "match_run": "what a match costs everybody together names nobody",
        "apprenticeship_standard": "standards are published for everybody",
    ]

    /// Tables of which people of one organisation see nothing, each with its reason.
    private static let ofNobody: [String: String] = [
        "report_return": "a signed report is about every organisation"
    ]

    @Test("an actor limited to one organisation sees its candidates, facts, contracts and rounds only")
    func organisations() async throws {
        try await withOffice { office in
            try await office.fill()
            let (place, trust) = try await office.asSuperuser { db in
                try db.one(
                    "select partnership_id, organisation_id from berth.organisation where code = 'tavy_trust'",
                    as: (UUID, UUID).self)
            }
            let tables = try await office.asSuperuser { db in try Catalogue.partnershipTables(on: db) }
            #expect(
                Set(tables)
                    == Set(Self.ofOrganisation.keys).union(Self.ofPartnership.keys)
                    .union(Self.ofNobody.keys),
                "every table is on one of the three lists")
            let session = Session(
                partnership: place, actor: UUID(), organisations: trust.uuidString.lowercased())
            for (table, condition) in Self.ofOrganisation.sorted(by: { $0.key < $1.key }) {
                let own = condition.replacing("$org", with: "'\(trust.uuidString)'")
                let (all, expected) = try await office.asSuperuser { db in
                    try db.one(
                        """
                        select count(*), count(*) filter (where \(unsafeRaw: own))
                        from \(unsafeRaw: "berth." + table) where partnership_id = \(place)
                        """, as: (Int, Int).self)
                }
                #expect(expected > 0 && expected < all, "\(table) has rows of both organisations")
                let seen = try await office.session(session) { db in
                    try db.one("select count(*) from \(unsafeRaw: "berth." + table)", as: Int.self)
                }
                #expect(seen == expected, "\(table)")
            }
            for table in Self.ofNobody.keys {
                let seen = try await office.session(session) { db in
                    try db.one("select count(*) from \(unsafeRaw: "berth." + table)", as: Int.self)
                }
                #expect(seen == 0, "\(table)")
            }
            var nobody = session
            nobody.organisations = ""
            for table in Self.ofOrganisation.keys {
                let seen = try await office.session(nobody) { db in
                    try db.one("select count(*) from \(unsafeRaw: "berth." + table)", as: Int.self)
                }
                #expect(seen == 0, "\(table) for somebody limited to no organisation at all")
            }
        }
    }

    /// How many rows a table has, and a statement that inserts a copy of one of them.
    private func copyOfOneRow(
        _ table: String, _ office: Office, of partnership: UUID? = nil
    ) async throws -> (Int, SQL) {
        let name = "berth." + table
        let condition: SQL = partnership.map { "partnership_id = \($0)" } ?? "true"
        return try await office.asSuperuser { db in
            let columns = try Catalogue.columns(of: table, on: db)
            let count = try db.one(
                "select count(*) from \(unsafeRaw: name) where \(condition)", as: Int.self)
            let row = try db.one(
                "select to_jsonb(kept)::text from \(unsafeRaw: name) as kept where \(condition) limit 1",
                as: String.self)
            let insert: SQL = """
                insert into \(unsafeRaw: name) (\(unsafeRaw: columns))
                select \(unsafeRaw: columns)
                from jsonb_populate_record(null::\(unsafeRaw: name), \(PostgresJSON(text: row)))
                """
            return (count, insert)
        }
    }
}
