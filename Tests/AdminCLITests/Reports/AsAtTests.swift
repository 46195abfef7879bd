import Foundation
import Services
import TestSupport
import Testing

/// Every report that is asked as at an earlier moment is what it was then, to the byte.
@Suite struct AsAtTests {
    /// What is asked of each command that takes `--as-at`, after its name: one text for each question, in Plymouth
    /// unless it names the partnership. A command that is new and not here fails the test.
    static let questions: [String: [String]] = [
        "round show": ["PLY-OSW-2022/1", "PLY-OSW-2022/1 --chart", "WOR-NUR-2022/1 \(worcestershire)"],
        "round history": ["PLY-OSW-2022/1"],
        "candidate list": [""], "standard list": [worcestershire],
        "candidate show": ["PLY-C-0001-T", "PLY-C-0009-9"],
        "deadline list": ["--state all", "--state all \(worcestershire)"],
        "practice list": ["--ended \(worcestershire)"],
        "practice show": ["UW-21-041 \(worcestershire)", "UW-21-042 \(worcestershire)"],
        "practice late": [worcestershire], "practice behind": [worcestershire],
        "practice at-risk": [worcestershire], "practice payments": [worcestershire],
        "apprentice list": [worcestershire], "apprentice show": ["AHT-A-001 \(worcestershire)"],
        "levy show": ["acute_hospitals_trust \(worcestershire)"],
        "levy forecast": [
            worcestershire, "wychavon \(worcestershire)", "acute_hospitals_trust \(worcestershire)",
        ],
        "post list": [""], "post show": ["PCC-SW-001"], "assignment list": [""], "assignment missing": [""],
        "report take-up": [
            worcestershire, "--by role \(worcestershire)", "--by route \(worcestershire)",
            "--compare last-year --chart \(worcestershire)", "--threshold 5 \(worcestershire)",
        ],
        "report workforce": [
            "", "--by team", "--chart turnover", "--what-if arrivals=12,newly_qualified=7 --chart bridge",
            "--what-if round=PLY-OSW-2022/1", "--return England/2021",
        ],
        "report turnover": ["", "--chart"], "report retention": ["", "--by route", "--chart"],
        "report leavers": [""],
        "report trace": [
            "take_up/wychavon/headcount \(worcestershire)", "take_up/wychavon/starts \(worcestershire)",
            "leavers/total/reasons/total", "turnover/total/2022-08/leavers_fte --threshold 1",
            "retention/total/intake/total/left", "levy/acute_hospitals_trust/balance_pence \(worcestershire)",
        ],
        "rule list": ["", "--key round."],
    ]

    static let worcestershire = "--partnership worcestershire"

    /// What stands in a column after the change of a whole file, by kind of file.
    static let changes: [(kind: String, columns: [String: @Sendable (String) -> String])] = [
        ("partners", ["name": added]), ("contracts", ["title": added, "supplier": added]),
        ("candidates", ["given_name": added, "family_name": added, "team": added, "role": { _ in "other" }]),
        ("terms", ["name": added, "ends_on": firstOfMonth]), ("educators", ["organisation": { _ in "" }]),
        ("placements", ["team": added, "setting": { _ in "other" }, "ends_on": firstOfMonth]),
        ("students", ["given_name": added, "family_name": added]), ("standards", ["title": added]),
        ("apprentices", ["given_name": added, "provider": added]),
        ("headcounts", ["headcount": more, "correction_reason": { _ in "Counted again" }]),
        ("employment_starts", ["employees_started": more, "correction_reason": { _ in "Counted again" }]),
        ("levy", ["amount": { "1\($0)" }, "correction_reason": { _ in "Misread" }]),
        ("posts", ["title": added, "team": added]),
        (
            "assignments",
            [
                "birth_year": { _ in "1970" }, "cases": { $0.isEmpty ? "" : "3" },
                "correction_reason": { _ in "Misread" },
            ]
        ),
        ("workforce_returns", ["in_post_fte": { _ in "31000" }]),
    ]

    private static let firstOfMonth: @Sendable (String) -> String = { $0.prefix(8) + "01" }
    private static let added: @Sendable (String) -> String = { $0 + " later" }
    private static let more: @Sendable (String) -> String = { Int($0).map { String($0 + 7) } ?? $0 }

    /// What is corrected one by one.
    static let corrections = [
        "candidate correct PLY-C-0009-9 interviewed --on 2022-04-15 --reason Misread",
        "candidate correct PLY-C-0009-9 right_to_work_checked --on 2022-09-29 --reason Misread",
        "candidate withdraw PLY-C-0005-D --reason health_reasons --on 2022-09-20",
        "candidate edit PLY-C-0001-T --given-name Corrected",
        "round retarget PLY-OSW-2022/1 --target 9 --on 2022-09-29 --reason Fewer",
        "assignment end PCC-SW-002 E1312 --reason resigned --on 2022-09-15",
        "assignment correct PCC-SW-005 E1330 --take-back --reason 'No such person'",
        "apprentice correct WYC-A-101 --take-back --reason 'Never to be' \(worcestershire)",
        "organisation add newcomer --name Newcomer --kind district \(worcestershire)",
        "practice concern UW-21-041 --raise supervision --note Slow --on 2022-09-20 \(worcestershire)",
        "practice correct UW-21-042 started --on 2022-04-29 --reason Misread \(worcestershire)",
        "practice paid UW-21-041 --to host \(worcestershire)",
        "apprentice correct AHT-A-001 3 --on 2020-02-26 --reason Misread \(worcestershire)",
        "batch round-targets --as-of 2022-09-29", "batch round-targets --as-of 2022-09-29 \(worcestershire)",
        "batch round-targets", "batch round-targets \(worcestershire)",
        "round close PLY-OSW-2022/1 --reason Over --on 2022-09-30",
    ]

