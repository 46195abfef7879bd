import Domain
import Foundation
import Logging
import OfficeSupport
import Postgres
import Services
import Synchronization
import TestSupport

/// A partnership with an administrator and a clock, whose files are imported and exported by name.
struct ImportOffice: FileOffice {
    let database: TestDatabase
    let workspace: Workspace
    let admin: Operator

    /// 30 September 2022, 11:00 in London.
    static let now = Date(timeIntervalSince1970: 1_664_532_000)

    /// Runs a test with a partnership `plymouth` in a database of its own.
    static func open(_ body: (ImportOffice) async throws -> Void) async throws {
        try await withDatabase(.migrated) { database in
            let load = LoadReferenceData(folder: "\(PackageRoot.path)/seeds/reference")
            try await database.pool(as: .owner).withConnection { db in _ = try load.perform(at: now, on: db) }
            let workspace = Workspace(
                pool: database.pool(as: .application), now: .fixed(now),
                ids: IDSource(now: .fixed(now), random: { UInt64.random(in: 0...UInt64.max) }),
                logger: Logger(label: "test"))
            try await workspace.addFirstAdmin(login: "ada", fullName: "Ada Admin", email: nil)
            let ada = try await workspace.signIn("ada", partnership: nil)
            try await workspace.addPartnership(code: "plymouth", name: "Plymouth", prefix: "PLY", as: ada)
            let office = ImportOffice(
                database: database, workspace: workspace,
                admin: try await workspace.signIn("ada", partnership: "plymouth"))
            try await body(office)
        }
    }

    /// Opens the office with one council, a contract, round 1 running and round 2 an option.
    static func openWithRound(_ body: (ImportOffice) async throws -> Void) async throws {
        try await open { office in
            try await office.load("partners", ImportFiles.partners)
            try await office.load("contracts", ImportFiles.contracts)
            try await office.load("rounds", ImportFiles.rounds)
            try await body(office)
        }
    }

    func source(_ text: String) throws -> ImportSource { try source(Data(text.utf8)) }

    func source(_ bytes: Data) throws -> ImportSource {
        let path = "\(NSTemporaryDirectory())/berth-test-\(UUID().uuidString).csv"
        try bytes.write(to: URL(fileURLWithPath: path))
        // The source keeps the file open, so the name is not needed any more.
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try ImportSource(path: path)
    }

    @discardableResult
    func load(
        _ kind: String, _ text: String, ignoreUnknown: Bool = false, dryRun: Bool = false,
        as who: Operator? = nil
    ) async throws -> ImportResult {
        try await workspace.perform(
            ImportFile(kind: kind, source: try source(text), ignoreUnknown: ignoreUnknown, dryRun: dryRun),
            as: who ?? admin)
    }

    func take(_ kind: String, _ text: String) async throws { try await load(kind, text) }

    /// Imports a file that must be refused, and answers the refusal.
    func refusal(_ kind: String, _ text: String, as who: Operator? = nil) async throws -> ServiceError {
        do {
            let result = try await load(kind, text, as: who)
            throw TestFailure("The file was taken: \(result)")
        } catch let error as ServiceError {
            return error
        }
    }

    /// The faults of a file as `line column: value`.
    func faults(_ kind: String, _ text: String) async throws -> [String] {
        try await refusal(kind, text).details.map {
            "\($0.line ?? 0) \($0.column ?? "-"): \($0.value ?? "-")"
        }
    }

    func export(_ kind: String, as who: Operator? = nil) async throws -> String {
        let written = Mutex<[UInt8]>([])
        let sink: @Sendable ([UInt8]) throws -> Void = { bytes in written.withLock { $0 += bytes } }
        try await workspace.export(kind: kind, as: who ?? admin, write: sink)
        return String(decoding: written.withLock { $0 }, as: UTF8.self)
    }

    /// Adds somebody with a role and signs them in.
    func person(_ login: String, _ role: Role) async throws -> Operator {
        _ = try await workspace.perform(AddStaff(login: login, fullName: login, email: nil), as: admin)
        _ = try await workspace.perform(
            GrantRole(login: login, role: role, organisationCode: nil), as: admin)
        return try await workspace.signIn(login, partnership: "plymouth")
    }

    /// Asks the database past row security.
    func count(_ sql: SQL) async throws -> Int {
        try await database.pool(as: .superuser).withConnection { db in try db.one(sql, as: Int.self) }
    }

    func text(_ sql: SQL) async throws -> String {
        try await database.pool(as: .superuser).withConnection { db in try db.one(sql, as: String.self) }
    }

    /// How many rows there are that an import could add.
    func rows() async throws -> Int {
        try await count(
            """
            select (select count(*) from berth.organisation) + (select count(*) from berth.contract)
                + (select count(*) from berth.round) + (select count(*) from berth.round_event)
                + (select count(*) from berth.candidate) + (select count(*) from berth.candidate_event)
                + (select count(*) from berth.milestone_fact) + (select count(*) from berth.audit_event)
                + (select coalesce(sum(value), 0)::bigint from berth.counter)
            """)
    }
}
