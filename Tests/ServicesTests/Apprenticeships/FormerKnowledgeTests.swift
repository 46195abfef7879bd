import Domain
import OfficeSupport
import Services
import TestSupport
import Testing

@Suite("What was accepted with what was known then comes out and goes in again")
struct FormerKnowledgeTests {
    private static let standards = """
        standard_ref,title,level,effective_from,effective_to,version,minimum_hours
        BA-L3,Business administrator,3,2017-09-19,,1.0,400
        ST0831,Chartered town planner,7,,,1.0,
        ST9999,Clerk,2,2020-01-01,,1.0,

        """

    private static let apprentices = """
        organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,planned_start_on,planned_end_on,agreed_hours,date_of_birth,hours_reason
        tavy_trust,L/1,Zoë,Ñuñez,ST0831,business_administrator,true,2026-02-02,2028-02-01,,2004-02-03,
        tavy_trust,L/2,José,Oke,ST0831,business_administrator,true,2026-02-02,2028-02-01,,1990-02-03,
        tavy_trust,L/3,Ann,Lee,BA-L3,business_administrator,true,2026-02-02,2028-02-01,400,,
        tavy_trust,L/4,Bram,Nye,BA-L3,business_administrator,true,2026-02-02,2028-02-01,300,,Two years as a clerk
        tavy_trust,L/5,Siân,O'Neill,ST9999,business_administrator,true,2026-02-02,2028-02-01,,,

        """

    private static let events = """
        apprentice_ref,event,happened_on,override_reason
        L/1,started,2026-02-02,
        L/2,started,2026-02-02,The trust pays
        L/3,started,2026-02-02,
        L/5,started,2026-02-02,

        """

    private static let kinds = ["standards", "apprentices", "apprenticeship_events"]

    @Test(
        "a later minimum, date of birth or last day of a standard refuses nothing that was accepted before it"
    )
    func roundTrip() async throws {
        try await withOffice { office in
            office.clock.set(try day("2026-03-02"))
            for (kind, text) in zip(Self.kinds, [Self.standards, Self.apprentices, Self.events]) {
                try await office.load(kind, text, as: "ada")
            }
            let untouched = try await office.export("apprenticeship_events")
            #expect(!untouched.contains("accepted"))
            office.clock.advance(seconds: 60)
            var change = ChangeApprentice.Change()
            change.dateOfBirth = try day("2004-02-02")
            try await office.perform(ChangeApprentice(reference: "L/1", change))
            try await office.load(
                "standards",
                Self.standards.replacing(",1.0,400", with: ",1.0,500")
                    .replacing("2020-01-01,,1.0", with: "2020-01-01,2026-02-01,1.0"))
            office.clock.advance(seconds: 60)
            var exports: [String] = []
            for kind in Self.kinds { exports.append(try await office.export(kind)) }
            // The second is as it was: what was said of it stays said, and only what needs a reason has one.
            let reasons = exports[2].split(separator: "\n").dropFirst().map {
                $0.split(separator: ",").last ?? ""
            }
            #expect(
                reasons == [
                    "accepted with what was known then", "The trust pays", "BA-L3",
                    "accepted with what was known then",
                ])
            #expect(
                exports[1].contains(",400,") && exports[1].contains(",agreed before the minimum was raised\n")
            )
            #expect(exports[1].contains(",Two years as a clerk\n"))
            for (kind, text) in zip(Self.kinds, exports) {
                let same = try await office.load(kind, text, as: "ada")
                #expect(same.added == 0 && same.changed == 0, "\(kind)")
            }
            try await withOffice { fresh in
                fresh.clock.set(try day("2026-03-02"))
                for (kind, text) in zip(Self.kinds, exports) {
                    try await fresh.load(kind, text, as: "ada")
                }
                for (kind, text) in zip(Self.kinds, exports) {
                    #expect(try await fresh.export(kind) == text, "\(kind)")
                }
            }
            // Without what was accepted then, the same files are refused.
            try await withOffice { fresh in
                fresh.clock.set(try day("2026-03-02"))
                try await fresh.load("standards", exports[0])
                try await expectFault(
                    fresh, "apprentices",
                    exports[1].replacing("agreed before the minimum was raised", with: ""),
                    line: 4, column: "agreed_hours", "fewer than the minimum of 500")
                try await fresh.load("apprentices", exports[1])
                let bare = exports[2].replacing("accepted with what was known then", with: "")
                try await expectFault(
                    fresh, "apprenticeship_events", bare, line: 2, column: "happened_on", "is 22 years old")
                try await expectFault(
                    fresh, "apprenticeship_events", bare, line: 5, column: "happened_on",
                    "No version of ST9999 is in effect on 2026-02-02")
            }
        }
    }
}
