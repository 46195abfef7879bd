import Domain
import Foundation
import Services
import TestSupport
import Testing

@testable import AdminCLI

/// The demo is loaded through the verbs: the same every time, and whole however often it is interrupted.
@Suite(.serialized) struct DemoLoadingTests {
    @Test func loadedAgainItChangesNothing() async throws {
        try await DemoDatabase.with(.demo) { database in
            let before = try await DatabaseDump.rows(of: database)
            var desk = try Desk(database, at: "2023-03-01T09:00:00Z")
            desk.environment["BERTH_USER"] = nil
            desk.environment["BERTH_PARTNERSHIP"] = nil
            let outcome = try await desk.done("db seed --demo")
            #expect(outcome.lines.contains { $0.hasPrefix("The reference data were up to date: ") })
            #expect(outcome.lines.contains("The demo plymouth was loaded already."))
            #expect(outcome.lines.contains("The demo worcestershire was loaded already."))
            #expect(DatabaseDump.difference(before, try await DatabaseDump.rows(of: database)) == [])
        }
    }

    @Test func workDoneAfterItDoesNotConfuseIt() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database, at: "2022-11-02T09:00:00Z")
            try await desk.done("candidate record PLY-C-0005-D dbs_cleared --on 2022-10-01")
            try await desk.done("candidate record PLY-C-0005-D started --on 2022-10-03")
            let before = try await DatabaseDump.rows(of: database)
            try await desk.done("db seed --demo")
            #expect(DatabaseDump.difference(before, try await DatabaseDump.rows(of: database)) == [])
        }
    }

    @Test func cutOffAfterAnyLineItGoesOnWhereItStopped() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("cutOffAfterAnyLineItGoesOnWhereItStopped: seed \(seed)")
        let points = SeededGenerator(seed: String(seed))
        let whole = try await DemoDatabase.with(.demo) { try await DatabaseDump.rows(of: $0) }
        for turn in 1...4 {
            try await DemoDatabase.with(.reference) { database in
                for name in ["plymouth", "worcestershire"] {
                    try await Self.load(cutting: name, points, database)
                }
                try await Desk(database).done("db seed --demo")
                let state = try await DatabaseDump.rows(of: database)
                #expect(DatabaseDump.difference(whole, state) == [], "seed \(seed), turn \(turn)")
                let audit = try await Desk(database).done("audit verify")
                #expect(audit.output.contains("Every chain is whole."))
            }
        }
    }

    @Test func killedAnywhereItGoesOnWhereItStopped() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("killedAnywhereItGoesOnWhereItStopped: seed \(seed)")
        let points = SeededGenerator(seed: String(seed))
        let whole = try await DemoDatabase.with(.demo) { try await DatabaseDump.rows(of: $0) }
        try await DemoDatabase.with(.reference) { database in
            var environment = Desk.environment(of: database)
            environment["BERTH_USER"] = nil
            environment["BERTH_PARTNERSHIP"] = nil
            for _ in 1...4 {
                let loading = try BerthProcess.start(["db", "seed", "--demo"], environment: environment)
                // The moment of the kill, not a wait for anything.
                try await Task.sleep(for: .milliseconds(Int(points.next() % 600)))
                loading.signal(SIGKILL)
                _ = try await loading.outcome()
            }
            let last = try await BerthProcess.run(["db", "seed", "--demo"], environment: environment)
            #expect(last.code == 0, "seed \(seed): \(last.testDescription)")
            let state = try await DatabaseDump.rows(of: database)
            #expect(DatabaseDump.difference(whole, state) == [], "seed \(seed)")
        }
    }

    @Test(arguments: [
        ("2022-02-14T09:30 round list\nnonsense\n", "line 2"),
        ("2022-02-14T09:30 round list\n2022-02-13T09:30 round list\n", "line 2 is dated before"),
        ("2022-02-14T09:30 user add \"Nobody\n", "line 1"),
        ("# a comment\n\n2022-02-31T09:30 round list\n", "line 3"),
    ])
    func aBadHistoryIsRefusedWithItsLine(_ text: String, _ place: String) throws {
        let error = #expect(throws: ServiceError.self) { try HistoryFile(text: text, name: "bad.history") }
        #expect(error?.kind == .badData)
        #expect(error?.message.contains("bad.history \(place)") == true, "\(error?.message ?? "")")
    }

    /// Loads the demo with one of its histories cut off after a random number of lines.
    private static func load(
        cutting name: String, _ points: SeededGenerator, _ database: TestDatabase
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in ["plymouth", "worcestershire"] {
            let path = "\(PackageRoot.path)/seeds/demo/\(file).history"
            let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            var kept = lines[...]
            if file == name { kept = lines.prefix(Int(points.next() % UInt64(lines.count))) }
            // What comes after the one that was cut had not begun.
            if file > name { kept = [] }
            try kept.joined(separator: "\n").write(
                to: folder.appending(path: "\(file).history"), atomically: true, encoding: .utf8)
        }
        // The files that the lines import.
        for data in ["plymouth", "worcestershire"] {
            try FileManager.default.createSymbolicLink(
                at: folder.appending(path: data),
                withDestinationURL: URL(filePath: "\(PackageRoot.path)/seeds/demo/\(data)"))
        }
        let instant = try Desk.instant(Desk.evening)
        let desk = try Desk(database)
        let now = Now { instant }
        let context = CommandContext(
            environment: desk.environment, now: now,
            ids: IDSource(now: now, random: { UInt64.random(in: .min ... .max) }), logger: TestServer.silent,
            terminal: .plain, errorTerminal: .plain, write: { _ in }, writeError: { _ in })
        try await DemoHistory(context, folder: folder.path).load()
    }
}
