import Domain
import Foundation
import Logging
import Postgres
import Services
import TestSupport
import Testing

@Suite("Files of placements and students")
struct PlacementFileTests {
    @Test("every kind is added, found unchanged, exported, and the export fills an empty partnership")
    func roundTrip() async throws {
        try await ImportOffice.open { office in
            try await office.load("partners", ImportFiles.partners)
            var exports: [(String, String)] = []
            for (kind, text, rows) in PlacementFiles.all {
                let first = try await office.load(kind, text)
                #expect((first.rows, first.added, first.changed) == (rows, rows, 0), "\(kind)")
                let again = try await office.load(kind, text)
                #expect((again.added, again.changed, again.unchanged) == (0, 0, rows), "\(kind)")
            }
            for (kind, _, _) in PlacementFiles.all {
                let exported = try await office.export(kind)
                let back = try await office.load(kind, exported)
                #expect((back.added, back.changed) == (0, 0), "\(kind)")
                exports.append((kind, exported))
            }
            #expect(try await office.workspace.perform(VerifyAudit(), as: office.admin).broken.isEmpty)
            try await ImportOffice.open { empty in
                try await empty.load("partners", ImportFiles.partners)
                for (kind, text) in exports {
                    try await empty.load(kind, text)
                    #expect(try await empty.export(kind) == text, "\(kind)")
                }
            }
        }
    }

