import Foundation
import Testing

@testable import AdminCLI

/// A file with faults, as whoever imports it sees them: every one by line and column, and nothing stored.
@Suite struct BadFileTests {
    static let header = "organisation,candidate_ref,pathway,role,given_name,family_name,date_of_birth\n"

    @Test func everyBadRowIsNamedByLineAndColumn() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            let file = try Self.file(
                Self.header
                    + "plymouth_city_council,N-1,direct_hire,social_worker,Ada,Nwosu,1990-02-30\n"
                    + "plymouth_city_council,N-2,direct_hire,social_worker,Ben,Okoro,1990-02-20\n"
                    + "plymouth_city_council,N-3,teleport,social_worker,Cleo,Obi,1990-02-20\n")
            defer { try? FileManager.default.removeItem(atPath: file) }
            let before = try await DatabaseDump.rows(of: database)
            let outcome = await desk.run(["import", "candidates", file, "--format", "json"])
            #expect(outcome.code == 65 && outcome.output.isEmpty, "\(outcome.testDescription)")
            let details = try outcome.jsonError()["details"]?.elements ?? []
            #expect(details.map { $0["line"]?.integer } == [2, 4], "\(details)")
            #expect(details.map { $0["column"]?.string } == ["date_of_birth", "pathway"], "\(details)")
            #expect(details.map { $0["value"]?.string } == ["1990-02-30", "teleport"], "\(details)")
            let plain = await desk.run(["import", "candidates", file])
            #expect(plain.errors.contains("line 2, date_of_birth \"1990-02-30\": "), "\(plain.errors)")
            #expect(DatabaseDump.difference(before, try await DatabaseDump.rows(of: database)) == [])
        }
    }

    @Test(arguments: ["a \"stray\" quote", "\"never closed", ""])
    func aFileThatIsNoCSVLeavesWith65(_ cell: String) async throws {
        try await DemoDatabase.with(.demo) { database in
            let file = try Self.file(cell.isEmpty ? "" : Self.header + "plymouth_city_council,\(cell),x\n")
            defer { try? FileManager.default.removeItem(atPath: file) }
            let outcome = await (try Desk(database)).run(["import", "candidates", file])
            #expect(outcome.code == 65, "\(outcome.testDescription)")
            #expect(outcome.errors.hasPrefix("berth: "), "\(outcome.errors)")
        }
    }

    @Test func aKindOrFileThatIsNotThereIsNamed() async throws {
        let desk = try await DemoDatabase.reading()
        let path = try Self.file(Self.header)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let kind = await desk.run(["import", "horoscopes", path])
        #expect(
            [64, 65].contains(kind.code) && kind.errors.contains("horoscopes"), "\(kind.testDescription)")
        let file = await desk.run(["import", "candidates", "/nonexistent.csv"])
        #expect(
            [65, 66].contains(file.code) && file.errors.contains("/nonexistent.csv"),
            "\(file.testDescription)")
    }

    private static func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
