import Domain
import FoundationEssentials
import Postgres

extension Work {
    /// The term with a code, or the only one when none is named.
    func placementTerm(_ code: String?, on db: isolated PostgresConnection) throws -> MatchInputs.Term {
        let rows = try db.query(
            """
            select term_id, code, name, starts_on, ends_on
            from berth.placement_term
            where partnership_id = \(partnership.id) and (\(code)::text is null or code = \(code))
            order by starts_on, code
            """, as: (UUID, String, String, CalendarDate, CalendarDate).self)
        guard let row = rows.first else {
            throw ServiceError.notFound(
                code.map { "There is no term \($0) in \(partnership.name); see berth term list." }
                    ?? "There is no term in \(partnership.name) yet; add one with berth term add.")
        }
        if rows.count > 1 {
            throw ServiceError(
                .usage,
                "There are several terms (\(rows.map(\.1).joined(separator: ", "))); name one with --term.")
        }
        return .init(id: row.0, code: row.1, name: row.2, dates: row.3...row.4)
    }

    /// Reads what a match of a term is made of.
    ///
    /// The transaction has to see one moment, or the parts may not fit one another.
    func matchInputs(
        of term: MatchInputs.Term, asOf: CalendarDate, on db: isolated PostgresConnection
    ) throws -> MatchInputs {
        let reference = try reference(on: db)
        let rules: PlacementRules
        do {
            rules = try PlacementRules(reference.rules, on: asOf)
        } catch {
            throw ServiceError(.badData, "\(error) Load the reference data with berth db seed.")
        }
        var reading = MatchReading(
            inputs: MatchInputs(term: term, asOf: asOf, rules: PairRules(rules, on: asOf)))
        try reading.readPlacements(self, on: db)
        try reading.readStudents(self, on: db)
        try reading.readLists(self, on: db)
        try reading.readWishes(self, on: db)
        return reading.inputs
    }
}

/// Puts the inputs of a match together from the tables.
struct MatchReading {
    private(set) var inputs: MatchInputs
    private var places = Interner()
    private var settings = Interner()
    private var adjustments = Interner()
    private var studentNumbers: [UUID: Int] = [:]
    private var placementNumbers: [UUID: Int] = [:]

    init(inputs: MatchInputs) { self.inputs = inputs }

    private typealias PlacementColumns = (
        UUID, String, String, String, String, String, Int, Int?, Bool?, String?, Int?, CalendarDate?, Int?,
        CalendarDate, CalendarDate, Double?, Double?, Bool?, CalendarDate?, CalendarDate?
    )

    mutating func readPlacements(_ work: Work, on db: isolated PostgresConnection) throws {
        let rows = try db.query(
            """
            select placement.placement_id, placement.reference, host.code, host.name, placement.team,
                   placement.setting, placement.capacity, placement.minimum, placement.statutory,
                   educator.reference, educator.stage, educator.current_until, educator.slots,
                   placement.starts_on, placement.ends_on, placement.latitude, placement.longitude,
                   placement.car_needed, placement.audited_until, placement.withdrawn_on
            from berth.placement
            join berth.organisation as host
                on host.partnership_id = placement.partnership_id
               and host.organisation_id = placement.organisation_id
            left join berth.practice_educator as educator
                on educator.partnership_id = placement.partnership_id
               and educator.educator_id = placement.educator_id
            where placement.partnership_id = \(work.partnership.id) and placement.term_id = \(inputs.term.id)
            order by placement.reference collate "C"
            """, as: PlacementColumns.self)
        for row in rows {
            var facts = PairPlacement(
                organisation: places.number(row.2), team: places.number(Self.code(row.4)),
                setting: settings.number(row.5), term: 0, termDates: inputs.term.dates, dates: row.13...row.14)
            facts.isStatutory = row.8
            facts.hasEducator = row.9 != nil
            facts.educatorStage = row.10
            facts.educatorCurrentUntil = row.11
            facts.place = Self.point(row.15, row.16)
            facts.needsCar = row.17
            facts.auditedUntil = row.18
            facts.isWithdrawn = row.19.map { $0 <= inputs.asOf } ?? false
            placementNumbers[row.0] = inputs.placements.count
            inputs.placements.append(
                .init(
                    id: row.0, reference: row.1, host: row.2, hostName: row.3, team: row.4, setting: row.5,
                    capacity: row.6, minimum: row.7 ?? 0, educator: row.9, educatorSlots: row.12, facts: facts))
        }
    }

