/// Small files of placements, as a person would write them, for the office `plymouth_city_council` and `uhp`.
enum PlacementFiles {
    static let terms = """
        term,name,starts_on,ends_on,offers_due_on
        autumn-2022,Autumn 2022,2022-09-19,2023-03-31,2022-06-17
        spring-2023,Spring 2023,2023-01-09,2023-07-28,

        """

    static let educators = """
        educator_ref,organisation,stage,current_until,slots
        PE/1,uhp,2,2023-12-31,2
        PE/2,,1,,

        """

    static let placements = """
        organisation,placement_ref,team,setting,capacity,minimum,statutory,educator_ref,educator_stage,starts_on,ends_on,latitude,longitude,car_needed,adjustments,audited_until,term,on_site_supervisor,withdrawn_on
        uhp,P/1,Ward Team,hospital,2,1,true,PE/1,2,2022-09-26,2023-02-24,50.4167,-4.1125,false,step_free;quiet_room:partly,2023-12-31,autumn-2022,,
        plymouth_city_council,P/2,Adults North,adults,1,,true,,2,2022-09-26,2023-02-24,50.5,'-4.2,true,quiet_room;step_free,,autumn-2022,M. Hale,
        plymouth_city_council,P/3,Adults North,adults,0,0,,PE/3,1,2023-01-16,2023-06-30,'-0.5,1e-05,,,,spring-2023,,2022-09-01

        """

    static let students = """
        organisation,student_ref,given_name,family_name,programme,stage,latitude,longitude,has_car,max_travel_minutes,adjustments,conflicts,prior_settings,days_required,attributes,term,dbs_cleared_on,withdrawn_on
        uhp,S/1,Zoë,Nkosi,BA Social Work,final,50.38,-4.13,true,60,step_free,plymouth_city_council,adults@plymouth_city_council;children,100,first_language:zulu;returner,autumn-2022,2022-05-01,
        uhp,S/2,José,"Ñuñez, jr",MA,first,50.39,-4.14,false,,,,,,,autumn-2022,2022-05-02,
        uhp,S/3,Ann,O'Neill,MA,first,,,,,,,,,,spring-2023,,2022-09-01
        uhp,S/4,Ben,Hall,MA,final,50.40,-4.12,true,,quiet_room;step_free,,hospital,,,autumn-2022,2022-05-02,

        """

    static let pairs = "student_ref,partner_ref,kind\nS/4,S/2,car_share\n"
    static let preferences = "student_ref,placement_ref,rank\nS/1,P/1,1\nS/2,P/1,1\nS/4,P/1,2\nS/4,P/2,2\n"
    static let hostPreferences = "placement_ref,student_ref,band\nP/1,S/2,1\nP/1,S/1,1\n"
    static let travel =
        "student_ref,placement_ref,mode,minutes\nS/1,P/1,car,12\nS/1,P/1,public_transport,33\nS/4,P/2,car,44\n"

    /// Every kind with its file and number of rows, in the order in which an empty partnership takes them.
    static let all = [
        ("terms", terms, 2), ("educators", educators, 2), ("placements", placements, 3),
        ("students", students, 4), ("student_pairs", pairs, 1), ("travel", travel, 3),
        ("preferences", preferences, 4),
        ("host_preferences", hostPreferences, 2),
    ]
}

extension ImportOffice {
    /// Opens the office with everything of ``PlacementFiles`` up to a kind, that one included; all of it when nil.
    static func openWithPlacements(
        upTo last: String? = nil, _ body: (ImportOffice) async throws -> Void
    ) async throws {
        try await open { office in
            try await office.load("partners", ImportFiles.partners)
            for (kind, text, _) in PlacementFiles.all {
                try await office.load(kind, text)
                if kind == last { break }
            }
            try await body(office)
        }
    }
}
