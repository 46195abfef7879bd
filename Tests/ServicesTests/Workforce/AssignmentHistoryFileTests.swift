import Domain
import Postgres
import Services
import Testing

@Suite("Files take back nothing about people in posts without a reason")
struct AssignmentHistoryFileTests {
    private static let head =
        "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,destination,cases,counted_on,counted_before,cover_until,birth_year,route,exit_themes,correction_reason\n"
    private static let org = "plymouth_city_council"
    private static let left =
        "\(org),P/1,E/1,employee,0.5,2020-02-29,2022-03-31,resigned,other_council,,,,,1975,experienced,burnout;culture,"
    private static let here =
        "\(org),P/1,E/2,employee,0.5,2020-02-29,,,,12,2022-09-30,,,1996,newly_qualified,,"

    @Test("what was recorded is taken back with a reason only, which the audit keeps")
    func takenBack() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let changes = [
                (
                    Self.left.replacing(
                        "2022-03-31,resigned,other_council,,,,,1975,experienced,burnout;culture",
                        with: ",,,,,,,1975,experienced,"), "ended_on"
                ),
                (Self.left.replacing("2022-03-31", with: "2022-04-01"), "ended_on"),
                (Self.left.replacing("resigned", with: "retired"), "leaving_reason"),
                (Self.left.replacing("burnout;culture", with: "burnout"), "exit_themes"),
                (Self.left.replacing("employee", with: "agency"), "kind"),
                (Self.here.replacing("0.5", with: "0.4"), "fte"),
                (Self.here.replacing("1996", with: ""), "birth_year"),
                (Self.here.replacing("newly_qualified", with: "overseas"), "route"),
                (Self.here.replacing(",12,", with: ",13,"), "cases"),
                (Self.here.replacing(",12,", with: ",,"), "cases"),
            ]
            let before = try await office.rows()
            for (row, column) in changes {
                let refusal = try await office.refusal("assignments", Self.head + row + "\n")
                #expect(refusal.details.map(\.column) == [column], "\(row)")
                #expect(refusal.details.first?.reason.contains("correction_reason") == true, "\(row)")
            }
            #expect(try await office.rows() == before)
            for (row, column) in changes {
                let result = try await office.load("assignments", Self.head + row + "misread\n")
                #expect(result.changed == 1, "\(column)")
                try await office.load(
                    "assignments", Self.head + Self.left + "so it was\n" + Self.here + "so it was\n")
            }
            #expect(
                try await office.count(
                    "select count(*) from berth.audit_event where kind = 'assignment_changed' and reason = 'misread'"
                ) == changes.count)
        }
    }

    @Test("what was empty is filled in, a plan is changed and a further day counted without a reason")
    func filledIn() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let agency = "\(Self.org),P/4,A/1,agency,1,2022-01-10,,,,,,,2023-01-31,,,,"
            for row in [
                Self.here.replacing("2022-09-30,,", with: "2022-08-31,,"),
                Self.here.replacing("2022-09-30,,", with: "2022-09-30,2022-02-28/7/1.5;2021-12-31//3,"),
                Self.here.replacing("2020-02-29,,", with: "2020-02-29,2022-10-31,"),
                Self.here.replacing("2020-02-29,,", with: "2020-02-29,2022-09-30,"),
                agency, agency.replacing("2023-01-31", with: "2022-11-30"),
            ] {
                #expect(try await office.load("assignments", Self.head + row + "\n").changed == 1, "\(row)")
            }
            let exported = try await office.export("assignments")
            #expect(
                exported.contains(",2022-09-30,2021-12-31//3;2022-02-28/7/1.5;2022-08-31/12/,\n"),
                "\(exported)")
            let again = try await office.load("assignments", exported)
            #expect(again.unchanged == 4 && again.changed == 0)
            // Who has left today has left, and days lost are not left out of a count that had them.
            let ended = Self.here.replacing("2020-02-29,,", with: "2020-02-29,2022-09-30,")
            for (row, words) in [
                (Self.here, "ended_on 2022-09-30"),
                (
                    ended.replacing("12,2022-09-30,", with: "12,2022-09-30,2022-02-28/7/"),
                    "1.5 days lost by 2022-02-28"
                ),
            ] {
                let refusal = try await office.refusal("assignments", Self.head + row + "\n")
                #expect(refusal.details.first?.reason.contains(words) == true, "\(refusal.details)")
            }
            for item in [
                "2022-02-28", "2022-02-30/1/1", "2022-02-28//", "2022-02-28/1.5/", "2022-02-28/1/367",
            ] {
                #expect(
                    try await office.faults(
                        "assignments",
                        Self.head + Self.here.replacing("09-30,,", with: "09-30,\(item),") + "\n")
                        == ["2 counted_before: \(item)"])
            }
        }
    }

    @Test("a file that freezes a post with somebody in it says so, as the verb does")
    func frozen() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let head = "organisation,post_ref,title,role,fte,status,created_on,frozen\n"
            let row = "\(Self.org),P/1,\"Social Worker, duty\",social_worker,1,"
            let frozen = try await office.load("posts", head + row + "frozen,2019-04-01,\n")
            #expect(frozen.warnings == ["P/1 is frozen from 30 September 2022. 1 employee is in it still."])
            let again = try await office.load("posts", head + row + "frozen,2019-04-01,\n")
            #expect(again.unchanged == 1 && again.warnings.isEmpty)
            let to = try await office.load(
                "posts",
                head
                    + "\(Self.org),P/4,Social Worker,social_worker,1,established,2021-12-01,2022-10-01/2022-10-05\n"
            )
            #expect(
                to.warnings == [
                    "P/4 is frozen from 1 October 2022 until 5 October 2022. 1 agency worker is in it still."
                ])
        }
    }
}