    private typealias StudentColumns = (
        UUID, String, String, String, String, String, Double?, Double?, Bool?, Int?, Int?, CalendarDate?,
        [String], Bool
    )

    /// Students who have not withdrawn; those with a lock come last, so that the others are the first of the instance.
    mutating func readStudents(_ work: Work, on db: isolated PostgresConnection) throws {
        let rows = try db.query(
            """
            select student.student_id, student.reference, student.given_name, student.family_name,
                   university.code, student.stage, student.latitude, student.longitude, student.has_car,
                   student.max_travel_minutes, student.days_required, student.dbs_cleared_on,
                   student.attributes, standing.kind is not distinct from 'locked' as is_locked
            from berth.student
            join berth.organisation as university
                on university.partnership_id = student.partnership_id
               and university.organisation_id = student.organisation_id
            left join lateral (
                select lock.kind
                from berth.match_lock as lock
                where lock.partnership_id = student.partnership_id and lock.student_id = student.student_id
                order by lock.sequence desc
                limit 1
            ) as standing on true
            where student.partnership_id = \(work.partnership.id) and student.term_id = \(inputs.term.id)
              and (student.withdrawn_on is null or student.withdrawn_on > \(inputs.asOf))
            order by is_locked, student.reference collate "C"
            """, as: StudentColumns.self)
        // Where a university records no clearance at all, a missing one says nothing.
        let recording = Set(rows.filter { $0.11 != nil }.map(\.4))
        for row in rows {
            guard let stage = PlacementStage(rawValue: row.5) else { continue }
            var facts = PairStudent(stage: stage, term: 0)
            facts.home = Self.point(row.6, row.7)
            facts.hasCar = row.8
            facts.maxTravelMinutes = row.9
            facts.daysRequired = row.10
            if let cleared = row.11, cleared <= inputs.asOf {
                facts.clearance = .cleared
            } else {
                facts.clearance = recording.contains(row.4) ? .missing : .unknown
            }
            studentNumbers[row.0] = inputs.students.count
            inputs.students.append(
                .init(
                    id: row.0, reference: row.1, name: "\(row.2) \(row.3)", university: row.4, facts: facts,
                    attributes: row.12))
        }
    }

    /// What is listed about a student or a placement in tables of their own.
    mutating func readLists(_ work: Work, on db: isolated PostgresConnection) throws {
        let partnership = work.partnership.id
        let (conflicts, earlier, needs, met) = try db.pipeline { pipeline in
            let conflicts = try pipeline.query(
                "select student_id, conflict from berth.student_conflict where partnership_id = \(partnership)",
                as: (UUID, String).self)
            let earlier = try pipeline.query(
                "select student_id, setting, organisation from berth.student_prior_setting where partnership_id = \(partnership)",
                as: (UUID, String, String).self)
            let needs = try pipeline.query(
                "select student_id, adjustment from berth.student_adjustment where partnership_id = \(partnership)",
                as: (UUID, String).self)
            let met = try pipeline.query(
                "select placement_id, adjustment, in_part from berth.placement_adjustment where partnership_id = \(partnership)",
                as: (UUID, String, Bool).self)
            return (try conflicts.get(), try earlier.get(), try needs.get(), try met.get())
        }
        for (id, code) in conflicts {
            guard let student = studentNumbers[id] else { continue }
            inputs.students[student].facts.conflicts.append(places.number(code))
        }
        for (id, setting, organisation) in earlier {
            guard let student = studentNumbers[id] else { continue }
            inputs.students[student].facts.earlier.append(
                .init(
                    setting: settings.number(setting),
                    organisation: organisation.isEmpty ? nil : places.number(organisation)))
        }
        for (id, code) in needs {
            guard let student = studentNumbers[id] else { continue }
            inputs.students[student].facts.adjustments.append(adjustments.number(code))
        }
        for (id, code, isInPart) in met {
            guard let placement = placementNumbers[id] else { continue }
            if isInPart {
                inputs.placements[placement].facts.adjustmentsPartlyMet.append(adjustments.number(code))
            } else {
                inputs.placements[placement].facts.adjustmentsMet.append(adjustments.number(code))
            }
        }
    }