    @Test("exports keep lists, small numbers and negative ones, and guard what a spreadsheet would run")
    func exportText() async throws {
        try await ImportOffice.openWithPlacements { office in
            let placements = try await office.export("placements").split(separator: "\n").map(String.init)
            #expect(
                placements[1]
                    == "uhp,P/1,Ward Team,hospital,2,1,true,PE/1,2,2022-09-26,2023-02-24,50.4167,'-4.1125,false,quiet_room:partly;step_free,2023-12-31,autumn-2022,,"
            )
            #expect(
                placements[2].contains(
                    ",true,,2,2022-09-26,2023-02-24,50.5,'-4.2,true,quiet_room;step_free,,autumn-2022,M. Hale,"
                ))
            #expect(placements[3].hasPrefix("plymouth_city_council,P/3,Adults North,adults,0,0,,PE/3,1,"))
            #expect(placements[3].contains(",'-0.5,1e-05,,"))
            let students = try await office.export("students").split(separator: "\n").map(String.init)
            #expect(
                students[1]
                    == "uhp,S/1,Zoë,Nkosi,BA Social Work,final,50.38,'-4.13,true,60,step_free,plymouth_city_council,adults@plymouth_city_council;children,100,first_language:zulu;returner,autumn-2022,2022-05-01,,"
            )
        }
    }

    @Test("a changed cell changes the record and its audit; a column left out keeps what is stored")
    func changed() async throws {
        try await ImportOffice.openWithPlacements { office in
            let students = try await office.load(
                "students",
                PlacementFiles.students.replacingOccurrences(
                    of: ",60,step_free,", with: ",75,step_free;quiet_room,"))
            #expect((students.added, students.changed, students.unchanged) == (0, 1, 3))
            #expect(
                try await office.text(
                    """
                    select string_agg(kind || ' ' || coalesce(after ->> 'max_travel_minutes', '-'), ', '
                                      order by sequence)
                    from berth.audit_event
                    where subject_id = (select student_id from berth.student where reference = 'S/1')
                      and kind in ('student_added', 'student_changed', 'student_adjustments_changed')
                    """) == "student_added 60, student_changed 75, student_adjustments_changed -")
            let short = try await office.load(
                "students",
                "organisation,student_ref,given_name,family_name,programme,stage\nuhp,S/1,Zoë,Nkosi,BA Social Work,final\n"
            )
            #expect((short.changed, short.unchanged) == (0, 1))
            let placements = try await office.load(
                "placements", PlacementFiles.placements.replacingOccurrences(of: "PE/1,2,", with: "PE/1,1,"))
            #expect((placements.changed, placements.unchanged) == (1, 2))
            #expect(
                try await office.text(
                    "select stage::text from berth.practice_educator where reference = 'PE/1'") == "1")
            let ranks = try await office.load(
                "preferences", "student_ref,placement_ref,rank\nS/4,P/1,1\nS/4,P/2,2\n")
            #expect((ranks.added, ranks.changed, ranks.unchanged) == (0, 1, 1))
        }
    }

    @Test("bad placements: a minimum above the capacity, dates, places, educators of two stages, terms")
    func placementFaults() async throws {
        try await ImportOffice.openWithPlacements(upTo: "educators") { office in
            let before = try await office.rows()
            let head =
                "organisation,placement_ref,team,setting,capacity,minimum,educator_ref,educator_stage,starts_on,ends_on,latitude,longitude,adjustments,term\n"
            let end = "2022-09-26,2023-02-24"
            let faults = try await office.faults(
                "placements",
                head + """
                    uhp,A,Team,hospital,2,3,,,\(end),,,,autumn-2022
                    uhp,B,Team,hospital,2,,,,2023-02-24,2022-09-26,,,,autumn-2022
                    uhp,C,Team,hospital,2,,,,\(end),50.1,,,autumn-2022
                    uhp,D,Team,hospital,2,,,,\(end),50.1,-200,,autumn-2022
                    uhp,E,Team,Hospital,-1,,,,\(end),,,,autumn-2022
                    uhp,F,Team,hospital,2,,PE/9,1,\(end),,,,autumn-2022
                    uhp,G,Team,hospital,2,,PE/9,2,\(end),,,,autumn-2022
                    uhp,H,Team,hospital,2,,,,\(end),,,,nowhere
                    nobody,I,Team,hospital,2,,,,\(end),,,,autumn-2022
                    uhp,h,Team,hospital,2,,,,\(end),,,,autumn-2022
                    uhp,J,Team,hospital,2,,,,\(end),,,quiet:never,autumn-2022
                    uhp,K,Team,hospital,2,,,,2023-01-30,2023-02-24,,,,

                    """)
            #expect(
                faults == [
                    "2 minimum: 3", "3 ends_on: 2022-09-26", "4 longitude: -", "5 longitude: -200",
                    "6 setting: Hospital", "6 capacity: -1", "8 educator_stage: 2", "9 term: nowhere",
                    "10 organisation: nobody", "11 placement_ref: h", "12 adjustments: quiet:never",
                    "13 term: -",
                ])
            #expect(try await office.rows() == before)
            #expect(try await office.count("select count(*) from berth.placement") == 0)
            #expect(try await office.count("select count(*) from berth.practice_educator") == 2)
            // Dates that only one of two terms has say which it is.
            let only = try await office.load(
                "placements", head + "uhp,K,Team,hospital,2,,,,2022-09-26,2023-01-30,,,,\n")
            #expect(only.added == 1)
        }
    }

    @Test("bad students: repeats, capitals, terms that are missing, lists that are none, dates to come")
    func studentFaults() async throws {
        try await ImportOffice.openWithPlacements(upTo: "students") { office in
            let before = try await office.count("select count(*) from berth.student")
            let head =
                "organisation,student_ref,given_name,family_name,programme,stage,max_travel_minutes,conflicts,prior_settings,attributes,term,dbs_cleared_on,latitude\n"
            let faults = try await office.faults(
                "students",
                head + """
                    uhp,T/1,Ann,Lee,MA,final,,,,,autumn-2022,,
                    uhp,t/1,Ann,Lee,MA,final,,,,,autumn-2022,,
                    uhp,s/1,Ann,Lee,MA,final,,,,,autumn-2022,,
                    uhp,T/4,Ann,Lee,MA,second,,,,,autumn-2022,,
                    uhp,T/5,Ann,Lee,MA,final,-5,,,,autumn-2022,,
                    uhp,T/6,Ann,Lee,MA,final,,Not Code,,,autumn-2022,,
                    uhp,T/7,Ann,Lee,MA,final,,,a@b@c,,autumn-2022,,
                    uhp,T/8,Ann,Lee,MA,final,,,,x:,autumn-2022,,
                    uhp,T/9,Ann,Lee,MA,final,,,,,,,
                    uhp,T/10,Ann,Lee,MA,final,,,,,autumn-2022,2022-10-01,
                    uhp,T/11,Ann,Lee,MA,final,,,,,autumn-2022,,51.0

                    """)
            #expect(
                faults == [
                    "3 student_ref: t/1", "4 student_ref: s/1", "5 stage: second", "6 max_travel_minutes: -5",
                    "7 conflicts: Not Code", "8 prior_settings: a@b@c", "9 attributes: x:", "10 term: -",
                    "11 dbs_cleared_on: 2022-10-01", "12 longitude: -",
                ])
            #expect(try await office.count("select count(*) from berth.student") == before)
            let warned = try await office.load(
                "students", head + "uhp,T/1,Ann,Lee,MA,final,,ward_team;ward_tean,,,autumn-2022,,\n")
            #expect(warned.warnings.count == 1 && warned.warnings[0].contains("ward_tean"))
        }
    }

    @Test("bad preferences: no such placement, one that a rule refuses, two ranks for one pair")
    func preferenceFaults() async throws {
        try await ImportOffice.openWithPlacements { office in
            let before = try await office.count("select count(*) from berth.preference")
            let error = try await office.refusal(
                "preferences",
                """
                student_ref,placement_ref,rank
                S/2,P/9,1
                S/9,P/1,1
                S/1,P/2,2
                S/2,P/1,1
                s/2,p/1,2
                S/2,P/2,0
                S/2,P/2,1
                S/2,P/3,1

                """)
            let places = error.details.map { "\($0.line ?? 0) \($0.column ?? "-")" }
            #expect(
                places == [
                    "2 placement_ref", "3 student_ref", "4 placement_ref", "6 rank", "7 rank",
                    "8 placement_ref",
                    "9 placement_ref",
                ])
            #expect(error.details[2].reason.contains("the student has a conflict of interest there"))
            #expect(error.details[2].reason.contains("has been in this setting of this organisation before"))
            #expect(error.details[3].reason.contains("line 5"))
            #expect(error.details[5].reason.contains("it needs a car, and the student has none"))
            #expect(error.details[6].reason.contains("another term"))
            #expect(error.details[6].reason.contains("the host has withdrawn"))
            #expect(try await office.count("select count(*) from berth.preference") == before)
        }
    }

    @Test("a process that has not read the reference data yet imports preferences too")
    func freshProcess() async throws {
        try await ImportOffice.openWithPlacements(upTo: "travel") { office in
            let fresh = Workspace(
                pool: office.database.pool(as: .application), now: .fixed(ImportOffice.now),
                ids: IDSource(now: .fixed(ImportOffice.now), random: { UInt64.random(in: 0...UInt64.max) }),
                logger: Logger(label: "test"))
            let admin = try await fresh.signIn("ada", partnership: "plymouth")
            let result = try await fresh.perform(
                ImportFile(kind: "preferences", source: try office.source(PlacementFiles.preferences)),
                as: admin)
            #expect(result.added == 4)
        }
    }

    @Test("somebody whose check is not cleared may say what they would like")
    func preferenceBeforeClearance() async throws {
        try await ImportOffice.openWithPlacements(upTo: "travel") { office in
            try await office.load(
                "students",
                PlacementFiles.students.replacingOccurrences(
                    of: "hospital,,,autumn-2022,2022-05-02", with: "hospital,,,autumn-2022,"))
            let options = try await office.workspace.perform(
                ShowStudentInFull(reference: "S/4"), as: office.admin
            ).options
            #expect(options.allSatisfy { $0.refused == ["dbs_missing"] } && options.count == 2)
            #expect(try await office.load("preferences", PlacementFiles.preferences).added == 4)
        }
    }

    @Test("what is stored stays when a rule comes to refuse it, and the same file still changes nothing")
    func preferenceOverRule() async throws {
        try await ImportOffice.openWithPlacements { office in
            try await office.load(
                "students",
                PlacementFiles.students.replacingOccurrences(
                    of: ",plymouth_city_council,adults@", with: ",uhp;plymouth_city_council,adults@"))
            #expect(try await office.load("preferences", PlacementFiles.preferences).unchanged == 4)
        }
    }

    @Test("bad bands and journeys, and pairs that would make a ring")
    func otherFaults() async throws {
        try await ImportOffice.openWithPlacements { office in
            #expect(
                try await office.faults(
                    "host_preferences",
                    "placement_ref,student_ref,band\nP/1,S/4,0\nP/1,S/3,1\nP/9,S/1,1\nP/1,S/4,1\nP/1,S/4,2\n")
                    == ["2 band: 0", "3 student_ref: S/3", "4 placement_ref: P/9", "6 band: 2"])
            #expect(
                try await office.faults(
                    "travel",
                    "student_ref,placement_ref,mode,minutes\nS/1,P/1,boat,3\nS/1,P/1,car,1441\nS/2,P/1,car,3\nS/2,P/1,car,4\n"
                ) == ["2 mode: boat", "3 minutes: 1441", "5 mode: car"])
            let students = PlacementFiles.students.split(separator: "\n")
            let more = (5...7).map {
                String(students[2]).replacingOccurrences(of: "S/2", with: "S/\($0)")
            }
            try await office.load("students", ([String(students[0])] + more).joined(separator: "\n") + "\n")
            let error = try await office.refusal(
                "student_pairs",
                """
                student_ref,partner_ref,kind
                S/5,S/6,couple
                S/6,S/7,couple
                S/7,S/5,couple
                S/7,S/7,couple
                S/1,S/2,couple
                S/2,S/4,couple
                S/1,S/3,couple

                """)
            let places = error.details.map { "\($0.line ?? 0) \($0.column ?? "-")" }
            #expect(
                places == [
                    "3 student_ref", "4 partner_ref", "5 partner_ref", "6 partner_ref", "7 kind",
                    "8 partner_ref",
                ])
            #expect(error.details[0].reason.contains("line 2"))
            #expect(try await office.count("select count(*) from berth.student_pair") == 2)
        }
    }

    @Test("offers that may be one are warned of, and terms that are none are refused")
    func warningsAndTerms() async throws {
        try await ImportOffice.openWithPlacements { office in
            let head =
                "organisation,placement_ref,team,setting,capacity,educator_ref,starts_on,ends_on,term\n"
            let result = try await office.load(
                "placements",
                head + "uhp,P/8,Ward Team,hospital,1,PE/1,2023-02-24,2023-03-24,autumn-2022\n")
            #expect(
                result.warnings.count == 1 && result.warnings[0].hasPrefix("P/1 and P/8 offer the same team"))
            #expect(
                try await office.faults(
                    "terms",
                    "term,name,starts_on,ends_on,offers_due_on\nAutumn,A,2022-01-01,2022-02-01,\na,A,2022-02-01,2022-01-01,\nb,B,2022-01-01,2022-02-01,2022-03-01\nb,B,2022-01-01,2022-02-01,\n"
                ) == ["2 term: Autumn", "3 ends_on: 2022-01-01", "4 offers_due_on: 2022-03-01", "5 term: b"])
        }
    }
}
