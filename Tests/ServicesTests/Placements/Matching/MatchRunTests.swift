import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Match runs: run, show, verify")
struct MatchRunTests {
    /// Three places for four students. C lives near P/1 and A near P/2, D asks for nothing: the one best answer leaves
    /// B without a place.
    static let town = MatchTown(
        students: MatchTown.students("S/A", "S/B", "S/C", "S/D"),
        places: MatchTown.places("P/1", "P/2", "P/3"),
        wishes: ["S/A": ["P/1", "P/2"], "S/B": ["P/1", "P/2"], "S/C": ["P/1"]],
        minutes: ["S/C P/1": 10, "S/A P/2": 15])

    static let best = ["S/A": "P/2", "S/C": "P/1", "S/D": "P/3"]

    @Test("a run is the best there is, is shown as it was stored, and proves itself")
    func run() async throws {
        try await MatchOffice.open(Self.town) { office in
            let run = try await office.perform(RunMatch(term: nil))
            #expect(parts(run.objective) == [1, 0, 4, 45])
            #expect(run.bound == run.objective)
            #expect(run.exact && run.certificate == "valid" && run.status == "draft")
            #expect((run.createdBy, run.publishedBy, run.keptRun, run.moved) == ("Rita Runner", nil, nil, 0))
            let report = try await office.perform(ShowMatch(reference: run.ref), as: "vic")
            #expect(report.run == run)
            #expect(report.placed == 3 && report.unplaced == ["S/B"] && !report.partial)
            #expect(report.assignments.map(\.studentRef) == ["S/A", "S/C", "S/D"])
            #expect(report.assignments.map(\.placementRef) == ["P/2", "P/1", "P/3"])
            #expect(report.assignments.map(\.rank) == [2, 1, 1])
            #expect(report.assignments.map(\.travelMinutes) == [15, 10, 20])
            #expect(report.assignments.allSatisfy { !$0.locked && $0.problems.isEmpty })
            #expect(!report.rules.isEmpty)
            #expect(try await office.perform(ListMatches(term: "autumn-2022"), as: "vic") == [run])
            let verified = try await office.perform(VerifyMatch(), as: "vic")
            #expect(verified.certificate == "valid" && verified.assignmentsAgree && verified.reason == nil)
            #expect(try await office.perform(CheckMatch(run: run.ref)).isEmpty)
        }
    }

    @Test("equal inputs have the same hash and the same places, in whatever order their rows came")
    func deterministic() async throws {
        var hashes: Set<String> = []
        for isReversed in [false, true] {
            var town = Self.town
            town.isReversed = isReversed
            try await MatchOffice.open(town) { office in
                let (first, second) = (try await office.fresh(), try await office.fresh())
                #expect(first.ref != second.ref)
                #expect(first.inputHash == second.inputHash && first.objective == second.objective)
                #expect(try await office.places(first) == Self.best)
                #expect(try await office.places(second) == Self.best)
                hashes.insert(first.inputHash)
                try await office.change("update berth.travel set minutes = 21 where minutes = 20")
                let third = try await office.fresh()
                #expect(third.inputHash != first.inputHash, "a minute more is another input")
                hashes.insert(third.inputHash)
            }
        }
        #expect(hashes.count == 2, "one of the town and one of the changed town")
    }

