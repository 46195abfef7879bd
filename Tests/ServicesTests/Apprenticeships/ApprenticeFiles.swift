/// Small files of apprentices, as a person would write them, for the office `plymouth_city_council` and `uhp`.
enum ApprenticeFiles {
    static let standards = """
        standard_ref,title,level,route,funding_band,effective_from,effective_to,version,minimum_hours,typical_months,note
        BA-L3,Business administrator,3,Business,5000.00,2017-09-19,2021-07-31,1.0,,18,
        BA-L3,Business administrator,3,Business,5000.00,2021-08-01,,1.1,400,18,
        ST0510,"Social worker, degree",6,,23000.00,2018-11-27,,1.0,,36,=To be checked

        """

    static let apprentices = """
        organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,provider,planned_end_on,wage_scheme,planned_start_on,price,agreed_hours,mentor,maintained_school,date_of_birth,age_exception,transferred_from,hours_reason
        plymouth_city_council,A/1,Zoë,"Ñuñez, jr",ST0510,social_worker,true,The College,2024-09-04,job_evaluated,2021-09-06,23000.00,,Kim,false,1994-02-28,true,,
        plymouth_city_council,A/2,Siân,O'Neill,BA-L3,teaching_assistant,false,,2021-03-05,,2019-09-02,5000.00,350,,true,,false,,Two years as an assistant
        plymouth_city_council,A/2,Siân,O'Neill,ST0510,social_worker,true,,2024-09-04,,2021-09-06,,,,false,,false,,
        uhp,B/1,Ann,Lee,BA-L3,business_administrator,false,,,,,,,,false,,false,,
        uhp,B/9,Siân,O'Neill,ST0510,social_worker,false,,,,,,,,false,,false,A/2,

        """

    static let events = """
        apprentice_ref,event,happened_on,reason,standard_ref,reason_code,override_reason
        A/1,started,2021-09-06,,ST0510,,Agreed by word
        A/1,break_started,2021-12-20,Twins,ST0510,parental_leave,
        A/1,returned,2022-03-01,,ST0510,,
        A/2,started,2019-09-02,,BA-L3,,
        A/2,gateway,2021-01-11,,BA-L3,,
        A/2,achieved,2021-03-05,,BA-L3,,
        A/2,started,2021-09-06,,ST0510,,
        A/2,withdrawn,2022-05-06,,ST0510,left_employment,

        """

    static let headcounts = """
        organisation,measured_on,headcount,fte,maintained_schools_headcount,correction_reason
        plymouth_city_council,2021-03-31,2000,1720.50,900,
        plymouth_city_council,2022-03-31,2010,,905,
        uhp,2021-03-31,6000,,,

        """

    static let starts = """
        organisation,from,to,employees_started,maintained_schools_started,correction_reason
        plymouth_city_council,2021-04-01,2021-09-30,110,60,
        plymouth_city_council,2021-10-01,2022-03-31,90,30,

        """

    static let levy = """
        organisation,month,kind,amount,top_up,correction_reason
        plymouth_city_council,2022-01,paid_in,1000.00,,
        plymouth_city_council,2022-02,paid_in,1000.00,90.91,
        plymouth_city_council,2022-02,spent,1500.50,,
        plymouth_city_council,2022-03,transferred_out,499.50,,

        """

    /// Every kind with its file and number of rows, in the order in which an empty partnership takes them.
    static let all = [
        ("standards", standards, 3), ("apprentices", apprentices, 5), ("apprenticeship_events", events, 8),
        ("headcounts", headcounts, 3), ("employment_starts", starts, 2), ("levy", levy, 4),
    ]
}

extension ImportOffice {
    /// Opens the office with everything of ``ApprenticeFiles`` up to a kind, that one included; all of it when nil.
    static func openWithApprentices(
        upTo last: String? = nil, _ body: (ImportOffice) async throws -> Void
    ) async throws {
        try await open { office in
            try await office.load("partners", ImportFiles.partners)
            for (kind, text, _) in ApprenticeFiles.all {
                try await office.load(kind, text)
                if kind == last { break }
            }
            try await body(office)
        }
    }
}
