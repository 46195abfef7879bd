import Foundation
import Postgres
import TestSupport
import Testing

@testable import PostgresServer

@Suite("Structure of a database")
struct StructureDumpTests {
    private func dump() throws -> StructureDump {
        StructureDump(
            program: try ServerPrograms.find(environment: ProcessInfo.processInfo.environment).path("pg_dump")
        )
    }

    @Test("two databases migrated apart have the same structure, without the migrations' own table")
    func stable() async throws {
        let first = try await withDatabase(.migrated) { try await dump().structure(of: $0.configuration()) }
        let second = try await withDatabase(.migrated) { try await dump().structure(of: $0.configuration()) }
        #expect(first == second)
        #expect(first.contains("CREATE SCHEMA berth;"))
        for noise in [
            "berth_migrations", "Dumped from", "\\restrict", "SET statement_timeout", "OWNER TO berth_owner",
        ] {
            #expect(!first.contains(noise), "\(noise)")
        }
    }

    @Test("Schema/structure.sql is what the migrations make")
    func checkedIn() async throws {
        let made = try await withDatabase(.migrated) { try await dump().structure(of: $0.configuration()) }
        let kept = try String(contentsOfFile: PackageRoot.schema + "/structure.sql", encoding: .utf8)
        let difference = made.split(separator: "\n", omittingEmptySubsequences: false)
            .difference(from: kept.split(separator: "\n", omittingEmptySubsequences: false))
        #expect(difference.isEmpty, "write it anew; these lines differ: \(difference.prefix(20))")
    }

    @Test("a change of the structure shows")
    func change() async throws {
        try await withDatabase(.empty) { database in
            let before = try await dump().structure(of: database.configuration())
            try await database.pool().withConnection { db in try db.script("create table odd (id integer)") }
            let after = try await dump().structure(of: database.configuration())
            #expect(before != after)
            #expect(after.contains("CREATE TABLE public.odd"))
        }
    }

    @Test("a database that cannot be reached is an error with what pg_dump said")
    func unreachable() async throws {
        let error = await #expect(throws: ServerError.self) {
            try await dump().structure(
                of: PostgresConfiguration(host: "/nonexistent", database: "x", user: "y"))
        }
        #expect(error?.details.contains("/nonexistent") == true)
    }
}
