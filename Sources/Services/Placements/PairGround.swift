import Domain
import FoundationEssentials
import Postgres

/// Students and placements as the rules for pairs see them, numbered from 0 in the order of their references.
///
/// Rows are read once and list tables each in one query, so a term of fifty thousand students is a handful of queries.
struct PairGround: Sendable {
    /// The rules of the day.
    let rules: PairRules
    /// Students and placements, prepared.
    private(set) var table: PairTable
    /// What is known of the students and the placements, by number.
    private(set) var studentFacts: [PairStudent] = []
    private(set) var placementFacts: [PairPlacement] = []
    /// Keys and references of the students, by number.
    private(set) var studentIDs: [UUID] = []
    private(set) var studentRefs: [String] = []
    /// Keys, references and room of the placements, by number.
    private(set) var placementIDs: [UUID] = []
    private(set) var placementRefs: [String] = []
    private(set) var capacities: [Int] = []
    private(set) var minimums: [Int] = []

    private var studentNumbers: [UUID: Int] = [:]
    private var placementNumbers: [UUID: Int] = [:]
    private var codes = Interner()
    private var settings = Interner()
    private var adjustments = Interner()
    private var terms: [UUID: Int32] = [:]

    /// The number of a student; nil for one that was not read.
    func student(_ id: UUID) -> Int? { studentNumbers[id] }

    /// The number of a placement; nil for one that was not read.
    func placement(_ id: UUID) -> Int? { placementNumbers[id] }

    /// The verdict on a student and a placement, by number.
    func verdict(_ student: Int, _ placement: Int, given: TravelEstimate.Given = .nothing) -> PairVerdict {
        table.verdict(student, placement, given: given)
    }

    /// Reads students and placements.
    ///
    /// - Parameters:
    ///   - students: a condition on `student`.
    ///   - placements: a condition on `placement`.
    ///   - date: the day of the match, whose rules hold.
    init(
        students studentCondition: SQL, placements placementCondition: SQL, date: CalendarDate, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        rules = PairRules(try work.placementRules(on: date, db: db), on: date)
        table = PairTable(students: [], placements: [], rules: rules)
        var termDates: [UUID: ClosedRange<CalendarDate>] = [:]
        for (number, term) in try work.terms(on: db).enumerated() {
            terms[term.id] = Int32(number)
            termDates[term.id] = term.record.startsOn...term.record.endsOn
        }
        placementFacts = try readPlacements(placementCondition, termDates, work, on: db)
        studentFacts = try readStudents(studentCondition, work, on: db)
        table = PairTable(students: studentFacts, placements: placementFacts, rules: rules)
    }

