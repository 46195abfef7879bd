import Domain
import FoundationEssentials
import Postgres

/// Who left in twelve months, in the groups that they are counted in.
struct FoundLeavers {
    /// Where a candidate is from, and what says so.
    struct Origin {
        let candidateID: UUID
        let organisationID: UUID
        let organisation: String
        let candidateRef: String
        let nationality: String
        /// When they were registered.
        let recordedAt: Date
    }

    /// The group of those of whom nothing is recorded.
    static let notRecorded = "not_recorded"

    let book: WorkforceBook
    let leavings: Leavings
    let reasons: [String: [EmploymentSpell]]
    /// Nil where no rule says how long somebody is newly qualified.
    let routes: [String: [EmploymentSpell]]?
    let nationalities: [String: [EmploymentSpell]]
    let destinations: [String: [EmploymentSpell]]
    /// Those with an exit interview.
    let interviewed: [EmploymentSpell]
    let themes: [ExitTheme: [EmploymentSpell]]
    /// By the key of the candidate.
    let origins: [UUID: Origin]

    /// - Parameters:
    ///   - book: read with how people came and left.
    ///   - months: how long somebody is newly qualified; nil where no rule says it.
    init(
        in year: TwelveMonths, of book: WorkforceBook, newlyQualifiedFor months: Int?, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        self.book = book
        leavings = book.leavings(in: year)
        let people = leavings.ofPeople
        let told = book.told(of: people)
        let origins = try Self.origins(
            of: people.compactMap { book.comings[$0.first].candidateID }, at: book.moment, work, on: db)
        self.origins = origins
        func groups(_ name: (EmploymentSpell) -> String?) -> [String: [EmploymentSpell]] {
            Dictionary(grouping: people) { name($0) ?? Self.notRecorded }
        }
        reasons = groups { told[$0.person]?.reason }
        destinations = groups { told[$0.person]?.destination }
        routes = months.map { months in groups { book.route($0, newlyQualifiedFor: months) } }
        nationalities = groups { book.comings[$0.first].candidateID.flatMap { origins[$0]?.nationality } }
        interviewed = people.filter { !(told[$0.person]?.exitThemes ?? []).isEmpty }
        var themes: [ExitTheme: [EmploymentSpell]] = [:]
        for spell in interviewed {
            for theme in Set((told[spell.person]?.exitThemes ?? []).compactMap(ExitTheme.init)) {
                themes[theme, default: []].append(spell)
            }
        }
        self.themes = themes
    }

    /// Where candidates are from, as known at the moment.
    private static func origins(
        of candidates: [UUID], at moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: Origin] {
        let candidates = Set(candidates)
        if candidates.isEmpty { return [:] }
        let former = try work.former(
            candidates, before: "candidate_changed", at: moment, as: CandidateRecord.self, on: db)
        var found: [UUID: Origin] = [:]
        for row in try db.query(
            """
            select candidate.candidate_id, candidate.organisation_id, owner.code, candidate.reference,
                   candidate.nationality, registered.recorded_at
            from berth.candidate
            join berth.organisation as owner
                on owner.partnership_id = candidate.partnership_id
               and owner.organisation_id = candidate.organisation_id
            join berth.candidate_event as registered
                on registered.partnership_id = candidate.partnership_id
               and registered.candidate_id = candidate.candidate_id and registered.kind = 'registered'
            where candidate.partnership_id = \(work.partnership.id)
              and candidate.candidate_id = any (\(candidates.sorted { $0.uuidString < $1.uuidString }))
            """, as: (UUID, UUID, String, String, String?, Date).self)
        {
            let then = former[row.0]
            guard let nationality = then == nil ? row.4 : then?.nationality else { continue }
            found[row.0] = Origin(
                candidateID: row.0, organisationID: row.1, organisation: row.2, candidateRef: row.3,
                nationality: nationality, recordedAt: row.5)
        }
        return found
    }
}
