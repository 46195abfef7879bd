import Domain
import FoundationEssentials
public import Services
import Synchronization

extension Office {
    /// Imports the text of a file.
    @discardableResult
    public func load(
        _ kind: String, _ text: String, as login: String = "cora", in partnership: String = "plymouth",
        replace: Bool = false
    ) async throws -> ImportResult {
        try await withFile(text) { source in
            try await perform(
                ImportFile(kind: kind, source: source, replace: replace), as: login, in: partnership)
        }
    }

    /// Imports the text of a file of preferences as whoever may set preferences.
    @discardableResult
    public func loadPreferences(
        _ text: String, as login: String, dryRun: Bool = false, replace: Bool = false
    ) async throws -> ImportResult {
        try await withFile(text) { source in
            try await perform(ImportPreferences(source: source, dryRun: dryRun, replace: replace), as: login)
        }
    }

    private func withFile(
        _ text: String, _ body: (ImportSource) async throws -> ImportResult
    ) async throws -> ImportResult {
        let path = URL(filePath: "/tmp/berth-office-\(UUID().uuidString).csv")
        try Data(text.utf8).write(to: path)
        // The source keeps the file open, so the name is not needed any more.
        defer { try? FileManager.default.removeItem(at: path) }
        return try await body(try ImportSource(path: path.path))
    }

    /// The term `autumn-2022`, and for each organisation an educator, a placement for two and two students who share a
    /// car, with everything that can be known about them: `TAV/P1`, `TAV/S1` and so on, by the letters given.
    public func furnishPlacements(
        _ organisations: [(code: String, letters: String)] = [
            ("plymouth_council", "PLY"), ("tavy_trust", "TAV"),
        ], as login: String = "cora", in partnership: String = "plymouth"
    ) async throws {
        func each(_ head: String, _ row: (String, String) -> String) -> String {
            head + "\n" + organisations.map { row($0.code, $0.letters) + "\n" }.joined()
        }
        let files = [
            (
                "terms",
                "term,name,starts_on,ends_on,offers_due_on\nautumn-2022,Autumn 2022,2022-10-03,2023-04-28,2022-08-31\n"
            ),
            (
                "educators",
                each("educator_ref,organisation,stage,current_until,slots") {
                    "\($1)/E1,\($0),2,2023-01-31,2"
                }
            ),
            (
                "placements",
                each(
                    "organisation,placement_ref,team,setting,capacity,statutory,educator_ref,educator_stage,starts_on,ends_on,latitude,longitude,car_needed,adjustments,audited_until"
                ) {
                    "\($0),\($1)/P1,Team \($1),children,2,true,\($1)/E1,2,2022-11-07,2023-04-28,50.37,-4.14,false,step_free,2024-01-31"
                }
            ),
            (
                "students",
                each(
                    "organisation,student_ref,given_name,family_name,programme,stage,latitude,longitude,has_car,max_travel_minutes,adjustments,conflicts,prior_settings,days_required,attributes,dbs_cleared_on"
                ) { code, letters in
                    [1, 2].map {
                        "\(code),\(letters)/S\($0),Ann,Lee \(letters),BA Social Work,final,50.38,-4.1\($0),true,60,step_free,police,adults;hospital@tavy_trust,100,first_language:welsh,2022-05-01"
                    }.joined(separator: "\n")
                }
            ),
            ("student_pairs", each("student_ref,partner_ref,kind") { "\($1)/S1,\($1)/S2,car_share" }),
            ("preferences", each("student_ref,placement_ref,rank") { "\($1)/S1,\($1)/P1,1" }),
            ("host_preferences", each("placement_ref,student_ref,band") { "\($1)/P1,\($1)/S2,1" }),
            ("travel", each("student_ref,placement_ref,mode,minutes") { "\($1)/S2,\($1)/P1,car,17" }),
        ]
        for (kind, text) in files { try await load(kind, text, as: login, in: partnership) }
        for (code, _) in organisations {
            try await perform(
                RequestPlacements(host: code, term: "autumn-2022", places: 3), as: login, in: partnership)
        }
    }

    /// What an export writes.
    public func export(
        _ kind: String, as login: String = "cora", in partnership: String = "plymouth"
    ) async throws -> String {
        let written = Mutex<[UInt8]>([])
        let sink: @Sendable ([UInt8]) throws -> Void = { bytes in written.withLock { $0 += bytes } }
        try await workspace.export(
            kind: kind, as: try await signIn(login, in: partnership), write: sink)
        return String(decoding: written.withLock { $0 }, as: UTF8.self)
    }
}
