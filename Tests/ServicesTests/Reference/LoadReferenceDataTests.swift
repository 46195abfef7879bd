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
        _ office: Office, at now: Date? = nil, changing file: String, _ change: (String) -> String?
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
        let now = now ?? Date()
        return try await office.database.pool(as: .owner).withConnection { db in
            try loader.perform(at: now, on: db)
        }
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
                      and superseded_at = 'infinity'
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
            try db.one(
                "select count(*) from berth.bank_holiday where superseded_at = 'infinity'", as: Int.self)
        }
    }

    private func rules(
        _ office: Office, _ key: String, asAt: Date? = nil
    ) async throws -> [String] {
        let workspace = Office.workspace(over: office.database.pool(as: .application), clock: office.clock)
        let cora = try await office.signIn("cora")
        return try await workspace.perform(ListRules(on: nil, key: key, asAt: asAt), as: cora)
            .map { "\($0.key) \($0.value) \($0.effectiveFrom)" }
    }

    @Test("a rule is known by the load that brought it, and a rule that is new counts since ever")
    func versions() async throws {
        try await withOffice { office in
            let at = ["2022-10-03T09:00:00Z", "2022-10-04T09:00:00Z", "2022-10-05T09:00:00Z"].map {
                ReportInstant(text: $0)?.date ?? .distantPast
            }
            let key = "round.at_risk_slack_working_days"
            let before = try await rules(office, key)
            _ = try await load(office, at: at[0], changing: "rules.csv") {
                $0.replacing("\(key),10,", with: "\(key),7,")
                    + "round.new,1,count,2000-01-01,,nobody,2026-11-21,\n"
            }
            _ = try await load(office, at: at[1], changing: "rules.csv") {
                $0.replacing("\(key),10,", with: "\(key),7,")
            }
            office.clock.set(at[2])
            let after = try await rules(office, key)
            #expect(before.count == 1 && after.count == 1 && before != after)
            #expect(try await rules(office, key, asAt: at[0].addingTimeInterval(-1)) == before)
            #expect(try await rules(office, key, asAt: at[0]) == after)
            // Nobody can have used it before it was there, so what is made with it now can be had again.
            #expect(try await rules(office, "round.new", asAt: .distantPast) == ["round.new 1 2000-01-01"])
            #expect(try await rules(office, "round.new", asAt: at[0]) == ["round.new 1 2000-01-01"])
            await expectRefusal(.notFound, "round.new") { _ = try await rules(office, "round.new") }
            // What comes back was away, and is known by the load that brought it again.
            _ = try await load(office, at: at[2], changing: "rules.csv") {
                $0 + "round.new,1,count,2000-01-01,,nobody,2026-11-21,\n"
            }
            await expectRefusal(.notFound, "round.new") {
                _ = try await rules(office, "round.new", asAt: at[1])
            }
            #expect(try await rules(office, "round.new") == ["round.new 1 2000-01-01"])
            await expectRefusal(.badData, "the clock has not reached") {
                _ = try await load(office, at: at[1], changing: "rules.csv") { $0 }
            }
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
        Fault(file: "rules.csv", says: "for the same thing") {
            $0 + "round.at_risk_slack_working_days,12,working_days,2000-01-01,,nobody,2026-11-21,\n"
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
                    try loader.perform(at: Date(), on: db)
                }
            }
        }
    }
}
