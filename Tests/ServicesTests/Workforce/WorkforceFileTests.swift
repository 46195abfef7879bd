import Domain
import Foundation
import Postgres
import Services
import Testing

/// Small files of the workforce for the office `plymouth_city_council` and `uhp`.
enum WorkforceFiles {
    static let posts = """
        organisation,post_ref,title,role,team,fte,status,created_on,closed_on,regulator,reserved_for,reserved_from,frozen
        plymouth_city_council,P/1,"Social Worker, duty",social_worker,Zoë's team,1,established,2019-04-01,,social_work_england,,,
        plymouth_city_council,P/2,Social Worker,social_worker,,0.6,frozen,2019-04-01,,social_work_england,,,2020-01-01/2020-03-01;2022-04-01/
        plymouth_city_council,P/3,Social Worker,social_worker,,1,deleted,2019-04-01,2021-06-30,,,,
        plymouth_city_council,P/4,Social Worker,social_worker,,1,established,2021-12-01,,,EXT/1,2022-10-10,
        uhp,P/1,Nurse,registered_nurse,,0.5714,established,2020-02-29,,,,,

        """

    static let assignments = """
        organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,destination,candidate_ref,route,qualified_on,birth_year,cases,days_lost,cover_until,cover_plan,exit_themes,counted_on
        plymouth_city_council,P/1,E/1,employee,0.5,2020-02-29,2022-03-31,resigned,other_council,,experienced,,1975,,4.5,,,burnout;culture,2022-03-31
        plymouth_city_council,P/1,E/2,employee,0.5,2020-02-29,,,,,newly_qualified,2019-07-15,1996,12,,,,,2022-09-30
        plymouth_city_council,P/4,A/1,agency,1,2022-01-10,,,,,,,,,,2022-12-31,"=until, the recruit starts",,
        uhp,P/1,E/1,employee,0.5714,2021-01-01,,,,EXT/1,,,,,,,,,

        """

    static let returns = """
        area,year,as_of,in_post_fte,vacancies_fte,agency_fte,agency_covering_vacancies_fte,leavers_fte,cases,case_holders_fte,days_lost
        England,2021,2021-09-30,32500,6522,,,,,,
        Devon,2021,2021-09-30,300.25,40.5,30,20.5,33.3,4000,250.1,2100.5

        """
}

extension ImportOffice {
    /// Opens the office with candidates and everything of ``WorkforceFiles``.
    static func openWithWorkforce(_ body: (ImportOffice) async throws -> Void) async throws {
        try await openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            try await office.load("posts", WorkforceFiles.posts)
            try await office.load("assignments", WorkforceFiles.assignments)
            try await office.load("workforce_returns", WorkforceFiles.returns)
            try await body(office)
        }
    }
}

@Suite("Files of posts, assignments and returns")
struct WorkforceFileTests {
    static let kinds = [
        ("posts", WorkforceFiles.posts, 5), ("assignments", WorkforceFiles.assignments, 4),
        ("workforce_returns", WorkforceFiles.returns, 2),
    ]

