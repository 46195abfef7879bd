import Foundation
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@Suite("Loading the reference data")
struct LoadReferenceDataTests {
    /// Loads a copy of the seeds in which one file was changed.
    private func load(
        _ office: Office, changing file: String, _ change: (String) -> String?
    ) async throws -> [LoadReferenceData.Outcome] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "berth-seeds-\(UUID())")
        try FileManager.default.copyItem(
            at: URL(filePath: PackageRoot.path + "/seeds/reference"), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: file)
        let text = try String(contentsOf: path, encoding: .utf8)
        try FileManager.default.removeItem(at: path)
        if let changed = change(text) { try Data(changed.utf8).write(to: path) }
        let loader = LoadReferenceData(folder: folder.path)
        return try await office.database.pool(as: .owner).withConnection { db in try loader.perform(on: db) }
    }

    @Test("a second time it writes nothing, and what changed in a file is changed")
    func again() async throws {
        try await withOffice { office in
            let before = try await office.digest()
            let outcomes = try await load(office, changing: "rules.csv") { $0 }
            #expect(outcomes.map(\.written) == Array(repeating: 0, count: outcomes.count))
            #expect(outcomes.allSatisfy { $0.rows > 0 } && outcomes.count == 10)
            #expect(try await office.digest() == before)
            let changed = try await load(office, changing: "countries.csv") {
                $0.replacing("Zimbabwe", with: "Republic of Zimbabwe")
            }
            #expect(changed.map(\.written).reduce(0, +) == 1)
        }
    }

    @Test("two milestones change places, and rows that left a file are removed")
    func movedAndRemoved() async throws {
        try await withOffice { office in
            let swapped = try await load(office, changing: "milestones.csv") {
                $0.replacing(
                    "overseas_social_worker,sourced,Sourced,1,",
                    with: "overseas_social_worker,sourced,Sourced,@,"
                )
                .replacing(
                    "overseas_social_worker,screened,Screened,2,",
                    with: "overseas_social_worker,screened,Screened,1,"
                )
                .replacing("Sourced,@,", with: "Sourced,2,")
            }
            #expect(swapped.map(\.written).reduce(0, +) == 2)
            let places = try await office.asSuperuser { db in
                try db.query(
                    """
                    select milestone_code
                    from berth.milestone_definition
                    where pathway_code = 'overseas_social_worker' and position <= 2
                    order by position
                    """, as: String.self)
            }
            #expect(places == ["screened", "sourced"])
            let held = try await holidays(office)
            let fewer = try await load(office, changing: "bank_holidays.csv") {
                $0.split(separator: "\n", omittingEmptySubsequences: true).dropLast(2).joined(separator: "\n")
                    + "\n"
            }
            // The two milestones go back to their places in the same load.
            #expect(fewer.map(\.written).reduce(0, +) == 4)
            #expect(try await holidays(office) == held - 2)
        }
    }

    private func holidays(_ office: Office) async throws -> Int {
        try await office.asSuperuser { db in
            try db.one("select count(*) from berth.bank_holiday", as: Int.self)
        }
    }

    /// A change that makes a file wrong, and what is said about it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let file: String
        let says: String
        let change: @Sendable (String) -> String?
        var testDescription: String { "\(file): \(says)" }
    }

    static let faults: [Fault] = [
        Fault(file: "prerequisites.csv", says: "started") { $0 + "overseas_social_worker,sourced,started\n" },
        Fault(file: "prerequisites.csv", says: "milestone_prerequisite_prerequisite_known") {
            $0 + "overseas_social_worker,sourced,landed\n"
        },
        Fault(file: "prerequisites.csv", says: "milestone_prerequisite_not_itself") {
            $0 + "overseas_social_worker,sourced,sourced\n"
        },
        Fault(file: "milestones.csv", says: "not a unit of days") {
            $0.replacing(",5,working_days", with: ",5,fortnights")
        },
        Fault(file: "milestones.csv", says: "milestones.csv") {
            $0.replacing(",5,working_days", with: ",five,working_days")
        },
        Fault(file: "rules.csv", says: "rule_one_value_a_day") {
            $0 + "round.at_risk_slack_working_days,12,working_days,2020-01-01,,nobody,2026-11-21,\n"
        },
        Fault(file: "rules.csv", says: "rules.csv") {
            $0 + "round.new,12,working_days,2020-02-30,,nobody,2026-11-21,\n"
        },
        Fault(file: "countries.csv", says: "country_code_is_alpha_3") { $0 + "Zz,Nowhere\n" },
        Fault(file: "bank_holidays.csv", says: "bank_holiday_division_known") {
            $0 + "wales,2022-03-01,Saint David's Day,\n"
        },
        Fault(file: "pathways.csv", says: "cannot be read") {
            $0.replacing("pathway,name", with: "path,name")
        },
        Fault(file: "reason_codes.csv", says: "cannot be read") { _ in nil },
    ]

    @Test("a wrong file is refused with its name, and nothing of any file is stored", arguments: faults)
    func refused(fault: Fault) async throws {
        try await withOffice { office in
            try await expectRefusalLeavesAlone(office, .badData, fault.says) {
                _ = try await load(office, changing: fault.file, fault.change)
            }
        }
    }

    @Test("only the owner of the schema loads it")
    func permission() async throws {
        try await withDatabase(.migrated) { database in
            let loader = LoadReferenceData(folder: PackageRoot.path + "/seeds/reference")
            await #expect(throws: (any Error).self) {
                _ = try await database.pool(as: .application).withConnection { db in
                    try loader.perform(on: db)
                }
            }
        }
    }
}
