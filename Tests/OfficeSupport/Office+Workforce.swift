import Services

extension Office {
    /// For each organisation three posts, of which the first is held, the second vacant with agency and the third
    /// vacant: `TAV/1` to `TAV/3` by the letters given; and the return of England for 2021.
    public func furnishWorkforce(
        _ organisations: [(code: String, letters: String)] = [
            ("plymouth_council", "PLY"), ("tavy_trust", "TAV"),
        ], as login: String = "cora", in partnership: String = "plymouth"
    ) async throws {
        var posts = "organisation,post_ref,title,role,team,fte,status,created_on,regulator\n"
        var assignments = "organisation,post_ref,person_ref,kind,fte,started_on,cover_until,birth_year\n"
        for (code, letters) in organisations {
            for number in 1...3 {
                posts +=
                    "\(code),\(letters)/\(number),Social Worker,social_worker,North,1,established,2020-01-01,social_work_england\n"
            }
            assignments += "\(code),\(letters)/1,E1,employee,1,2020-02-03,,1980\n"
            assignments += "\(code),\(letters)/2,A1,agency,0.8,2022-02-01,2022-12-31,\n"
        }
        try await load("posts", posts, as: login, in: partnership)
        try await load("assignments", assignments, as: login, in: partnership)
        try await load(
            "workforce_returns",
            "area,year,as_of,in_post_fte,vacancies_fte\nEngland,2021,2021-09-30,32500,6522\n", as: login,
            in: partnership)
    }
}
