import Foundation
import Postgres
import Synchronization
import Testing

@testable import AdminCLI
@testable import TestSupport

/// Databases with something in them, loaded once a process through real commands and then cloned.
enum DemoDatabase {
    /// What is in the database.
    enum Content: String, CaseIterable, Sendable {
        /// The reference data only.
        case reference
        /// The demo.
        case demo
        /// The demo, and the batch of three days run in Plymouth.
        case batch
        /// The demo, and twelve more rounds with a candidate or two.
        case manyRounds
    }

    private static let gate = Gate(holders: 6)

    /// Gives a test a database of its own with the content, and drops it afterwards.
    static func with<Value>(
        _ content: Content, _ body: (TestDatabase) async throws -> Value
    ) async throws -> Value {
        // Before the gate: the template's making passes it too.
        let template = try await DemoTemplates.shared.name(of: content)
        return try await gate.pass {
            let name = TestDatabaseNames.next()
            try await TestServer.shared.administer { db in
                try db.script("create database \"\(name)\" template \"\(template)\" owner berth_owner")
            }
            let database = try await describe(name)
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(database))
            } catch {
                result = .failure(error)
            }
            await database.close()
            try await TestServer.shared.administer { db in
                try db.script("drop database \"\(name)\" with (force)")
            }
            return try result.get()
        }
    }

    /// A desk on a database that all tests share and none changes: the demo with its batch.
    static func reading(at instant: String = Desk.evening) async throws -> Desk {
        try Desk(try await describe(try await DemoTemplates.shared.readingName()), at: instant)
    }

    static func describe(_ name: String) async throws -> TestDatabase {
        TestDatabase(
            name: name, administration: try await TestServer.shared.administration(),
            isLocal: TestServer.shared.local != nil)
    }
}

/// The databases that are cloned; the next test run removes them.
private actor DemoTemplates {
    static let shared = DemoTemplates()
    private var names: [DemoDatabase.Content: Task<String, any Error>] = [:]
    private var reading: Task<String, any Error>?

    func name(of content: DemoDatabase.Content) async throws -> String {
        if let task = names[content] { return try await task.value }
        let task = Task { try await Self.make(content) }
        names[content] = task
        return try await task.value
    }

    func readingName() async throws -> String {
        if let reading { return try await reading.value }
        let template = try await name(of: .batch)
        let task = reading ?? Task { try await Self.clone(template) }
        reading = task
        return try await task.value
    }

    private static func make(_ content: DemoDatabase.Content) async throws -> String {
        switch content {
        case .reference:
            try await withDatabase(.migrated) { database in
                try await Desk(database).done("db seed")
                return try await clone(database.name)
            }
        case .demo:
            try await DemoDatabase.with(.reference) { database in
                var desk = try Desk(database)
                // The demo makes its first administrator itself, whoever is named.
                desk.environment["BERTH_USER"] = nil
                desk.environment["BERTH_PARTNERSHIP"] = nil
                try await desk.done("db seed --demo")
                return try await clone(database.name)
            }
        case .batch:
            try await DemoDatabase.with(.demo) { database in
                for day in ["2022-06-30", "2022-08-31", "2022-09-30"] {
                    try await Desk(database, at: "\(day)T22:00:00Z").done(
                        "batch round-targets --as-of \(day)")
                }
                return try await clone(database.name)
            }
        case .manyRounds:
            try await DemoDatabase.with(.demo) { database in
                try await Desk(database).session { desk in
                    for line in ManyRounds.lines { try await desk.done(line) }
                }
                return try await clone(database.name)
            }
        }
    }

    private static func clone(_ name: String) async throws -> String {
        let copy = TestDatabaseNames.next()
        try await TestServer.shared.administer { db in
            try db.script("create database \"\(copy)\" template \"\(name)\" owner berth_owner")
        }
        return copy
    }
}

/// More rounds than two lanes can work on at once.
enum ManyRounds {
    static let count = 12

    /// The commands that make them.
    static let lines: [String] = (1...count).flatMap { number -> [String] in
        let contract = "MANY-\(number)"
        let candidates = (1...(1 + number % 2)).flatMap { place -> [String] in
            let reference = "MANY-C-\(number)-\(place)"
            return [
                "candidate register --organisation plymouth_city_council --round \(contract)/1 --pathway "
                    + "direct_hire --role social_worker --given-name Given\(place) --family-name Family\(number) "
                    + "--ref \(reference) --on 2022-03-0\(place) --allow-duplicate \"made for a test\"",
                "candidate record \(reference) sourced --on 2022-03-1\(place)",
            ]
        }
        return [
            "contract bid \(contract) --organisation plymouth_city_council --title \"Many \(number)\" --on 2022-01-10",
            "contract award \(contract) --supplier Invented --on 2022-01-20 --starts-on 2022-02-01 --ends-on 2023-12-31",
            "round open \(contract)/1 --target \(number % 3 + 1) --opens-on 2022-02-01 --due-on 2022-1\(number % 3)-28 --on 2022-02-01",
        ] + candidates
    }
}
