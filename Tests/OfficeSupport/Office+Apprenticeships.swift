import Domain
import FoundationEssentials
public import Services

extension Office {
    /// Adds somebody of the Tavy trust who is to be on `BA-L3` between two days.
    @discardableResult
    public func addApprentice(
        _ reference: String = "", from: String, to: String
    ) async throws -> AgreedTraining {
        try await perform(
            AddApprentice(
                ApprenticeRecord(
                    organisation: "tavy_trust", apprenticeRef: reference, givenName: "José",
                    familyName: "Ñuñez",
                    standardRef: "BA-L3", role: "business_administrator", wasEmployee: true,
                    plannedStartOn: try day(from), plannedEndOn: try day(to))))
    }

    /// Two standards, and for each organisation, by the letters given, everything about apprentices: `TAV/A1` has been in
    /// learning since September 2021 with hours recorded, `TAV/A2` achieved in the year before, `TAV/A3` is agreed by the
    /// employer and has not started; headcounts of March 2021 and 2022, the year's starts in employment, and levy.
    public func furnishApprenticeships(
        _ organisations: [(code: String, letters: String)] = [
            ("plymouth_council", "PLY"), ("tavy_trust", "TAV"),
        ], as login: String = "cora", in partnership: String = "plymouth"
    ) async throws {
        func each(_ head: String, _ rows: (String, String) -> [String]) -> String {
            ([head] + organisations.flatMap { rows($0.code, $0.letters) }).joined(separator: "\n") + "\n"
        }
        let files = [
            (
                "standards",
                """
                standard_ref,title,level,route,funding_band,effective_from,effective_to,version,minimum_hours,typical_months,note
                ST0510,Social worker (degree),6,Care,23000.00,2018-11-27,,1.0,800,36,To be checked
                BA-L3,Business administrator,3,Business,5000.00,2017-09-19,,1.0,400,18,

                """
            ),
            (
                "apprentices",
                each(
                    "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,provider,planned_start_on,planned_end_on,price,maintained_school"
                ) { code, letters in
                    [
                        "\(code),\(letters)/A1,Siân,Lee,ST0510,social_worker,true,The College,2021-09-06,2024-09-05,23000.00,false",
                        "\(code),\(letters)/A2,Bram,Nye,BA-L3,business_administrator,false,The College,2020-09-07,2022-03-06,5000.00,false",
                        "\(code),\(letters)/A3,Zoë,Oke,BA-L3,business_administrator,false,The College,2022-10-03,2024-04-02,5000.00,false",
                    ]
                }
            ),
            (
                "apprenticeship_events",
                each("apprentice_ref,event,happened_on,reason") { _, letters in
                    [
                        "\(letters)/A1,started,2021-09-06,", "\(letters)/A2,started,2020-09-07,",
                        "\(letters)/A2,gateway,2022-01-17,", "\(letters)/A2,achieved,2022-03-21,",
                    ]
                }
            ),
            (
                "headcounts",
                each("organisation,measured_on,headcount,fte") { code, _ in
                    ["\(code),2021-03-31,200,180.50", "\(code),2022-03-31,210,190.00"]
                }
            ),
            (
                "employment_starts",
                each("organisation,from,to,employees_started") { code, _ in
                    ["\(code),2021-04-01,2022-03-31,20"]
                }
            ),
            (
                "levy",
                each("organisation,month,kind,amount") { code, _ in
                    ["\(code),2022-01,paid_in,1000.00", "\(code),2022-02,spent,250.00"]
                }
            ),
        ]
        for (kind, text) in files { try await load(kind, text, as: login, in: partnership) }
        for (_, letters) in organisations {
            try await perform(
                ApproveTraining(reference: "\(letters)/A3", party: .employer), as: login, in: partnership)
            try await perform(
                RecordHours(
                    reference: "\(letters)/A1", month: Month(index: 2022 * 12 + 5), minutes: 1_470),
                as: login,
                in: partnership)
        }
    }
}
