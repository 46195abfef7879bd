import Domain
import Foundation
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

@Suite("Signed reports")
struct SigningTests {
    private func correctHeadcount(_ office: Office, to headcount: Int) async throws {
        try await office.load(
            "headcounts",
            "organisation,measured_on,headcount,correction_reason\ntavy_trust,2021-03-31,\(headcount),Recounted\n"
        )
    }

    @Test("signed once, shown to the byte, refused a second time, and a version beside it after a correction")
    func versions() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let printed = try ReportJSON.data(try await office.perform(ReportTakeUp(), as: "max"))
            let first = try await office.perform(SignReport(ReportTakeUp()), as: "max")
            #expect(first.version == 1 && first.signer == "Max Manager" && first.difference == nil)
            #expect(first.subject == "2021-04-01/2022-03-31")
            #expect(try await office.perform(ShowReturn(reference: first.returnRef)).content == printed)
            try await expectRefusalLeavesAlone(
                office, .conflict, "signed already as \(first.returnRef) version 1"
            ) {
                try await office.perform(SignReport(ReportTakeUp()), as: "ada")
            }
            // What happens after the period changes nothing in it.
            office.clock.advance(seconds: 3_600)
            try await office.perform(RecordApprenticeshipEvent(reference: "TAV/A1", event: .gateway))
            try await expectRefusalLeavesAlone(office, .conflict, "none of its records has changed") {
                try await office.perform(SignReport(ReportTakeUp()), as: "ada")
            }
            try await correctHeadcount(office, to: 250)
            try await expectRefusalLeavesAlone(office, .badData, "say with --reason") {
                try await office.perform(SignReport(ReportTakeUp()), as: "ada")
            }
            let second = try await office.perform(
                SignReport(ReportTakeUp(), reason: "Recounted"), as: "ada")
            #expect(second.returnRef == first.returnRef && second.version == 2)
            let difference = try #require(second.difference)
            let figures = difference.figures.map {
                "\($0.figure) \($0.before ?? "-") \($0.after ?? "-")"
            }
            #expect(
                figures == [
                    "take_up/tavy_trust/headcount 200 250", "take_up/tavy_trust/take_up_rate 0.005 0.004",
                    "take_up/total/headcount 400 450", "take_up/total/take_up_rate 0.005 0.004444",
                ])
            #expect(difference.figures[0].recordsNew == ["headcount tavy_trust 2021-03-31 r2"])
            #expect(difference.figures[0].recordsGone == ["headcount tavy_trust 2021-03-31 r1"])
            #expect((difference.recordsNew, difference.recordsGone) == (1, 1))
            // The first is as it was.
            #expect(
                try await office.perform(ShowReturn(reference: first.returnRef, version: 1)).content
                    == printed)
            let listed = try await office.perform(ListReturns(), as: "vic").map {
                "\($0.returnRef) \($0.version)"
            }
            #expect(listed == ["\(first.returnRef) 1", "\(first.returnRef) 2"])
            await expectRefusal(.notFound, "has no version 3") {
                try await office.perform(ShowReturn(reference: first.returnRef, version: 3))
            }
        }
    }

    @Test("a rule that was corrected makes another version of the same records")
    func correctedRule() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let first = try await office.perform(SignReport(ReportTakeUp()), as: "max")
            office.clock.advance(seconds: 60)
            // As a load does it that brings the rule with another value.
            try await office.asSuperuser { [now = office.clock.present] db in
                let key = "apprenticeship.headcount_counts_for"
                try db.execute(
                    "update berth.rule set superseded_at = \(now) where rule_key = \(key)")
                try db.execute(
                    """
                    insert into berth.rule (
                        rule_key, effective_from, value, unit, source, checked_on, recorded_at)
                    select rule_key, effective_from, '0', unit, source, checked_on, \(now)
                    from berth.rule where rule_key = \(key)
                    """)
            }
            let later = Office(database: office.database, clock: office.clock)
            await expectRefusal(.badData, "records or rules have changed since") {
                try await later.perform(SignReport(ReportTakeUp()), as: "max")
            }
            let second = try await later.perform(
                SignReport(ReportTakeUp(), reason: "The rule was wrong"), as: "max")
            #expect(second.version == 2 && second.returnRef == first.returnRef)
        }
    }

    @Test("nothing is signed of nothing")
    func empty() async throws {
        try await withOffice { office in
            let reports: [any SignableReport] = [ReportTakeUp(), ReportWorkforce()]
            for report in reports {
                try await expectRefusalLeavesAlone(office, .badData, "nothing to sign") {
                    try await office.perform(SignReport(report), as: "max")
                }
            }
        }
    }

    @Test("two at once: one signs, the other is told")
    func twoAtOnce() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let kinds = await withTaskGroup(of: ServiceError.Kind?.self) { group in
                for login in ["ada", "max"] {
                    group.addTask {
                        do {
                            try await office.perform(SignReport(ReportTakeUp()), as: login)
                            return nil
                        } catch let error as ServiceError {
                            return error.kind
                        } catch {
                            return .internal
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(kinds.count { $0 == nil } == 1)
            #expect(kinds.allSatisfy { $0 == nil || $0 == .conflict || $0 == .busy })
            #expect(try await office.perform(ListReturns()).count == 1)
        }
    }

    @Test("a part of the apprentices, days that are not over, or a part of the sight is not signed")
    func refused() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            var part = TakeUpChoices()
            part.organisation = "tavy_trust"
            try await expectRefusalLeavesAlone(office, .badData, "about every apprentice") {
                try await office.perform(SignReport(ReportTakeUp(part)), as: "max")
            }
            var open = TakeUpChoices()
            open.from = try day("2022-04-01")
            try await expectRefusalLeavesAlone(office, .badData, "once its days are over") {
                try await office.perform(SignReport(ReportTakeUp(open)), as: "max")
            }
            open.asOf = try day("2023-04-01")
            try await expectRefusalLeavesAlone(office, .badData, "after today") {
                try await office.perform(SignReport(ReportTakeUp(open)), as: "max")
            }
            try await office.colleague("mira", "Mira Manager", .manager, of: "tavy_trust")
            for verb in [SignReport(ReportTakeUp()), ListReturns()] as [any Verb] {
                let mira = try await office.signIn("mira")
                try await expectRefusalLeavesAlone(office, .notAllowed, "role is for one organisation") {
                    _ = try await office.workspace.perform(verb, as: mira)
                }
            }
        }
    }

    @Test("what is kept and no more what was signed is told apart")
    func tampered() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let signed = try await office.perform(SignReport(ReportTakeUp()), as: "max")
            try await office.asSuperuser { db in
                try db.execute("alter table berth.report_return disable trigger all")
                try db.execute("update berth.report_return set content = content || '\\x20'::bytea")
            }
            await expectRefusal(.internal, "is not what was signed") {
                try await office.perform(ShowReturn(reference: signed.returnRef))
            }
        }
    }

    @Test("the records behind a figure, with pseudonyms of others, and in the audit")
    func trace() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let all = try await office.perform(TraceFigure(figure: "take_up/total/starts"))
            #expect(all.value == "2")
            #expect(
                all.records.map(\.ref) == [
                    "PLY/A1 ST0510 r1", "TAV/A1 ST0510 r1", "PLY/A1 ST0510 1 r1", "TAV/A1 ST0510 1 r1",
                ])
            #expect(all.records.last?.text == "started 2021-09-06")
            // Two records of another organisation are too few to hide anybody behind a pseudonym.
            let few = try await office.perform(TraceFigure(figure: "take_up/total/starts"), as: "paul")
            #expect(few.records.map(\.organisation) == ["tavy_trust", "tavy_trust"])
            #expect(few.withheld && few.value == nil)
            // Two people are too few as well, however many records they have.
            let records = try await office.perform(
                TraceFigure(figure: "take_up/total/participants"), as: "paul")
            #expect(records.withheld && records.value == nil && records.records.allSatisfy { $0.text != nil })
            // Organisations are not people.
            let heads = try await office.perform(TraceFigure(figure: "take_up/total/headcount"), as: "paul")
            let others = heads.records.filter { $0.organisation == nil }
            #expect(!heads.withheld && heads.value == "400")
            #expect(others.count == 1 && others.allSatisfy { $0.ref.hasPrefix("~") && $0.text == nil })
            let again = try await office.perform(TraceFigure(figure: "take_up/total/headcount"), as: "paul")
            #expect(again.records == heads.records)
            try await expectRefusalLeavesAlone(office, .notAllowed, "another organisation") {
                try await office.perform(TraceFigure(figure: "take_up/plymouth_council/starts"), as: "paul")
            }
            try await expectRefusalLeavesAlone(office, .notFound, "has no figure take_up/nobody/starts") {
                try await office.perform(TraceFigure(figure: "take_up/nobody/starts"))
            }
            try await expectRefusalLeavesAlone(office, .notFound, "is no figure of a report") {
                try await office.perform(TraceFigure(figure: "nothing/at/all"))
            }
            let audited = try await office.perform(ShowAudit(reference: "plymouth"), as: "ada")
            #expect(audited.count { $0.kind == "figure_traced" } == 5)
        }
    }

    /// Somebody who has every signed report tries to find out about a district that is hidden.
    @Test("a signed report does not give back what a later one hides")
    func attack() async throws {
        try await withOffice { office in
            var rows = ""
            var events = ""
            func add(_ organisation: String, _ letters: String, _ count: Int, from: Int = 0) {
                for number in from..<(from + count) {
                    rows += "\(organisation),\(letters)/\(number),Ann,Lee,S-1,business_administrator,false\n"
                    events += "\(letters)/\(number),started,2021-09-06\n"
                }
            }
            func load() async throws {
                try await office.load(
                    "apprentices",
                    "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee\n"
                        + rows)
                try await office.load("apprenticeship_events", "apprentice_ref,event,happened_on\n" + events)
                (rows, events) = ("", "")
            }
            try await office.load("standards", "standard_ref,title,level\nS-1,Standard,3\n")
            for code in ["district_one", "district_two"] {
                try await office.perform(
                    AddOrganisation(code: code, name: code, kind: .district, website: nil), as: "ada")
            }
            add("district_one", "ONE", 3)
            add("district_two", "TWO", 7)
            add("tavy_trust", "TAV", 12)
            add("plymouth_council", "PLY", 20)
            try await load()
            var choices = TakeUpChoices()
            choices.threshold = 5
            func starts() async throws -> [String: Int?] {
                let report = try await office.perform(ReportTakeUp(choices))
                return Dictionary(
                    uniqueKeysWithValues: (report.organisations + [report.total]).map {
                        ($0.key, $0.counts[.starts] ?? nil)
                    })
            }
            let first = try await starts()
            #expect(first["district_one"] == .some(nil) && first["district_two"] == .some(nil))
            #expect(first["tavy_trust"] == 12 && first["total"] == 42)
            try await office.perform(SignReport(ReportTakeUp(choices)), as: "max")
            // Two more are found: district one would be shown on its own, and its old count with it.
            office.clock.advance(seconds: 60)
            add("district_one", "ONE", 2, from: 3)
            try await load()
            let second = try await starts()
            #expect(second["district_one"] == .some(nil))
            // The total may not tell that two came, since everybody else is shown as they were.
            let known = second.filter { $0.key != "total" }.compactMapValues { $0 }.values.reduce(0, +)
            #expect(second["total"] == .some(nil) || known < 32)
            #expect(second["district_two"] == .some(nil))
            // Without a signed report in the way, district one is shown: the report before is what hides it.
            choices.asAt = nil
            try await office.asSuperuser { db in
                try db.execute("alter table berth.report_return disable trigger all")
                try db.execute("delete from berth.report_return")
            }
            #expect(try await starts()["district_one"] == 5)
        }
    }
}