    private mutating func readPlacements(
        _ condition: SQL, _ termDates: [UUID: ClosedRange<CalendarDate>], _ work: Work,
        on db: isolated PostgresConnection
    ) throws -> [PairPlacement] {
        let able = try db.query(
            """
            select able.placement_id, able.adjustment, able.in_part
            from berth.placement_adjustment as able
            join berth.placement
                on placement.partnership_id = able.partnership_id and placement.placement_id = able.placement_id
            where able.partnership_id = \(work.partnership.id) and \(condition)
            """, as: (UUID, String, Bool).self)
        var met: [UUID: [Int32]] = [:]
        var partlyMet: [UUID: [Int32]] = [:]
        for (id, adjustment, inPart) in able {
            let number = adjustments.number(of: adjustment)
            if inPart {
                partlyMet[id, default: []].append(number)
            } else {
                met[id, default: []].append(number)
            }
        }
        let rows = try db.query(
            """
            select placement.placement_id, placement.reference, host.code, placement.team, placement.setting,
                   placement.term_id, placement.capacity, placement.minimum, placement.statutory,
                   placement.educator_id, coalesce(educator.stage, placement.educator_stage),
                   educator.current_until, placement.starts_on, placement.ends_on, placement.latitude,
                   placement.longitude, placement.car_needed, placement.audited_until, placement.withdrawn_on
            from \(Work.placementTables)
            where placement.partnership_id = \(work.partnership.id) and \(condition)
            order by placement.reference collate "C"
            """,
            as: (
                UUID, String, String, String, String, UUID, Int, Int?, Bool?, UUID?, Int?, CalendarDate?,
                CalendarDate, CalendarDate, Double?, Double?, Bool?, CalendarDate?, CalendarDate?
            ).self)
        var placements: [PairPlacement] = []
        placements.reserveCapacity(rows.count)
        for row in rows {
            let dates = row.12...max(row.12, row.13)
            var facts = PairPlacement(
                organisation: codes.number(of: row.2), team: codes.number(of: Self.teamCode(row.3)),
                setting: settings.number(of: row.4), term: terms[row.5] ?? -1,
                termDates: termDates[row.5] ?? dates, dates: dates)
            facts.isStatutory = row.8
            facts.hasEducator = row.9 != nil || row.10 != nil
            facts.educatorStage = row.10
            facts.educatorCurrentUntil = row.11
            facts.auditedUntil = row.17
            facts.needsCar = row.16
            facts.place = Self.point(row.14, row.15)
            facts.isWithdrawn = row.18.map { $0 <= rules.date } ?? false
            facts.adjustmentsMet = met[row.0] ?? []
            facts.adjustmentsPartlyMet = partlyMet[row.0] ?? []
            placementNumbers[row.0] = placements.count
            placementIDs.append(row.0)
            placementRefs.append(row.1)
            capacities.append(row.6)
            minimums.append(row.7 ?? 0)
            placements.append(facts)
        }
        return placements
    }

