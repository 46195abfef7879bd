/// Small files of each kind, as a person would write them.
enum ImportFiles {
    static let partners = """
        partnership,organisation,name,kind,website
        plymouth,plymouth_city_council,Plymouth City Council,council,https://www.plymouth.gov.uk
        plymouth,uhp,University Hospitals Plymouth,nhs_trust,

        """

    static let contracts = """
        organisation,contract_ref,title,supplier,bid_opened_on,awarded_on,starts_on,ends_on,fee_per_starter,rebate_days
        plymouth_city_council,PLY-OSW-2022,"Overseas social workers, 2022",Harbour Ltd,2021-11-01,2022-01-10,2022-02-01,2023-03-31,1320.05,90
        uhp,NURSE.1,Nurses,,,,,,,

        """

    static let rounds = """
        contract_ref,round_no,target,opens_on,due_on,counts_at,is_option,option_decide_by
        PLY-OSW-2022,2,6,2022-11-01,2023-02-28,started,true,2022-10-31
        PLY-OSW-2022,1,12,2022-02-01,2022-10-31,,,

        """

    static let candidates = """
        organisation,candidate_ref,contract_ref,round_no,pathway,role,given_name,family_name,date_of_birth,nationality,country_of_residence,country_of_training,email,phone,source,team
        plymouth_city_council,EXT/1,PLY-OSW-2022,1,overseas_social_worker,social_worker,Zoë,Nkosi,1990-02-28,ZAF,ZAF,ZAF,zoe@example.org,'+27 11 555 0100,agency,Children
        plymouth_city_council,EXT/2,PLY-OSW-2022,1,overseas_social_worker,social_worker,José,"Ñuñez, jr",,,,,,,,
        uhp,EXT/3,,,overseas_nurse,nurse,Ann,O'Neill,1985-12-01,,,,,,direct,

        """

    static let milestones = """
        candidate_ref,milestone,happened_on,note
        EXT/1,interviewed,2022-03-10,
        EXT/1,sourced,2022-02-10,'=found at a fair
        EXT/1,screened,2022-02-20,
        EXT/2,sourced,2022-03-01,

        """

    /// The candidates' file with other rows.
    static func candidates(_ rows: [String]) -> String {
        "organisation,candidate_ref,contract_ref,round_no,pathway,role,given_name,family_name,date_of_birth,email\n"
            + rows.map { $0 + "\n" }.joined()
    }

    static func milestones(_ rows: [String]) -> String {
        "candidate_ref,milestone,happened_on\n" + rows.map { $0 + "\n" }.joined()
    }
}
