import Domain
import OfficeSupport
import Services
import Testing

/// The first and the last day on which something can be so of somebody in a post, and who may say what of it.
@Suite("Edges of an assignment")
struct AssignmentEdgeTests {
    private func correct(
        _ change: (inout AssignmentCorrection) throws -> Void
    ) rethrows -> CorrectAssignment {
        var correction = AssignmentCorrection()
        try change(&correction)
        return CorrectAssignment(post: "TAV/1", person: "E1", correction, reason: "misread")
    }

    @Test("somebody may qualify, be counted and leave today; who has left today does not leave again")
    func today() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let today = try day("2022-09-30")
            let counted = try await office.perform(
                correct {
                    $0.qualifiedOn = today
                    $0.countedOn = today
                    $0.daysLost = FTE(whole: 366)
                })
            #expect(counted.qualifiedOn == today && counted.daysLost == FTE(whole: 366))
            try await expectRefusalLeavesAlone(office, .badData, "more than twelve months have, 366") {
                try await office.perform(
                    correct {
                        $0.countedOn = today
                        $0.daysLost = FTE("366.5")
                    })
            }
            try await office.perform(EndAssignment(post: "TAV/1", person: "E1", reason: "resigned"))
            for date in [nil, today] {
                try await expectRefusalLeavesAlone(office, .conflict, "left the post TAV/1 on 2022-09-30") {
                    try await office.perform(
                        EndAssignment(post: "TAV/1", person: "E1", on: date, reason: "retired"))
                }
            }
            // Another day corrects it.
            let earlier = try await office.perform(
                EndAssignment(post: "TAV/1", person: "E1", on: try day("2022-09-29"), reason: "retired"))
            #expect(earlier.leavingReason == "retired")
        }
    }

    @Test("a file takes somebody of fourteen who came, qualified and left today, and refuses one of thirteen")
    func file() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            func row(_ qualified: String, _ born: Int) -> String {
                "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,qualified_on,birth_year\n"
                    + "tavy_trust,TAV/3,E9,employee,1,2022-09-30,2022-09-30,\(qualified),\(born)\n"
            }
            try await expectFault(
                office, "assignments", row("2022-10-01", 2008), line: 2, column: "qualified_on", "after today"
            )
            try await expectFault(
                office, "assignments", row("2022-09-30", 2009), line: 2, column: "birth_year",
                "Nobody born in 2009 works yet")
            #expect(try await office.load("assignments", row("2022-09-30", 2008)).added == 1)
        }
    }

    @Test("cover lasts until it is agreed to end, which may be before it was to")
    func cover() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            func until() async throws -> CalendarDate? {
                try await office.perform(ShowPost(reference: "TAV/2")).line.coverUntil
            }
            #expect(try await until() == day("2022-12-31"))
            try await office.perform(
                EndAssignment(post: "TAV/2", person: "A1", on: try day("2022-11-30"), reason: "resigned"))
            #expect(try await until() == day("2022-11-30"))
        }
    }

    @Test("who is in a post has gone nowhere, and where somebody went is said by who may see people")
    func destination() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            try await expectRefusalLeavesAlone(office, .badData, "give --ends-on too") {
                try await office.perform(correct { $0.destination = "nhs" })
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "cannot record a destination") {
                try await office.perform(
                    EndAssignment(post: "TAV/1", person: "E1", reason: "resigned", destination: "nhs"),
                    as: "olga")
            }
            try await office.perform(
                EndAssignment(
                    post: "TAV/1", person: "E1", on: try day("2022-09-01"), reason: "resigned",
                    destination: "nhs"))
            for verb in [correct { $0.destination = "agency" }, correct { $0.cleared = [.destination] }] {
                try await expectRefusalLeavesAlone(office, .notAllowed, "cannot correct a destination") {
                    try await office.perform(verb, as: "olga")
                }
            }
            #expect(
                try await office.perform(correct { $0.cleared = [.destination] }).leavingReason == "resigned")
        }
    }

    @Test("whoever starts on the day that is asked about has stayed, and is of those who started from it on")
    func retention() async throws {
        try await withOffice { office in
            // Both employees start on 3 February 2020.
            try await office.furnishWorkforce()
            func people(asOf: String, from: String? = nil) async throws -> Int? {
                try await office.perform(
                    ReportRetention(
                        by: .intake, asOf: try day(asOf), startedFrom: try from.map { try day($0) },
                        threshold: 1)
                ).total.people
            }
            #expect(try await people(asOf: "2020-02-02") == 0)
            #expect(try await people(asOf: "2020-02-03") == 2)
            #expect(try await people(asOf: "2022-09-30", from: "2020-02-03") == 2)
            #expect(try await people(asOf: "2022-09-30", from: "2020-02-04") == 0)
        }
    }

    @Test("the year of birth may stand with either of two posts")
    func birthYear() async throws {
        try await withOffice { office in
            try await office.load(
                "posts",
                "organisation,post_ref,title,role,fte,status,created_on\n"
                    + ["A", "B", "C", "D"].map {
                        "plymouth_council,\($0),SW,social_worker,1,established,2018-01-01\n"
                    }.joined())
            try await office.load(
                "assignments",
                """
                organisation,post_ref,person_ref,kind,fte,started_on,birth_year
                plymouth_council,A,E1,employee,0.5,2019-01-01,1961
                plymouth_council,B,E1,employee,0.5,2019-01-01,
                plymouth_council,C,E2,employee,0.5,2019-01-01,
                plymouth_council,D,E2,employee,0.5,2019-01-01,1962

                """)
            let ages = try await office.perform(ReportWorkforce(threshold: 1)).ages
            #expect(ages.rows.filter { $0.counts != [0] }.map(\.name) == ["55_to_64"] && ages.total == [2])
        }
    }

    @Test("somebody is newly qualified for twelve months, the day of the year after not being one of them")
    func newlyQualified() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            func qualify(_ date: String) async throws {
                try await office.perform(correct { $0.qualifiedOn = try day(date) })
            }
            try await qualify("2021-09-01")
            for (date, count) in [
                ("2021-08-31", 0), ("2021-09-01", 1), ("2022-08-31", 1), ("2022-09-01", 0),
            ] {
                let report = try await office.perform(ReportWorkforce(asOf: try day(date), threshold: 1))
                #expect(report.people.newlyQualified == count, "\(date)")
            }
            // They came on 3 February 2020.
            for (date, routes) in [
                ("2019-02-03", ["not_recorded"]), ("2019-02-04", ["newly_qualified", "not_recorded"]),
            ] {
                try await qualify(date)
                let report = try await office.perform(ReportRetention(by: .route, threshold: 1))
                #expect(report.groups.map(\.name) == routes, "\(date)")
            }
        }
    }

    @Test("who ends within so many days ends on the last of them too, by the agreed end or the cover")
    func endsWithin() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            try await office.perform(
                EndAssignment(post: "TAV/1", person: "E1", on: try day("2022-10-10"), reason: "resigned"))
            func ending(_ days: Int) async throws -> [String] {
                try await office.perform(
                    ListAssignments(
                        scope: WorkforceScope(organisation: "tavy_trust"), endsWithin: days)
                ).map(\.personRef)
            }
            #expect(try await ending(9) == [])
            #expect(try await ending(10) == ["E1"])
            func listed(_ date: String) async throws -> Bool {
                try await office.perform(ListAssignments(asOf: try day(date))).contains {
                    $0.postRef == "TAV/1"
                }
            }
            #expect(try await listed("2022-10-09"))
            #expect(try await !listed("2022-10-10"), "days count at their close")
            // Agency cover until 31 December.
            #expect(try await ending(91) == ["E1"])
            #expect(try await ending(92).sorted() == ["A1", "E1"])
        }
    }
}
