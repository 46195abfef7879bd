public import Domain
import FoundationEssentials
public import Postgres

/// Shows how full the placements of a run are, by setting.
public struct ShowMatchLoad: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String?

    /// - Parameter reference: the run; nil for the published one, or the newest when none is published.
    public init(reference: String? = nil) { self.reference = reference }

    /// Answers from what the run stored; minimums and what was listed first are as they are now.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MatchLoad {
        let run = try work.matchRun(reference, on: db)
        let rows = try MatchPictureRows(of: run.id, work, on: db)
        let taken = rows.taken
        let wanting = try work.seeingEverything(on: db) { try self.wanting(run.id, rows.own, work, on: db) }
        let bySetting = Dictionary(grouping: rows.placements, by: \.setting)
        let settings = bySetting.keys.sorted().map { setting in
            let placements = bySetting[setting] ?? []
            let loads = placements.map { placement in
                MatchLoad.Load(
                    capacity: placement.capacity, taken: taken[placement.number] ?? 0,
                    minimum: placement.minimum, demand: wanting[placement.number]?.count ?? 0)
            }
            let all = placements.reduce(into: Set<Int32>()) { $0.formUnion(wanting[$1.number] ?? []) }
            return MatchLoad.Setting(
                setting: setting,
                load: MatchLoad.Load(
                    capacity: loads.reduce(0) { $0 + $1.capacity }, taken: loads.reduce(0) { $0 + $1.taken },
                    minimum: 0, demand: all.count),
                placements: zip(placements, loads).map { placement, load in
                    MatchLoad.Placement(
                        placementRef: placement.reference, host: placement.host, team: placement.team,
                        load: load)
                })
        }
        return MatchLoad(
            report: "match show --chart load", run: run.record, asOf: run.asOf, settings: settings,
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
    }

    /// The numbers of the students, of those whom the operator may see, who listed a placement first, by the number of the
    /// placement.
    private func wanting(
        _ runID: UUID, _ own: Set<Int32>?, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [Int32: Set<Int32>] {
        let rows = try db.query(
            """
            select given.number, matched.number
            from berth.preference
            join berth.match_student as matched
                on matched.partnership_id = preference.partnership_id
               and matched.student_id = preference.student_id
            join berth.match_placement as given
                on given.partnership_id = matched.partnership_id and given.match_run_id = matched.match_run_id
               and given.placement_id = preference.placement_id
            where preference.partnership_id = \(work.partnership.id) and matched.match_run_id = \(runID)
              and preference.rank = 1
            """, as: (Int32, Int32).self)
        var wanting: [Int32: Set<Int32>] = [:]
        for (placement, student) in rows where own?.contains(student) ?? true {
            wanting[placement, default: []].insert(student)
        }
        return wanting
    }
}
