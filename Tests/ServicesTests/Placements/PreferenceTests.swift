import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Preferences, bands and journeys are set and taken back")
struct PreferenceTests {
    private static var town: MatchTown {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B"), places: MatchTown.places("P/1", "P/2"),
            wishes: ["S/A": ["P/1"], "S/B": ["P/2"]])
        town.students[1].university = "other_university"
        town.students[1].conflicts = "team_p_1"
        return town
    }

    private static func ranks(_ office: MatchOffice) async throws -> [String] {
        try await office.office.asSuperuser { db in
            try db.query(
                """
                select student.reference || ' ' || placement.reference || ' ' || preference.rank
                from berth.preference
                join berth.student using (partnership_id, student_id)
                join berth.placement using (partnership_id, placement_id)
                order by 1
                """, as: String.self)
        }
    }

    @Test("one preference is set, changed and taken back, by the university too, each with its event")
    func single() async throws {
        try await MatchOffice.open(Self.town) { office in
            try await office.perform(SetPreference(student: "s/a", placement: "p/2", rank: 2), as: "una")
            try await office.perform(SetPreference(student: "S/A", placement: "P/1", rank: 3))
            #expect(try await Self.ranks(office) == ["S/A P/1 3", "S/A P/2 2", "S/B P/2 1"])
            try await office.perform(SetPreference(student: "S/A", placement: "P/1", rank: nil), as: "una")
            #expect(try await Self.ranks(office) == ["S/A P/2 2", "S/B P/2 1"])
            let events = try await office.office.asSuperuser { db in
                try db.query(
                    """
                    select kind || coalesce(' was ' || before::text, '') || coalesce(' is ' || after::text, '')
                    from berth.audit_event
                    where kind like 'preferences_%' and subject_id = (
                        select student_id from berth.student where reference = 'S/A')
                    order by sequence
                    """, as: String.self)
            }
            #expect(
                events.suffix(3) == [
                    #"preferences_set is {"P/2": 2}"#, #"preferences_set is {"P/1": 3}"#,
                    #"preferences_removed was {"P/1": 3}"#,
                ], "\(events)")
        }
    }

    @Test("what is wrong is refused and changes nothing")
    func refused() async throws {
        try await MatchOffice.open(Self.town) { office in
            func refused(
                _ kind: ServiceError.Kind, _ words: String, _ verb: some Verb, as login: String = "rita"
            ) async throws {
                try await expectRefusalLeavesAlone(office.office, kind, words) {
                    _ = try await office.perform(verb, as: login)
                }
            }
            try await refused(.badData, "1 to 1000", SetPreference(student: "S/A", placement: "P/1", rank: 0))
            try await refused(
                .badData, "1 to 1000", SetPreference(student: "S/A", placement: "P/1", rank: 1_001))
            try await refused(
                .conflict, "already", SetPreference(student: "S/A", placement: "P/1", rank: 1))
            try await refused(
                .conflict, "to take back", SetPreference(student: "S/A", placement: "P/2", rank: nil))
            try await refused(
                .badData, "S/B cannot go to P/1", SetPreference(student: "S/B", placement: "P/1", rank: 1))
            try await refused(.notFound, "S/X", SetPreference(student: "S/X", placement: "P/1", rank: 1))
            try await refused(.notFound, "P/X", SetPreference(student: "S/A", placement: "P/X", rank: 1))
            // A university sets nothing of another's students, whom it does not see.
            try await refused(
                .notFound, "S/B", SetPreference(student: "S/B", placement: "P/2", rank: 2), as: "una")
            try await refused(
                .notAllowed, "hugo may not",
                SetHostBand(placement: "P/1", student: "S/A", band: 1), as: "hugo")
            try await refused(
                .notAllowed, "vic may not", SetPreference(student: "S/A", placement: "P/2", rank: 1),
                as: "vic")
            try await refused(
                .badData, "0 to 1440",
                SetTravel(student: "S/A", placement: "P/1", mode: .car, minutes: 1_441))
            try await refused(
                .conflict, "to take back",
                SetTravel(student: "S/A", placement: "P/1", mode: .publicTransport, minutes: nil))
            try await refused(
                .conflict, "to take back", SetHostBand(placement: "P/1", student: "S/A", band: nil))
        }
    }

    @Test("who sees everybody and works for one university sets the preferences of its students only")
    func ownOnly() async throws {
        try await MatchOffice.open(Self.town) { office in
            try await office.office.colleague("uma", "Uma Both", .partner, of: "city_university")
            try await office.office.perform(
                GrantRole(login: "uma", role: .viewer, organisationCode: nil), as: "ada")
            try await office.perform(SetPreference(student: "S/A", placement: "P/2", rank: 2), as: "uma")
            try await expectRefusalLeavesAlone(office.office, .notFound, "no student S/B") {
                try await office.perform(SetPreference(student: "S/B", placement: "P/2", rank: 2), as: "uma")
            }
            try await expectRefusalLeavesAlone(office.office, .badData) {
                try await office.office.loadPreferences(
                    "student_ref,placement_ref,rank\nS/B,P/2,2\n", as: "uma")
            }
        }
    }

    @Test("bands and journeys likewise")
    func others() async throws {
        try await MatchOffice.open(Self.town) { office in
            let before = try await office.fresh()
            try await office.perform(SetTravel(student: "S/A", placement: "P/1", mode: .car, minutes: 33))
            #expect(try await office.fresh().objective.travel == before.objective.travel + 13)
            try await office.perform(SetTravel(student: "S/A", placement: "P/1", mode: .car, minutes: nil))
            try await office.perform(SetHostBand(placement: "P/1", student: "S/A", band: 2))
            try await office.perform(SetHostBand(placement: "P/1", student: "S/A", band: 1))
            try await office.perform(SetHostBand(placement: "P/1", student: "S/A", band: nil))
            let (travel, bands) = try await office.office.asSuperuser { db in
                (
                    try db.one("select count(*) from berth.travel", as: Int.self),
                    try db.one("select count(*) from berth.host_preference", as: Int.self)
                )
            }
            #expect(travel == 3 && bands == 0)
        }
    }

    @Test(
        "a file that replaces is the whole truth for whom it names, and a university's for its own students only"
    )
    func replacing() async throws {
        try await MatchOffice.open(Self.town) { office in
            let head = "student_ref,placement_ref,rank\n"
            let first = try await office.office.load("preferences", head + "S/A,P/2,2\n")
            #expect(first.removed == 0 && first.added == 1)
            for isDry in [true, false, false] {
                let result = try await office.office.loadPreferences(
                    head + "S/A,P/2,1\n", as: "una", dryRun: isDry, replace: true)
                #expect(result.isDryRun == isDry)
                if isDry {
                    #expect(result.changed == 1 && result.removed == 1)
                    #expect(try await Self.ranks(office).count == 3)
                }
            }
            #expect(try await Self.ranks(office) == ["S/A P/2 1", "S/B P/2 1"], "S/B is not named")
            try await expectRefusalLeavesAlone(office.office, .badData) {
                try await office.office.loadPreferences(head + "S/B,P/2,1\n", as: "una", replace: true)
            }
            // A file with a fault removes nothing.
            try await expectRefusalLeavesAlone(office.office, .badData) {
                try await office.office.loadPreferences(
                    head + "S/A,P/1,1\nS/A,P/9,2\n", as: "rita", replace: true)
            }
            try await expectRefusalLeavesAlone(office.office, .usage, "--replace") {
                try await office.office.load("terms", "term,name,starts_on,ends_on\n", replace: true)
            }
            try await office.office.load(
                "host_preferences", "placement_ref,student_ref,band\nP/1,S/A,1\nP/2,S/A,1\nP/2,S/B,2\n")
            let bands = try await office.office.load(
                "host_preferences", "placement_ref,student_ref,band\nP/2,S/B,1\n", replace: true)
            #expect(bands.removed == 1 && bands.changed == 1, "P/1 is not named")
            let journeys = try await office.office.load(
                "travel", "student_ref,placement_ref,mode,minutes\nS/A,P/1,public_transport,44\n",
                replace: true)
            #expect(journeys.added == 1 && journeys.removed == 2)
        }
    }

    @Test(
        "a university that names a placement that the rules refuse is told why, though it sees no placements")
    func told() async throws {
        try await MatchOffice.open(Self.town) { office in
            try await office.office.colleague("olaf", "Olaf Other", .partner, of: "other_university")
            let head = "student_ref,placement_ref,rank\n"
            do {
                try await office.office.loadPreferences(head + "S/B,P/1,2\n", as: "olaf")
                Issue.record("the rule was not asked")
            } catch let refusal as ServiceError {
                #expect(refusal.kind == .badData)
                #expect(refusal.details.first?.reason.contains("S/B cannot go to P/1") == true)
            }
            await expectRefusal(.notAllowed, "olaf may not") {
                try await office.office.load("students", "student_ref\n", as: "olaf")
            }
        }
    }
}