    @Test("two students who are alike are told apart by the hash")
    func whoIsWho() async throws {
        let town = MatchTown(
            students: MatchTown.students("S/A", "S/B"), places: MatchTown.places("P/1"))
        try await MatchOffice.open(town) { office in
            try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: "agreed"))
            let first = try await office.fresh()
            try await office.perform(UnlockStudent(student: "S/A", reason: "no longer"))
            try await office.perform(LockStudent(student: "S/B", placement: "P/1", reason: "agreed"))
            let second = try await office.fresh()
            #expect(first.objective == second.objective)
            #expect(first.inputHash != second.inputHash)
            await expectRefusal(.conflict, "records have changed") {
                try await office.perform(PublishMatch(reference: first.ref), as: "cora")
            }
        }
    }

    /// What somebody with the keys of the database might do, what has to be found, and what puts it right.
    static let tampering: [(what: String, statement: SQL, isCertificateInvalid: Bool)] = [
        (
            "another placement",
            """
            update berth.match_student as changed set placement_id = other.placement_id
            from berth.match_student as other
            where changed.match_run_id = other.match_run_id and changed.number = 0 and other.number = 2
            """, false
        ),
        (
            "nobody's place",
            """
            update berth.match_student set placement_id = null, rank = null, travel_minutes = null
            where number = 0
            """, false
        ),
        ("another rank", "update berth.match_student set rank = 1 where number = 0", false),
        (
            "shorter journeys",
            "update berth.match_student set travel_minutes = 1 where travel_minutes is not null", false
        ),
        ("a place more", "update berth.match_placement set capacity = 2 where number = 0", false),
        ("better figures", "update berth.match_run set unplaced = 0", false),
        (
            "another hash",
            "update berth.match_run set input_hash = set_byte(input_hash, 0, 255 - get_byte(input_hash, 0))",
            false
        ),
        (
            "broken bytes of the certificate",
            "update berth.match_run set certificate = set_byte(certificate, 30, 255 - get_byte(certificate, 30))",
            true
        ),
        ("a short certificate", "update berth.match_run set certificate = substr(certificate, 1, 40)", true),
        (
            "broken bytes of the instance",
            "update berth.match_run set instance = set_byte(instance, 40, 255 - get_byte(instance, 40))",
            true
        ),
        ("no instance", "update berth.match_run set instance = ''", true),
        (
            "the certificate of another run",
            """
            update berth.match_run as changed set certificate = other.certificate
            from public.other_run as other
            """, true
        ),
        (
            "the instance of another run",
            """
            update berth.match_run as changed set instance = other.instance
            from public.other_run as other
            """, true
        ),
        (
            "instance and certificate of another run",
            """
            update berth.match_run as changed set certificate = other.certificate, instance = other.instance
            from public.other_run as other
            """, false
        ),
    ]

    @Test("whatever is changed in what is stored is found")
    func tampered() async throws {
        try await MatchOffice.open(Self.town) { office in
            let other = try await office.fresh()
            try await office.change("create table public.other_run as select * from berth.match_run")
            try await office.change("update berth.travel set minutes = 22 where minutes = 20")
            let run = try await office.fresh()
            #expect(other.inputHash != run.inputHash)
            try await office.change(
                """
                delete from berth.match_student where match_run_id = (select match_run_id from public.other_run)
                """)
            try await office.change(
                "delete from berth.match_placement where match_run_id = (select match_run_id from public.other_run)"
            )
            try await office.change(
                "delete from berth.match_run where match_run_id = (select match_run_id from public.other_run)"
            )
            for table in ["match_run", "match_student", "match_placement"] {
                try await office.change(
                    "create table public.\(unsafeRaw: table) as select * from berth.\(unsafeRaw: table)")
            }
            for (what, statement, isCertificateInvalid) in Self.tampering {
                try await office.change(statement)
                let found = try await office.perform(VerifyMatch(reference: run.ref), as: "vic")
                #expect(found.certificate == (isCertificateInvalid ? "invalid" : "valid"), "\(what)")
                #expect((found.reason == nil) == !isCertificateInvalid, "\(what)")
                #expect(isCertificateInvalid || !found.assignmentsAgree, "\(what)")
                try await office.change(
                    """
                    update berth.match_run as kept
                    set instance = saved.instance, certificate = saved.certificate, unplaced = saved.unplaced,
                        input_hash = saved.input_hash
                    from public.match_run as saved
                    """)
                try await office.change(
                    """
                    update berth.match_student as kept
                    set placement_id = saved.placement_id, rank = saved.rank,
                        travel_minutes = saved.travel_minutes
                    from public.match_student as saved
                    where saved.number = kept.number
                    """)
                try await office.change(
                    """
                    update berth.match_placement as kept set capacity = saved.capacity
                    from public.match_placement as saved
                    where saved.number = kept.number
                    """)
                let whole = try await office.perform(VerifyMatch(reference: run.ref), as: "vic")
                #expect(whole.certificate == "valid" && whole.assignmentsAgree, "after \(what)")
            }
        }
    }

    @Test("a locked student who was moved in the table is found too")
    func tamperedLock() async throws {
        try await MatchOffice.open(Self.town) { office in
            try await office.perform(LockStudent(student: "S/B", placement: "P/1", reason: "agreed"))
            let run = try await office.fresh()
            #expect(try await office.perform(VerifyMatch(reference: run.ref)).assignmentsAgree)
            try await office.change(
                """
                update berth.match_student
                set placement_id = (select placement_id from berth.placement where reference = 'P/3')
                where is_locked
                """)
            let found = try await office.perform(VerifyMatch(reference: run.ref))
            #expect(found.certificate == "valid" && !found.assignmentsAgree)
        }
    }

    @Test("a stable match has no certificate, and nobody in it has a justified complaint")
    func stable() async throws {
        try await MatchOffice.open(Self.town) { office in
            let run = try await office.perform(RunMatch(term: nil, goal: .stable))
            #expect(run.goal == "stable" && run.certificate == "none" && run.blockingPairs == 0)
            let found = try await office.perform(VerifyMatch(reference: run.ref))
            #expect(found.certificate == "none" && found.assignmentsAgree)
            try await office.change("update berth.match_student set rank = 3 where rank = 1")
            #expect(try await !office.perform(VerifyMatch(reference: run.ref)).assignmentsAgree)
        }
    }

    @Test("a term without students, an unknown term and an unknown run are refused")
    func refused() async throws {
        try await MatchOffice.open(Self.town) { office in
            await expectRefusal(.notFound, "no match run") { try await office.perform(ShowMatch()) }
            await expectRefusal(.notFound, "PLY-M-0009") {
                try await office.perform(VerifyMatch(reference: "PLY-M-0009-X"))
            }
            await expectRefusal(.notFound) { try await office.perform(RunMatch(term: "spring-2023")) }
            try await office.perform(
                AddTerm(
                    code: "spring-2023", name: "Spring", startsOn: try day("2023-01-09"),
                    endsOn: try day("2023-07-28"), offersDueOn: nil))
            try await expectRefusalLeavesAlone(office.office, .badData, "no students") {
                try await office.perform(RunMatch(term: "spring-2023"))
            }
            let run = try await office.perform(RunMatch(term: "autumn-2022"))
            try await expectRefusalLeavesAlone(office.office, .notFound) {
                try await office.perform(RunMatch(term: "spring-2023", keeping: .run(run.ref)))
            }
        }
    }
}
