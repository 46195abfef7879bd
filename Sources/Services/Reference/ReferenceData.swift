import Domain
import FoundationEssentials
import Postgres
import Synchronization

/// The reference data of a database, as the domain's values.
struct ReferenceData: Sendable {
    let pathways: [String: Pathway]
    let calendar: WorkingCalendar
    let rules: RuleBook

    var pathwayCodes: [String] { pathways.keys.sorted() }

    /// The role of the pathways of practice placements, which are made by a match or by hand and lead nobody into a job.
    static let studentRole = "student"

    /// The pathways that lead somebody into a job.
    var candidatePathways: [String] {
        pathways.values.filter { $0.role != Self.studentRole }.map(\.code).sorted()
    }

    /// The pathway with a code.
    func pathway(_ code: String) throws(ServiceError) -> Pathway {
        guard let pathway = pathways[code] else {
            throw .notFound(
                "There is no pathway \(code); the pathways are \(pathwayCodes.joined(separator: ", ")).")
        }
        return pathway
    }

    /// Refuses somebody in a round whose counting milestone their pathway does not have.
    func refusePathway(
        _ code: String, thatLacks milestone: String, of round: RoundReference
    ) throws(ServiceError) {
        if try pathway(code).index(of: milestone) == nil {
            throw .badData(
                "Round \(round) counts at \(milestone), which the pathway \(code) does not have; choose another pathway."
            )
        }
    }

    /// The rule in force on a date; a missing one is a fault in the reference data, and says so.
    func rule(_ key: RuleKey, on date: CalendarDate) throws(ServiceError) -> Rule {
        do {
            return try rules.rule(key, on: date)
        } catch {
            throw ServiceError(.badData, "\(error) Load the reference data with berth db seed.")
        }
    }

    /// A rule that is a whole number, for a figure without which a report is still one; nil where there is none for the
    /// day.
    func known(_ key: RuleKey, on date: CalendarDate) throws(ServiceError) -> (rule: Rule, value: Int)? {
        do {
            return (try rules.rule(key, on: date), try rules.integer(key, on: date))
        } catch .noValue {
            return nil
        } catch {
            throw ServiceError(.badData, "\(error) Load the reference data with berth db seed.")
        }
    }

    /// Why a figure is left out whose rule there is not.
    static func noRule(_ key: RuleKey, on date: CalendarDate) -> String {
        "there is no rule \(key.rawValue) for \(date)"
    }

    /// A rule that is a whole number.
    func integer(_ key: RuleKey, on date: CalendarDate) throws(ServiceError) -> Int {
        do {
            return try rules.integer(key, on: date)
        } catch {
            throw ServiceError(.badData, "\(error) Load the reference data with berth db seed.")
        }
    }
}

/// Keeps the reference data of a workspace once it has been read; it changes only when somebody seeds.
final class ReferenceCache: Sendable {
    private let kept = Mutex<ReferenceData?>(nil)
    /// What stood at the moment that was asked about last.
    private let former = Mutex<(asAt: Date, data: ReferenceData)?>(nil)
    private let keptCountries = Mutex<Set<String>?>(nil)

    /// Reads the reference data, the first time from the database.
    func load(on db: isolated PostgresConnection) throws -> ReferenceData {
        if let data = kept.withLock({ $0 }) { return data }
        let data = try ReferenceData.read(on: db)
        kept.withLock { $0 = data }
        return data
    }

    /// Reads the reference data as they stood at an earlier moment.
    func load(asAt: Date, on db: isolated PostgresConnection) throws -> ReferenceData {
        if let known = former.withLock({ $0 }), known.asAt == asAt { return known.data }
        let data = try ReferenceData.read(asAt: asAt, on: db)
        former.withLock { $0 = (asAt, data) }
        return data
    }

    /// Reads the codes of the countries, ISO 3166 alpha-3; apart from the rest, since only registering needs them.
    func countries(on db: isolated PostgresConnection) throws -> Set<String> {
        if let countries = keptCountries.withLock({ $0 }) { return countries }
        let countries = Set(try db.query("select country_code from berth.country", as: String.self))
        keptCountries.withLock { $0 = countries }
        return countries
    }
}

extension ReferenceData {
    /// The division whose bank holidays count: the employers and the regulator are in England.
    static let division = "england-and-wales"

