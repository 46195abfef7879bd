import Postgres
import TestSupport
import Testing

@testable import AdminCLI

/// `batch round-targets`: what it prints and what it keeps.
@Suite struct RoundTargetsTests {
    static let line = "batch round-targets --as-of 2022-09-30"

    @Test func printsALineForEachRoundAndASummary() async throws {
        try await DemoDatabase.with(.manyRounds) { database in
            let outcome = try await Desk(database).done(Self.line)
            let references = outcome.lines.dropLast().compactMap {
                $0.split(separator: ":").first.map(String.init)
            }
            #expect(references.count == ManyRounds.count + 2, "\(outcome.output)")
            #expect(references == references.sorted(), "in the order of reference, whichever was done first")
            #expect(
                outcome.lines.contains(
                    "PLY-OSW-2022/1: red, 4 of 12 achieved, 3 on course, 2 at risk, 3 will miss, 1 lost; "
                        + "13 changes; taken; 12 deadlines opened, moved or closed"))
            #expect(
                outcome.lines.contains(
                    "PLY-OSW-2022/2: option, not exercised yet; 1 deadlines opened, moved or closed"))
            #expect(
                outcome.lines.last?.hasPrefix(
                    "As of 2022-09-30: 14 rounds, 0 green, 0 amber, 13 red; 13 snapshots taken, 0 renewed, "
                        + "0 unchanged; ") == true)
            #expect(outcome.lines.last?.hasSuffix(" 0 failed.") == true)
            #expect(outcome.errors.isEmpty)
        }
    }

    @Test func quietPrintsTheSummaryOnly() async throws {
        try await DemoDatabase.with(.demo) { database in
            let outcome = try await Desk(database).done("\(Self.line) --quiet")
            #expect(outcome.lines.count == 1 && outcome.output.hasPrefix("As of 2022-09-30: 2 rounds"))
        }
    }

    @Test func aDryRunSaysTheSameAndStoresNothing() async throws {
        try await DemoDatabase.with(.demo) { database in
            let before = try await DatabaseDump.rows(of: database)
            let dry = try await Desk(database).done("\(Self.line) --dry-run")
            #expect(dry.lines.last?.contains("dry run, nothing stored") == true, "\(dry.output)")
            let after = try await DatabaseDump.rows(of: database)
            #expect(DatabaseDump.difference(before, after) == [])
            let real = try await Desk(database).done(Self.line)
            #expect(dry.lines.dropLast() == real.lines.dropLast(), "a dry run says what would happen")
        }
    }

    @Test func oneRoundOnly() async throws {
        try await DemoDatabase.with(.manyRounds) { database in
            let outcome = try await Desk(database).done("\(Self.line) --round MANY-7/1")
            #expect(outcome.lines.count == 2 && outcome.lines[0].hasPrefix("MANY-7/1: "), "\(outcome.output)")
            let snapshots = try await DatabaseDump.rows(of: database, tables: ["round_snapshot"])
            #expect(snapshots.count == 1)
        }
    }

    @Test func twiceIsTheSameAsOnce() async throws {
        try await DemoDatabase.with(.manyRounds) { database in
            try await Desk(database).done(Self.line)
            let first = try await DatabaseDump.rows(of: database)
            let again = try await Desk(database, at: "2022-10-01T03:00:00Z").done(Self.line)
            let second = try await DatabaseDump.rows(of: database)
            #expect(DatabaseDump.difference(first, second) == [], "not even the instant changes")
            #expect(
                again.lines.last?.hasSuffix(
                    "0 snapshots taken, 0 renewed, 13 unchanged; 0 deadlines touched; 0 failed.") == true,
                "\(again.output)")
        }
    }

    @Test func aCorrectionRenewsTheSnapshotOfItsRoundOnly() async throws {
        try await DemoDatabase.with(.manyRounds) { database in
            let desk = try Desk(database)
            try await desk.done(Self.line)
            try await desk.done("candidate withdraw MANY-C-5-1 --reason housing --on 2022-09-29")
            let again = try await desk.done(Self.line)
            #expect(again.lines.last?.contains("0 snapshots taken, 1 renewed, 12 unchanged") == true)
            let history = try await desk.done("round history MANY-5/1 --format json").json().elements
            #expect(history.count == 1)
            #expect(history[0]["revision"] == .number(2))
            #expect(history[0]["lost"] == .number(1))
        }
    }

    @Test func everyPartnershipOfTheOperatorWhenNoneIsNamed() async throws {
        try await DemoDatabase.with(.demo) { database in
            var desk = try Desk(database)
            desk.environment["BERTH_PARTNERSHIP"] = nil
            let outcome = try await desk.done(Self.line)
            for reference in ["PLY-OSW-2022/1", "WOR-NUR-2022/1", "WOR-SPC-2022/1"] {
                #expect(outcome.lines.contains { $0.hasPrefix("\(reference): ") }, "\(outcome.output)")
            }
            #expect(outcome.lines.last?.contains("4 rounds") == true)
        }
    }

    /// Makes a round count at a milestone, behind the program's back; nobody in it has every milestone there is.
    private static func count(at milestone: String, _ database: TestDatabase) async throws {
        let changed = try await database.pool(as: .superuser).withConnection { db in
            try db.execute(
                """
                update berth.round
                set counts_at = \(milestone)
                from berth.contract
                where contract.contract_id = round.contract_id and contract.reference = 'MANY-3'
                """)
        }
        #expect(changed == 1)
    }

    @Test func oneBadRoundDoesNotStopTheOthers() async throws {
        let undisturbed = try await BatchState.undisturbed()
        try await DemoDatabase.with(.manyRounds) { database in
            let desk = try Desk(database)
            try await Self.count(at: "attested", database)
            let outcome = try await desk.berth(Self.line)
            #expect(outcome.code == 1, "\(outcome.testDescription)")
            #expect(outcome.output.contains("14 rounds") && outcome.output.contains("1 failed"))
            #expect(outcome.errors.contains("MANY-3/1: failed: "), "\(outcome.errors)")
            #expect(outcome.errors.contains("1 of 14 rounds failed"))
            let others = try await BatchState.read(database)
            #expect(others.count { $0.hasPrefix("round_snapshot") } == ManyRounds.count)
            try await Self.count(at: "started", database)
            try await desk.done(Self.line)
            #expect(DatabaseDump.difference(undisturbed, try await BatchState.read(database)) == [])
        }
    }

    @Test func aRoundThatSomebodyHoldsIsBusyAndTheOthersAreDone() async throws {
        let undisturbed = try await BatchState.undisturbed()
        try await DemoDatabase.with(.manyRounds) { database in
            let holder = try await PostgresConnection.connect(
                database.configuration(as: .superuser), logger: TestServer.silent)
            try await holder.perform { db in
                try db.execute("begin")
                try db.execute(
                    """
                    select round_id
                    from berth.round
                    where contract_id = (select contract_id from berth.contract where reference = 'MANY-4')
                    for update
                    """)
            }
            var desk = try Desk(database)
            desk.environment["DATABASE_URL"] = Desk.address(
                database.configuration(as: .application), options: "-c lock_timeout=50ms")
            let outcome = try await desk.berth(Self.line)
            #expect(outcome.code == 75, "\(outcome.testDescription)")
            #expect(outcome.errors.contains("MANY-4/1: failed: "), "\(outcome.errors)")
            #expect(outcome.errors.contains("run the batch again"), "\(outcome.errors)")
            #expect(outcome.output.contains("1 failed"))
            await holder.close()
            try await Desk(database).done(Self.line)
            #expect(DatabaseDump.difference(undisturbed, try await BatchState.read(database)) == [])
        }
    }
}