    /// What students and hosts would like, what was measured, and what is decided.
    mutating func readWishes(_ work: Work, on db: isolated PostgresConnection) throws {
        let partnership = work.partnership.id
        let (preferences, bands, travel, pairs, locks) = try db.pipeline { pipeline in
            let preferences = try pipeline.query(
                "select student_id, placement_id, rank from berth.preference where partnership_id = \(partnership)",
                as: (UUID, UUID, Int32).self)
            let bands = try pipeline.query(
                "select student_id, placement_id, band from berth.host_preference where partnership_id = \(partnership)",
                as: (UUID, UUID, Int32).self)
            let travel = try pipeline.query(
                "select student_id, placement_id, mode, minutes from berth.travel where partnership_id = \(partnership)",
                as: (UUID, UUID, String, Int).self)
            let pairs = try pipeline.query(
                """
                select student_id, partner_id
                from berth.student_pair
                where partnership_id = \(partnership) and student_id < partner_id
                """, as: (UUID, UUID).self)
            let locks = try pipeline.query(
                """
                select distinct on (student_id) student_id, placement_id, kind, overridden
                from berth.match_lock
                where partnership_id = \(partnership)
                order by student_id, sequence desc
                """, as: (UUID, UUID, String, [String]).self)
            return (
                try preferences.get(), try bands.get(), try travel.get(), try pairs.get(), try locks.get()
            )
        }
        for (student, placement, rank) in preferences {
            if let key = key(student, placement) { inputs.preferences[key] = rank }
        }
        for (student, placement, band) in bands {
            if let key = key(student, placement) { inputs.bands[key] = band }
        }
        for (student, placement, mode, minutes) in travel {
            guard let key = key(student, placement) else { continue }
            if mode == TravelMode.car.rawValue {
                inputs.travel[key, default: .nothing].car = minutes
            } else {
                inputs.travel[key, default: .nothing].publicTransport = minutes
            }
        }
        for (one, other) in pairs {
            guard let one = studentNumbers[one], let other = studentNumbers[other] else { continue }
            inputs.together.append((Int32(clamping: min(one, other)), Int32(clamping: max(one, other))))
        }
        inputs.together.sort { $0.0 < $1.0 }
        for (student, placement, kind, overridden) in locks where kind == "locked" {
            guard let key = key(student, placement) else { continue }
            inputs.locks.append(
                .init(student: Int(key.student), placement: Int(key.placement), overridden: overridden))
        }
        inputs.locks.sort { $0.student < $1.student }
    }

    private func key(_ student: UUID, _ placement: UUID) -> MatchInputs.PairKey? {
        guard let student = studentNumbers[student], let placement = placementNumbers[placement] else { return nil }
        return MatchInputs.PairKey(student, placement)
    }

    private static func point(_ latitude: Double?, _ longitude: Double?) -> MapPoint? {
        guard let latitude, let longitude else { return nil }
        return MapPoint(latitude: latitude, longitude: longitude)
    }

    /// A team's name as a code, since a conflict of interest names a team by code.
    static func code(_ team: String) -> String {
        String(
            decoding: team.utf8.map { byte -> UInt8 in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
                default: UInt8(ascii: "_")
                }
            }, as: UTF8.self)
    }
}