    @Test func everyReportIsWhatItWas() async throws {
        let lines = try await Self.lines()
        try await DemoDatabase.with(.batch) { database in
            // Not a whole second: what is recorded within the same one is part of the report.
            var desk = try Desk(database, at: "2022-10-04T08:30:00.250000Z")
            let asAt = ReportInstant(desk.now).description
            let before = try await Self.answers(lines, at: desk)

            desk.now.addTimeInterval(0.5)
            try await Self.change(desk)
            desk.now.addTimeInterval(365 * 86_400)
            let again = try await Self.answers(lines.map { "\($0) --as-at \(asAt)" }, at: desk)
            for (place, line) in lines.enumerated() {
                #expect(again[place] == before[place], "berth \(line)")
            }
            // As of the same day with what is known now nearly everything differs: the changes reach the reports.
            let isAsOf = Set(
                try await CommandTree.read().leaves.filter { $0.option("as-of") != nil }.map(\.line))
            var unreached: [String] = []
            for (place, line) in lines.enumerated() where line.contains("--format table") {
                let hasDay = isAsOf.contains { line.hasPrefix($0) } && !line.contains("--return")
                let now = try await desk.done(hasDay ? "\(line) --as-of 2022-10-04" : line).output
                if now == before[place] { unreached.append(line) }
            }
            #expect(unreached == [])
        }
    }

    /// Every question in every form.
    private static func lines() async throws -> [String] {
        let commands = try await CommandTree.read().leaves.filter {
            $0.option("as-at") != nil && !$0.line.hasPrefix("report sign")
        }
        #expect(Set(commands.map(\.line)) == Set(questions.keys))
        return commands.flatMap { command -> [String] in
            (questions[command.line] ?? []).flatMap { question -> [String] in
                let line = "\(command.line) \(question)"
                if question.contains("--chart") { return [line] }
                return (command.option("format")?.values ?? []).map { "\(line) --format \($0)" }
            }
        }
    }

    private static func answers(_ lines: [String], at desk: Desk) async throws -> [String] {
        try await desk.session { desk in
            var answers: [String] = []
            for line in lines { answers.append(try await desk.done(line).output) }
            return answers
        }
    }

    private static func change(_ desk: Desk) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "berth-as-at-\(UUID())")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "seeds"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for partnership in ["plymouth", "worcestershire"] {
            for (kind, columns) in changes {
                let path = folder.appending(path: "\(kind).csv")
                let text = try await desk.done("export \(kind) --partnership \(partnership)").output
                let records = try CSVRecords(text: text)
                let rows = records.rows.filter { $0["kind"] ?? "paid_in" == "paid_in" || kind != "levy" }
                if rows.isEmpty { continue }
                try written(rows, columns).write(to: path, atomically: true, encoding: .utf8)
                try await desk.done("import \(kind) \(path.path()) --partnership \(partnership)")
            }
        }
        for line in corrections { try await desk.done(line) }
        try await changeReference(desk, in: folder)
    }

    /// Loads reference data in which nearly every row differs.
    private static func changeReference(_ desk: Desk, in folder: URL) async throws {
        let root = URL(filePath: PackageRoot.path)
        try FileManager.default.copyItem(
            at: root.appending(path: "Schema"), to: folder.appending(path: "Schema"))
        let seeds = folder.appending(path: "seeds/reference")
        try FileManager.default.copyItem(at: root.appending(path: "seeds/reference"), to: seeds)
        func change(
            _ file: String, _ columns: [String: @Sendable (String) -> String],
            keeping: (CSVRecord) -> Bool = { _ in true }
        ) throws {
            let path = seeds.appending(path: "\(file).csv")
            let records = try CSVRecords(path: path.path())
            try written(records.rows.filter(keeping), columns).write(
                to: path, atomically: true, encoding: .utf8)
        }
        try change("rules", ["value": more, "source": added])
        try change("bank_holidays", [:]) { $0.line % 3 > 0 || ($0["date"] ?? "") > "2027" }
        try change("workforce_comparators", ["value": { _ in "19.1" }])
        try change("role_routes", ["role_name": added, "leads": { _ in "towards" }]) { $0.line > 2 }
        try change("pathways", ["name": added])
        try change("milestones", ["name": added, "waiting_on": added, "usual_amount": more])
        try change("countries", ["name": added])
        try change("reason_codes", ["name": added])
        var changed = desk
        changed.environment["BERTH_SHARE"] = folder.path()
        try await changed.done("db seed")
    }

    /// Rows as a file, with other values in some columns.
    private static func written(
        _ rows: [CSVRecord], _ columns: [String: @Sendable (String) -> String]
    ) -> String {
        func line(_ values: [String]) -> String {
            values.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
        }
        guard let names = rows.first?.header.names else { return "" }
        return line(names)
            + rows.map { row in
                line(
                    names.map { name in
                        let value = row[name] ?? ""
                        // A cell that says why is empty before; others keep what they do not know.
                        guard let change = columns[name], !value.isEmpty || name == "correction_reason" else {
                            return value
                        }
                        return change(value)
                    })
            }.joined()
    }
}
