import Domain
import OfficeSupport
import Postgres
import Services

/// A small term to match: who there is, what they would like, and how long the journeys are.
///
/// Everybody may go everywhere, by car in twenty minutes and without a problem, unless something else is said.
struct MatchTown {
    struct Student {
        var ref: String
        var university = "city_university"
        var stage = "first"
        var limit: Int?
        var conflicts = ""
        var adjustments = ""
        var cleared = "2022-05-01"
        var attributes = ""
    }

    struct Place {
        var ref: String
        var host = "plymouth_council"
        var capacity = 1
        var minimum: Int?
        var setting = "children"
        var educatorStage = 2
        /// One of the town's educators, in place of a stage.
        var educator: String?
        var startsOn = "2022-11-07"
        var endsOn = "2023-04-28"
        var statutory = true
        var adjustments = ""
    }

    var students: [Student]
    var places: [Place]
    /// The placements of each student, the first choice first.
    var wishes: [String: [String]] = [:]
    /// Minutes of single journeys, by `STUDENT PLACEMENT`.
    var minutes: [String: Int] = [:]
    var couples: [(String, String)] = []
    /// The slots of each educator.
    var educators: [String: Int] = [:]
    /// Whether the rows of every file stand the other way round.
    var isReversed = false

    /// Students with nothing special about them.
    static func students(_ refs: String...) -> [Student] { refs.map { Student(ref: $0) } }

    /// Placements with one place and nothing special about them.
    static func places(_ refs: String...) -> [Place] { refs.map { Place(ref: $0) } }

    private func file(_ head: String, _ rows: [String]) -> String {
        ([head] + (isReversed ? rows.reversed() : rows)).joined(separator: "\n") + "\n"
    }

    /// Every file with its kind, in the order in which they are imported.
    var files: [(kind: String, text: String)] {
        let journeys = students.flatMap { student in
            places.map { "\(student.ref),\($0.ref),car,\(minutes["\(student.ref) \($0.ref)"] ?? 20)" }
        }
        let ranks = wishes.sorted { $0.key < $1.key }.flatMap { student, places in
            places.enumerated().map { "\(student),\($0.element),\($0.offset + 1)" }
        }
        return [
            (
                "terms",
                "term,name,starts_on,ends_on,offers_due_on\nautumn-2022,Autumn 2022,2022-10-03,2023-04-28,2022-08-31\n"
            ),
            (
                "educators",
                file(
                    "educator_ref,stage,slots",
                    educators.sorted { $0.key < $1.key }.map { "\($0.key),2,\($0.value)" })
            ),
            (
                "placements",
                file(
                    "organisation,placement_ref,team,setting,capacity,minimum,statutory,educator_ref,educator_stage,starts_on,ends_on,car_needed,adjustments",
                    places.map {
                        "\($0.host),\($0.ref),Team \($0.ref.replacing("/", with: " ")),\($0.setting),\($0.capacity),\($0.minimum.map { "\($0)" } ?? ""),\($0.statutory),\($0.educator ?? ""),\($0.educator == nil ? "\($0.educatorStage)" : ""),\($0.startsOn),\($0.endsOn),false,\($0.adjustments)"
                    })
            ),
            (
                "students",
                file(
                    "organisation,student_ref,given_name,family_name,programme,stage,has_car,max_travel_minutes,adjustments,conflicts,dbs_cleared_on,attributes",
                    students.map {
                        "\($0.university),\($0.ref),Ann,Lee,BA Social Work,\($0.stage),true,\($0.limit.map { "\($0)" } ?? ""),\($0.adjustments),\($0.conflicts),\($0.cleared),\($0.attributes)"
                    })
            ),
            ("student_pairs", file("student_ref,partner_ref,kind", couples.map { "\($0),\($1),couple" })),
            ("travel", file("student_ref,placement_ref,mode,minutes", journeys)),
            ("preferences", file("student_ref,placement_ref,rank", ranks)),
        ]
    }
}

/// An office with a term to match: `rita` runs, `cora` publishes, `una` is of the university, `hugo` of the host
/// `tavy_trust`, and `vic` looks on.
struct MatchOffice: Sendable {
    let office: Office

    static func open(_ town: MatchTown, _ body: (MatchOffice) async throws -> Void) async throws {
        try await withOffice { office in
            for code in ["city_university", "other_university"] {
                try await office.perform(
                    AddOrganisation(code: code, name: "The \(code)", kind: .university, website: nil),
                    as: "ada")
            }
            try await office.colleague("rita", "Rita Runner", .coordinator)
            try await office.colleague("una", "Una Ofuniversity", .partner, of: "city_university")
            try await office.colleague("hugo", "Hugo Host", .partner, of: "tavy_trust")
            // A file without rows is left out.
            for (kind, text) in town.files where text.split(separator: "\n").count > 1 {
                try await office.load(kind, text)
            }
            try await body(MatchOffice(office: office))
        }
    }

    @discardableResult
    func perform<V: Verb>(
        _ verb: V, as login: String = "rita"
    ) async throws -> V.Output {
        try await office.perform(verb, as: login)
    }

    /// Runs the match anew as of the clock's day; keeps nobody's place.
    @discardableResult
    func fresh() async throws -> MatchRunRecord { try await perform(RunMatch(term: nil, keeping: .nothing)) }

    /// Who goes where in a run, by student; nobody who has no place.
    func places(_ run: MatchRunRecord, as login: String = "rita") async throws -> [String: String] {
        let report = try await perform(ShowMatch(reference: run.ref), as: login)
        return Dictionary(uniqueKeysWithValues: report.assignments.map { ($0.studentRef, $0.placementRef) })
    }

    /// Changes a record past the verbs, as an import or another system might have.
    func change(_ statement: SQL) async throws {
        try await office.asSuperuser { db in _ = try db.execute(statement) }
    }
}

/// The four parts of an objective, to compare and to print.
func parts(_ objective: MatchObjective) -> [Int] {
    [objective.unplaced, objective.problems, objective.rank, objective.travel]
}

/// The sum of two objectives, part by part.
func sum(_ one: MatchObjective, _ other: MatchObjective) -> [Int] {
    zip(parts(one), parts(other)).map { $0 + $1 }
}