    @Test("what goes in comes out, and again changes nothing")
    func roundTrip() async throws {
        try await ImportOffice.openWithWorkforce { office in
            for (kind, text, rows) in Self.kinds {
                let again = try await office.load(kind, text)
                #expect(again.unchanged == rows && again.added == 0 && again.changed == 0, "\(kind)")
                let exported = try await office.export(kind)
                let back = try await office.load(kind, exported)
                #expect(back.unchanged == rows, "\(kind): \(exported)")
                #expect(try await office.export(kind) == exported)
            }
            let posts = try await office.export("posts")
            #expect(
                posts.contains(
                    ",0.6,frozen,2019-04-01,,social_work_england,,,2020-01-01/2020-03-01;2022-04-01/,,\n"))
            #expect(posts.contains("\nuhp,P/1,Nurse,registered_nurse,,0.5714,established,2020-02-29,"))
            let assignments = try await office.export("assignments")
            #expect(assignments.contains(",\"'=until, the recruit starts\","))
            #expect(assignments.contains(",4.5,,,burnout;culture,2022-03-31,,\n"))
        }
    }

    @Test("a change is a further version, and what was known before stays")
    func versions() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let changed = WorkforceFiles.posts.replacingOccurrences(of: "Zoë's team", with: "South")
            let result = try await office.load("posts", changed)
            #expect(result.changed == 1)
            #expect(
                try await office.text(
                    """
                    select string_agg(version.team || ' ' || (version.superseded_at = 'infinity'), ', ' order by revision)
                    from berth.post_version as version where version.team is not null
                    """) == "Zoë's team false, South true")
            #expect(
                try await office.count(
                    "select count(*) from berth.audit_event where kind = 'post_changed' and before is not null"
                ) == 1)
        }
    }

    @Test("every bad post is named, and nothing is stored")
    func badPosts() async throws {
        try await ImportOffice.openWithRound { office in
            let head = "organisation,post_ref,title,role,fte,status,created_on,closed_on,frozen\n"
            let rows = [
                "uhp,A,T,registered_nurse,1.0001,established,2020-01-01,,",
                "uhp,B,T,registered_nurse,0,established,2020-01-01,,",
                "uhp,C,T,registered_nurse,1,deleted,2020-01-01,,",
                "uhp,D,T,registered_nurse,1,established,2020-01-01,2019-12-31,",
                "uhp,E,T,registered_nurse,1,established,2020-01-01,2022-09-30,",
                "uhp,F,T,registered_nurse,1,gone,2020-01-01,,",
                "nobody,G,T,registered_nurse,1,established,2020-01-01,,",
                "uhp,H,T,registered_nurse,1,established,2021-02-29,,",
                "uhp,I,T,registered_nurse,1,frozen,2020-01-01,,2020-01-01/2020-02-01",
                "uhp,J,T,registered_nurse,1,established,2020-01-01,,2020-01-01/",
                "uhp,K,T,registered_nurse,1,established,2020-01-01,,2020-02-01/2020-01-01",
                "uhp,L,T,Nurse Manager,1,established,2020-01-01,,",
                "uhp,M,T,registered_nurse,1,established,2020-01-01,,",
                "uhp,m,T,registered_nurse,1,established,2020-01-01,,",
            ]
            let before = try await office.rows()
            #expect(
                try await office.faults("posts", head + rows.joined(separator: "\n") + "\n") == [
                    "2 fte: 1.0001", "3 fte: 0", "4 closed_on: -", "5 closed_on: 2019-12-31",
                    "6 status: established", "7 status: gone", "8 organisation: nobody",
                    "9 created_on: 2021-02-29", "10 status: frozen", "11 status: established",
                    "12 frozen: 2020-02-01/2020-01-01", "13 role: Nurse Manager", "15 post_ref: m",
                ])
            #expect(try await office.count("select count(*) from berth.post") == 0)
            #expect(try await office.rows() == before)
        }
    }

    @Test("every bad assignment is named with its rule, and nothing is stored")
    func badAssignments() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let head =
                "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,cover_until,qualified_on,exit_themes,candidate_ref\n"
            let org = "plymouth_city_council"
            let rows = [
                "\(org),P/4,N/1,employee,1.2,2022-01-01,,,,,,",
                "\(org),P/4,N/1,employee,1,2022-05-02,2022-05-01,,,,,",
                "\(org),P/9,N/1,employee,1,2022-05-02,,,,,,",
                "\(org),P/4,N/1,volunteer,1,2022-05-02,,,,,,",
                "\(org),P/4,N/1,employee,1,2022-05-02,,resigned,,,,",
                "\(org),P/4,N/1,employee,1,2022-05-02,,,2022-12-31,,,",
                "\(org),P/4,N/1,employee,1,2022-05-02,2022-06-01,resigned,,,weather,",
                "\(org),P/4,N/1,employee,1,2022-05-02,,,,2023-01-01,,",
                "\(org),P/4,N/1,employee,1,2022-05-02,,,,,,EXT/9",
                "uhp,P/2,N/1,employee,1,2022-05-02,,,,,,",
                // In a deleted post, in one before it is deleted and after.
                "\(org),P/3,N/2,employee,1,2021-07-01,2021-08-01,,,,,",
                "\(org),P/3,N/3,employee,1,2020-01-01,2021-07-01,,,,,",
                // More than the post has room for, beside E/1 and E/2 of half a post each.
                "\(org),P/1,N/4,employee,0.1,2022-03-30,2022-09-01,,,,,",
                // The same person twice at once.
                "\(org),P/4,A/1,agency,1,2022-02-01,,,,,,",
            ]
            let error = try await office.refusal("assignments", head + rows.joined(separator: "\n") + "\n")
            let places = error.details.map { "\($0.line ?? 0) \($0.column ?? "-")" }
            #expect(
                places == [
                    "2 fte", "3 ended_on", "4 post_ref", "5 kind", "6 leaving_reason", "7 cover_until",
                    "8 exit_themes", "9 qualified_on", "10 candidate_ref", "11 post_ref", "12 post_ref",
                    "13 post_ref", "14 post_ref", "15 post_ref",
                ])
            let reasons = error.details.map(\.reason)
            #expect(reasons[10].contains("deleted on 2021-06-30"))
            #expect(reasons[12].contains("come to 1.1 on 2022-03-30, more than its 1"))
            #expect(reasons[13].contains("in the post P/4 already from 2022-01-10"))
            #expect(try await office.count("select count(*) from berth.assignment") == 4)
        }
    }

    @Test("who follows somebody may start on the last day of the other, in whatever order the rows come")
    func handover() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let head = "organisation,post_ref,person_ref,kind,fte,started_on,ended_on\n"
            let org = "plymouth_city_council"
            let result = try await office.load(
                "assignments",
                head
                    + "\(org),P/1,E/3,employee,0.5,2022-09-30,\n\(org),P/1,E/2,employee,0.5,2020-02-29,2022-09-30\n"
                    + "\(org),P/1,E/4,employee,0.5,2022-03-31,2022-08-01\n")
            #expect(result.added == 2 && result.changed == 1)
            #expect(
                try await office.faults(
                    "assignments", head + "\(org),P/1,E/5,employee,0.6,2022-08-01,\n") == ["2 post_ref: P/1"])
        }
    }

    @Test(
        "a post that loses room for who is in it is refused; agency without an end and an early start are warned of"
    )
    func peopleInPosts() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let smaller = WorkforceFiles.posts.replacingOccurrences(
                of: "Zoë's team,1,", with: "Zoë's team,0.9,")
            #expect(try await office.faults("posts", smaller) == ["2 post_ref: P/1"])
            let head = "organisation,post_ref,title,role,fte,status,created_on,closed_on,correction_reason\n"
            let deleted =
                "plymouth_city_council,P/4,Social Worker,social_worker,1,deleted,2021-12-01,2022-09-01,merged\n"
            #expect(try await office.faults("posts", head + deleted) == ["2 post_ref: P/4"])
            let result = try await office.load(
                "assignments",
                "organisation,post_ref,person_ref,kind,fte,started_on\nplymouth_city_council,P/4,A/2,agency,1,2021-11-01\n"
            )
            #expect(result.warnings.count == 2)
            #expect(result.warnings.contains { $0.contains("has no end") })
            #expect(result.warnings.contains { $0.contains("before it was created on 2021-12-01") })
        }
    }

    @Test("a status without dates is taken as the file can mean it")
    func plainStatus() async throws {
        try await ImportOffice.openWithRound { office in
            let head = "organisation,post_ref,title,role,fte,status,created_on\n"
            try await office.load("posts", head + "uhp,A,T,registered_nurse,1,frozen,2020-01-01\n")
            #expect(try await office.export("posts").contains(",frozen,2020-01-01,,,,,2020-01-01/,,\n"))
            let thawed = "uhp,A,T,registered_nurse,1,established,2020-01-01"
            #expect(try await office.faults("posts", head + thawed + "\n") == ["2 status: established"])
            try await office.load(
                "posts", "\(head.dropLast()),correction_reason\n\(thawed),the budget is there\n")
            #expect(
                try await office.text("select max(reason) from berth.audit_event where kind = 'post_changed'")
                    == "the budget is there")
            #expect(
                try await office.export("posts").contains(
                    ",established,2020-01-01,,,,,2020-01-01/2022-09-30,,\n"))
            try await office.load("posts", head + "uhp,A,T,registered_nurse,1,frozen,2020-01-01\n")
            #expect(
                try await office.export("posts").contains(",frozen,2020-01-01,,,,,2020-01-01/,,\n"),
                "thawed and frozen on one day is frozen all along")
        }
    }

    @Test("unknown codes are named with their place and what may have been meant, and nothing is stored")
    func codes() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let before = try await office.rows()
            let org = "plymouth_city_council"
            let posts = try await office.refusal(
                "posts",
                "organisation,post_ref,title,role,fte,status,created_on\n\(org),P/7,T,social_wroker,1,established,2020-01-01\n"
            )
            #expect(posts.details.map { "\($0.line ?? 0) \($0.column ?? "-")" } == ["2 role"])
            #expect(posts.details.first?.reason.contains("use one of ") == true)
            #expect(posts.details.first?.reason.contains("social_worker") == true)
            #expect(posts.details.first?.reason.contains("berth code list role") == true)
            let people = try await office.refusal(
                "assignments",
                """
                organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,destination,route
                \(org),P/4,N/1,employee,0.1,2021-01-01,2021-02-01,resinged,nhs,overseas
                \(org),P/4,N/2,employee,0.1,2021-01-01,2021-02-01,resigned,moon,overseas
                \(org),P/4,N/3,employee,0.1,2021-01-01,2021-02-01,resigned,nhs,by_sea

                """)
            #expect(
                people.details.map { "\($0.line ?? 0) \($0.column ?? "-")" } == [
                    "2 leaving_reason", "3 destination", "4 route",
                ])
            #expect(people.details.first?.reason.contains("use one of resigned.") == true)
            #expect(try await office.rows() == before)
        }
    }

    @Test(
        "a file takes no post from who it is kept for, and gives nobody more than standard hours, without a word"
    )
    func promises() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let org = "plymouth_city_council"
            let head = "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,candidate_ref\n"
            let filled = try await office.refusal(
                "assignments",
                head
                    + "\(org),P/4,N/1,employee,0.5,2022-09-01,,\n\(org),P/4,N/2,employee,0.5,2022-09-01,2022-10-10,\n"
            )
            #expect(filled.details.map(\.line) == [2], "the other is gone when the recruit comes")
            #expect(filled.details.first?.reason.contains("kept for EXT/1, expected on 2022-10-10") == true)
            let over = try await office.refusal(
                "assignments",
                head
                    + "\(org),P/1,E/3,employee,0.5,2022-04-01,,\nuhp,P/1,E/3,employee,0.5,2020-03-01,2020-12-31,\n"
                    + "\(org),P/4,E/3,employee,0.6,2022-05-01,2022-10-01,\n")
            #expect(over.details.map(\.line) == [4])
            #expect(
                over.details.first?.reason.contains(
                    "E/3 would work 1.1 on 2022-05-01: 0.5 in P/1, 0.6 in P/4")
                    == true)
            let posts =
                "organisation,post_ref,title,role,fte,status,created_on,closed_on,reserved_for,correction_reason\n"
            let kept = "\(org),P/4,Social Worker,social_worker,1,"
            for (row, place) in [
                ("established,2021-12-01,,,", "2 reserved_for: -"),
                ("frozen,2021-12-01,,EXT/1,", "2 status: frozen"),
                ("deleted,2021-12-01,2023-01-01,EXT/1,", "2 status: deleted"),
            ] {
                #expect(try await office.faults("posts", posts + kept + row + "\n") == [place], "\(row)")
            }
            let before = try await office.export("posts")
            #expect(before.contains(",EXT/1,2022-10-10,"))
            try await office.load("posts", posts + kept + "frozen,2021-12-01,,EXT/1,no money\n")
            let after = try await office.export("posts")
            #expect(
                after.contains("P/4,Social Worker,social_worker,,1,frozen,2021-12-01,,,,,2022-09-30/,,\n"))
            #expect(!after.contains("correction_reason"))
            let recruit = try await office.load(
                "assignments", head + "\(org),P/4,N/3,employee,1,2022-10-10,,EXT/1\n")
            #expect(recruit.added == 1)
        }
    }

    @Test("years of birth and destinations go in and out only with the permission")
    func sensitive() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let manager = try await office.person("max", .manager)
            #expect(try await office.export("assignments", as: manager).contains("birth_year"))
            let audited = try await office.count(
                """
                select count(*) from berth.audit_event
                where kind = 'assignment_added' and (after ->> 'birth_year' is not null or after ->> 'destination' is not null)
                """)
            #expect(audited == 0)
            let viewer = try await office.person("vic", .viewer)
            await expectRefusal(.notAllowed, "may not export") {
                _ = try await office.export("assignments", as: viewer)
            }
        }
    }
}