    /// Reads everything in one round trip: a command starts with this.
    ///
    /// - Parameter asAt: as it stood at an earlier moment; as it stands when nil.
    static func read(asAt: Date? = nil, on db: isolated PostgresConnection) throws -> ReferenceData {
        try db.pipeline { pipeline in
            let rules = try pipeline.query(ruleRows(asAt: asAt), as: RuleRow.self)
            let holidays = try pipeline.query(
                """
                select held_on
                from berth.bank_holiday
                where division = \(division) and \(Work.standing("bank_holiday", at: asAt))
                order by held_on
                """, as: CalendarDate.self)
            let needed = try pipeline.query(
                """
                select pathway_code, milestone_code, prerequisite_code
                from berth.milestone_prerequisite
                where \(Work.standing("milestone_prerequisite", at: asAt))
                order by pathway_code, milestone_code, prerequisite_code
                """, as: (String, String, String).self)
            let milestones = try pipeline.query(
                """
                select pathway_code, milestone_code, name, position, actor, waiting_on, usual_amount, usual_unit
                from berth.milestone_definition
                where \(Work.standing("milestone_definition", at: asAt))
                order by pathway_code, position
                """, as: MilestoneRow.self)
            let pathways = try pipeline.query(
                """
                select pathway_code, name, role
                from berth.pathway_version
                where \(Work.standing("pathway_version", at: asAt))
                order by pathway_code
                """, as: (String, String, String).self)
            return ReferenceData(
                pathways: try Self.pathways(pathways.get(), milestones.get(), needed: needed.get()),
                calendar: try calendar(holidays.get()),
                rules: try RuleBook(rules: rules.get().map(rule)))
        }
    }

    private static func calendar(_ holidays: [CalendarDate]) throws(ServiceError) -> WorkingCalendar {
        guard let first = holidays.first, let last = holidays.last,
            let opening = CalendarDate(year: first.year, month: 1, day: 1),
            let horizon = CalendarDate(year: last.year, month: 12, day: 31)
        else {
            throw .notFound("The reference data is not loaded; run berth db seed.")
        }
        return WorkingCalendar(holidays: holidays, horizon: horizon, knownFrom: opening)
    }

    private typealias RuleRow = (String, String, String, CalendarDate, CalendarDate?, String, CalendarDate)
    private typealias MilestoneRow = (String, String, String, Int, String, String, Int, String)

    private static func ruleRows(asAt: Date?) -> SQL {
        """
        select rule_key, value, unit, effective_from, effective_to, source, checked_on
        from berth.rule
        where \(Work.standing("rule", at: asAt))
        order by rule_key, effective_from
        """
    }

    /// Every dated row of every rule.
    static func readRules(asAt: Date?, on db: isolated PostgresConnection) throws -> [Rule] {
        try db.query(ruleRows(asAt: asAt), as: RuleRow.self).map(rule)
    }

    private static func rule(_ row: RuleRow) -> Rule {
        Rule(
            key: RuleKey(rawValue: row.0), value: row.1, unit: row.2, effectiveFrom: row.3,
            effectiveTo: row.4,
            source: row.5, checkedOn: row.6)
    }

    private static func pathways(
        _ heads: [(String, String, String)], _ rows: [MilestoneRow], needed: [(String, String, String)]
    ) throws(ServiceError) -> [String: Pathway] {
        var prerequisites: [String: [String]] = [:]
        for row in needed { prerequisites["\(row.0)/\(row.1)", default: []].append(row.2) }
        var milestones: [String: [MilestoneDefinition]] = [:]
        for row in rows {
            guard let unit = DayCount(rawValue: row.7) else {
                throw .badData(
                    "Milestone \(row.1) of pathway \(row.0) counts in \"\(row.7)\", which is not a unit of days."
                )
            }
            milestones[row.0, default: []].append(
                MilestoneDefinition(
                    code: row.1, name: row.2, position: row.3, actor: ActorKind(rawValue: row.4),
                    waitingOn: row.5, usualDuration: DayAmount(amount: row.6, unit: unit),
                    prerequisites: prerequisites["\(row.0)/\(row.1)"] ?? []))
        }
        var pathways: [String: Pathway] = [:]
        for head in heads {
            do {
                pathways[head.0] = try Pathway(
                    code: head.0, name: head.1, role: head.2, milestones: milestones[head.0] ?? [])
            } catch {
                throw .badData("\(error)")
            }
        }
        return pathways
    }
}
