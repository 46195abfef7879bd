import Domain
import Foundation
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("The audit")
struct AuditTests {
    @Test("says who did what and why, with before and after, in order")
    func content() async throws {
        try await withOffice { office in
            let candidate = try await office.register("Thandi", "Nkosi")
            try await office.perform(
                RecordMilestone(
                    reference: candidate, milestone: "registered", on: try day("2022-03-10"),
                    overrideReason: "registered before we met"))
            try await office.perform(
                CorrectMilestone(
                    reference: candidate, milestone: "registered", happenedOn: try day("2022-03-11"),
                    reason: "misread the letter", overrideReason: "as before"))
            let lines = try await office.perform(ShowAudit(reference: candidate.lowercased()), as: "max")
            #expect(
                lines.map(\.kind) == ["candidate_registered", "milestone_recorded", "milestone_corrected"])
            #expect(lines.map(\.sequence) == [1, 2, 3])
            #expect(Set(lines.map(\.actorName)) == ["Cora Coordinator"])
            #expect(lines.map(\.reason) == [nil, "registered before we met", "misread the letter"])
            #expect(lines[0].after?.contains("\"family_name\": \"Nkosi\"") == true)
            #expect(lines[2].before?.contains("2022-03-10") == true)
            #expect(lines[2].after?.contains("2022-03-11") == true)
            #expect(Set(lines.map(\.hash)).count == 3)
            await expectRefusal(.notFound, "nothing called NOBODY") {
                try await office.perform(ShowAudit(reference: "NOBODY"), as: "max")
            }
        }
    }

    @Test("every change writes exactly one event, a question writes none")
    func onePerChange() async throws {
        try await withOffice { office in
            let candidate = try await office.register("Thandi", "Nkosi", round: "TAV-1/1", of: "tavy_trust")
            try await office.record(["sourced"], of: candidate, from: "2022-03-10")
            let roundID = UUID()
            let ada = try await office.signIn("ada")
            for (verb, _) in try VerbMatrix.verbs(candidate: candidate, roundID: roundID) {
                let before = try await Self.events(office)
                do {
                    _ = try await office.workspace.perform(verb, as: ada)
                } catch {
                    #expect(try await Self.events(office) == before, "\(type(of: verb)) was refused")
                    continue
                }
                // What a batch keeps is noted once, as its last step.
                let isChange = !type(of: verb).isReadOnly && !(verb is KeepPracticeDeadlines)
                #expect(
                    try await Self.events(office) == before + (isChange ? 1 : 0), "\(type(of: verb))")
            }
        }
    }

    private static func events(_ office: Office) async throws -> Int {
        try await office.asSuperuser { db in
            try db.one("select count(*) from berth.audit_event", as: Int.self)
        }
    }

    @Test("verifies after many changes, and each partnership verifies its own")
    func verified() async throws {
        try await withOffice { office in
            try await office.fill()
            var all = 0
            for place in ["plymouth", "worcestershire"] {
                let verdict = try await office.perform(VerifyAudit(), as: "ada", in: place)
                #expect(verdict.broken == [])
                #expect(verdict.events > verdict.subjects && verdict.subjects > 3)
                all += verdict.events
            }
            #expect(try await Self.events(office) == all)
        }
    }

    /// What somebody could do behind the database's back, on the chain of five events of one candidate.
    static let tamperings: [(name: String, statement: String, found: [Int])] = [
        ("a changed event", "update berth.audit_event set reason = 'changed' where sequence = 3", [4]),
        ("another actor", "update berth.audit_event set actor_name = 'Somebody' where sequence = 1", [2]),
        (
            "a changed event whose hash was kept",
            """
            alter table berth.audit_event alter column hash drop expression;
            update berth.audit_event set after = '{"milestone": "none"}' where sequence = 5
            """, [5]
        ),
        ("a deleted middle", "delete from berth.audit_event where sequence = 3", [4]),
        ("a deleted beginning", "delete from berth.audit_event where sequence = 1", [2]),
        (
            "a fork hashed again but for its end",
            """
            update berth.audit_event set reason = 'forked' where subject_id = '$subject' and sequence = 2;
            update berth.audit_event as event set previous_hash = earlier.hash
            from berth.audit_event as earlier
            where event.sequence = 3 and earlier.sequence = 2 and earlier.subject_id = event.subject_id
              and event.subject_id = '$subject'
            """, [4]
        ),
        (
            "an event put in",
            """
            insert into berth.audit_event (partnership_id, subject_id, sequence, subject_kind, kind, actor_id,
                actor_name, request_id, recorded_at, previous_hash)
            select partnership_id, subject_id, 9, subject_kind, kind, actor_id, actor_name, request_id,
                   recorded_at, hash
            from berth.audit_event where subject_id = '$subject' and sequence = 5
            """, [9]
        ),
        (
            "two events exchanged",
            """
            update berth.audit_event set sequence = sequence + 100 where subject_id = '$subject' and sequence = 2;
            update berth.audit_event set sequence = 2 where subject_id = '$subject' and sequence = 3;
            update berth.audit_event set sequence = 3 where subject_id = '$subject' and sequence = 102
            """, [2, 3, 4]
        ),
    ]

    @Test("finds what was done with the triggers off", arguments: tamperings.indices)
    func tampered(place: Int) async throws {
        let (name, statement, found) = Self.tamperings[place]
        try await withOffice { office in
            let candidate = try await office.register("Thandi", "Nkosi")
            try await office.record(
                ["sourced", "screened", "interviewed", "offer_made"], of: candidate, from: "2022-03-10")
            try await office.asSuperuser { db in
                let subject = try db.one(
                    "select candidate_id from berth.candidate where reference = \(candidate)", as: UUID.self)
                let text =
                    statement.contains("$subject")
                    ? statement.replacing("$subject", with: subject.uuidString)
                    : statement.replacing(
                        "where sequence", with: "where subject_id = '\(subject.uuidString)' and sequence")
                try db.script("set session_replication_role = 'replica'")
                try db.script(text)
                try db.script("set session_replication_role = 'origin'")
            }
            let verdict = try await office.perform(VerifyAudit(), as: "ada")
            let numbers = verdict.broken.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
            #expect(numbers == found, "\(name): \(verdict.broken)")
            #expect(verdict.broken.allSatisfy { $0.hasPrefix("candidate ") })
        }
    }

    @Test("two who write about one subject at once make one chain, never a fork")
    func concurrent() async throws {
        try await withOffice { office in
            let ada = try await office.signIn("ada")
            let roles: [Role] = [.admin, .coordinator, .manager, .viewer]
            for login in ["cora", "max", "vic"] {
                let before = try await Self.events(office)
                let done = await withTaskGroup(of: ServiceError.Kind?.self) { group in
                    for role in roles {
                        group.addTask {
                            do throws(ServiceError) {
                                try await office.workspace.perform(
                                    GrantRole(login: login, role: role, organisationCode: "tavy_trust"),
                                    as: ada)
                                return nil
                            } catch {
                                return error.kind
                            }
                        }
                    }
                    return await group.reduce(into: [ServiceError.Kind?]()) { $0.append($1) }
                }
                let granted = done.filter { $0 == nil }.count
                #expect(granted >= 1)
                #expect(done.allSatisfy { $0 == nil || $0 == .conflict })
                #expect(try await Self.events(office) == before + granted)
                let held = try await office.signIn(login).grants.filter { $0.organisationID != nil }
                #expect(held.count == granted, "a role without its event was not stored")
            }
            #expect(try await office.perform(VerifyAudit(), as: "ada").broken == [])
        }
    }
}