    private mutating func readStudents(
        _ condition: SQL, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [PairStudent] {
        func lists(_ table: SQL, _ columns: SQL) throws -> [(UUID, String, String)] {
            try db.query(
                """
                select own.student_id, \(columns)
                from \(table) as own
                join berth.student
                    on student.partnership_id = own.partnership_id and student.student_id = own.student_id
                where own.partnership_id = \(work.partnership.id) and \(condition)
                """, as: (UUID, String, String).self)
        }
        var conflicts: [UUID: [Int32]] = [:]
        for row in try lists("berth.student_conflict", "own.conflict, ''") {
            conflicts[row.0, default: []].append(codes.number(of: row.1))
        }
        var earlier: [UUID: [PairStudent.Earlier]] = [:]
        for row in try lists("berth.student_prior_setting", "own.setting, own.organisation") {
            earlier[row.0, default: []].append(
                .init(
                    setting: settings.number(of: row.1),
                    organisation: row.2.isEmpty ? nil : codes.number(of: row.2)))
        }
        var needed: [UUID: [Int32]] = [:]
        for row in try lists("berth.student_adjustment", "own.adjustment, ''") {
            needed[row.0, default: []].append(adjustments.number(of: row.1))
        }
        let brokeDown = try readBreakdowns(condition, work, on: db)
        let rows = try db.query(
            """
            select student.student_id, student.reference, student.term_id, student.stage, student.latitude,
                   student.longitude, student.has_car, student.max_travel_minutes, student.days_required,
                   student.dbs_cleared_on, student.withdrawn_on, recording.organisation_id is not null,
                   student.hours_required
            from berth.student
            left join (
                select distinct cleared.organisation_id, cleared.term_id
                from berth.student as cleared
                where cleared.partnership_id = \(work.partnership.id) and cleared.dbs_cleared_on is not null
            ) as recording
                on recording.organisation_id = student.organisation_id and recording.term_id = student.term_id
            where student.partnership_id = \(work.partnership.id) and \(condition)
            order by student.reference collate "C"
            """,
            as: (
                UUID, String, UUID, String, Double?, Double?, Bool?, Int?, Int?, CalendarDate?, CalendarDate?,
                Bool, Int?
            ).self)
        let minutesADay = try work.reference(on: db).integer("practice.minutes_a_day", on: rules.date)
        var students: [PairStudent] = []
        students.reserveCapacity(rows.count)
        for row in rows {
            var facts = PairStudent(
                stage: PlacementStage(rawValue: row.3) ?? .first, term: terms[row.2] ?? -1)
            facts.home = Self.point(row.4, row.5)
            facts.hasCar = row.6
            facts.maxTravelMinutes = row.7
            facts.daysRequired = row.8 ?? row.12.map { ($0 * 60 + minutesADay - 1) / max(1, minutesADay) }
            // A university that records clearances at all is taken at its word where it records none.
            facts.clearance = row.9 != nil ? .cleared : row.11 ? .missing : .unknown
            facts.isWithdrawn = row.10.map { $0 <= rules.date } ?? false
            facts.conflicts = conflicts[row.0] ?? []
            facts.earlier = earlier[row.0] ?? []
            facts.brokeDown = brokeDown[row.0] ?? []
            facts.adjustments = needed[row.0] ?? []
            studentNumbers[row.0] = students.count
            studentIDs.append(row.0)
            studentRefs.append(row.1)
            students.append(facts)
        }
        return students
    }

    /// Where placements of the students have broken down by the day of the match.
    private mutating func readBreakdowns(
        _ condition: SQL, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: [PairStudent.Earlier]] {
        let rows = try db.query(
            """
            select distinct practice.student_id, placement.setting, host.code
            from berth.practice
            join berth.student
                on student.partnership_id = practice.partnership_id and student.student_id = practice.student_id
            join berth.placement
                on placement.partnership_id = practice.partnership_id
               and placement.placement_id = practice.placement_id
            join berth.organisation as host
                on host.partnership_id = placement.partnership_id
               and host.organisation_id = placement.organisation_id
            where practice.partnership_id = \(work.partnership.id) and practice.end_kind = 'broken_down'
              and practice.ended_on <= \(rules.date) and \(condition)
            """, as: (UUID, String, String).self)
        var found: [UUID: [PairStudent.Earlier]] = [:]
        for row in rows {
            found[row.0, default: []].append(
                .init(setting: settings.number(of: row.1), organisation: codes.number(of: row.2)))
        }
        return found
    }

    private static func point(_ latitude: Double?, _ longitude: Double?) -> MapPoint? {
        guard let latitude, let longitude else { return nil }
        return MapPoint(latitude: latitude, longitude: longitude)
    }

    /// The code by which a conflict of interest names a team: its words in lower case, joined by underscores.
    static func teamCode(_ team: String) -> String {
        CandidateName.folded(team).replacing(" ", with: "_")
    }

    /// Gives every text a number of its own.
    private struct Interner {
        private var numbers: [String: Int32] = [:]

        mutating func number(of text: String) -> Int32 {
            if let number = numbers[text] { return number }
            let number = Int32(numbers.count)
            numbers[text] = number
            return number
        }
    }
}

extension Work {
    /// The rules for pairs on a day.
    func placementRules(on date: CalendarDate, db: isolated PostgresConnection) throws -> PlacementRules {
        let book = try reference(on: db).rules
        do {
            return try PlacementRules(book, on: date)
        } catch {
            throw ServiceError(.badData, "\(error) Load the reference data with berth db seed.")
        }
    }

    /// What measured journeys there are between some students and placements, by student and placement.
    func givenTravel(
        where condition: SQL, on db: isolated PostgresConnection
    ) throws -> [PairKey: TravelEstimate.Given] {
        var given: [PairKey: TravelEstimate.Given] = [:]
        try db.forEachRow(
            """
            select travel.student_id, travel.placement_id, travel.mode, travel.minutes
            from berth.travel
            where travel.partnership_id = \(partnership.id) and \(condition)
            """, as: (UUID, UUID, String, Int).self
        ) { student, placement, mode, minutes in
            let key = PairKey(student: student, placement: placement)
            switch TravelMode(rawValue: mode) {
            case .car: given[key, default: .nothing].car = minutes
            case .publicTransport: given[key, default: .nothing].publicTransport = minutes
            case nil: break
            }
        }
        return given
    }
}
