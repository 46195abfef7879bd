import Domain
import FoundationEssentials
import Postgres

/// A practice placement with everything that is known about it at a moment.
struct PracticeCase: Sendable {
    /// A concern about the placement, as its events leave it.
    struct Concern: Sendable {
        let number: Int
        let category: String
        let byKind: String
        let raisedOn: CalendarDate
        var state = "open"
        var lastOn: CalendarDate
        var notes: [(on: CalendarDate, kind: String, note: String?)]

        var isOpen: Bool { state != "resolved" }
    }

    /// A day of the register with the reason of an absence.
    struct Entry: Sendable {
        let day: PracticeDay
        let reason: String?
        let revision: Int
    }

    let row: PracticeRow
    let terms: PracticeTerms
    /// The milestones that have happened, by code.
    let facts: [String: CalendarDate]
    let entries: [Entry]
    let concerns: [Concern]
    let ledger: PracticeLedger
    let due: [PracticeDue]
    let rules: PracticeRules

    /// What puts it at risk; nothing once it has ended.
    func risks(asOf: CalendarDate) -> [PracticeRisk] {
        if row.record.end != nil { return [] }
        return PracticeRisk.all(
            openConcerns: concerns.count { $0.isOpen }, due: due, ledger: ledger, terms: terms, rules: rules,
            asOf: asOf)
    }

    /// `planned`, `under_way`, `interrupted`, or how it ended.
    func state(asOf: CalendarDate) -> String {
        if let end = row.record.end { return end.rawValue }
        if terms.isInterrupted(on: asOf) { return "interrupted" }
        return terms.startedOn == nil ? "planned" : "under_way"
    }

    /// Whether nothing is to be done about it any more.
    var isOver: Bool { row.record.end != nil && !due.contains(where: \.isWaiting) }
}

/// What the tables say about some practice placements at a moment.
struct PracticeFacts {
    var facts: [UUID: [String: CalendarDate]] = [:]
    var entries: [UUID: [PracticeCase.Entry]] = [:]
    var interruptions: [UUID: [PracticeTerms.Interruption]] = [:]
    var concerns: [UUID: [PracticeCase.Concern]] = [:]
    /// Simulated practice of a student before a placement, in minutes.
    var simulatedBefore: [UUID: Int] = [:]

    /// Reads them; whoever calls this has found out that the operator sees the placements.
    init(of ids: [UUID], at moment: Moment, _ work: Work, on db: isolated PostgresConnection) throws {
        try db.forEachRow(
            """
            select subject_id, milestone_code, happened_on
            from berth.milestone_fact
            where partnership_id = \(work.partnership.id) and subject_id = any (\(ids))
              and recorded_at <= \(moment.asAt)
            order by subject_id, milestone_code, revision
            """, as: (UUID, String, CalendarDate?).self
        ) { id, code, on in
            facts[id, default: [:]][code] = on.flatMap { $0 <= moment.asOf ? $0 : nil }
        }
        try readDays(ids, moment, work, on: db)
        try readEvents(ids, moment, work, on: db)
        try readSimulated(ids, moment, work, on: db)
    }

    private mutating func readDays(
        _ ids: [UUID], _ moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let rows = try db.query(
            """
            select distinct on (practice_id, held_on) practice_id, held_on, revision, kind, amount, reason_code
            from berth.practice_day
            where partnership_id = \(work.partnership.id) and practice_id = any (\(ids))
              and recorded_at <= \(moment.asAt) and held_on <= \(moment.asOf)
            order by practice_id, held_on, revision desc
            """, as: (UUID, CalendarDate, Int, String, Int, String?).self)
        for row in rows {
            guard let kind = PracticeDayKind(rawValue: row.3) else { continue }
            entries[row.0, default: []].append(
                .init(day: PracticeDay(on: row.1, kind: kind, amount: row.4), reason: row.5, revision: row.2))
        }
    }

    private mutating func readEvents(
        _ ids: [UUID], _ moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let rows = try db.query(
            """
            select practice_id, kind, happened_on, coalesce(concern_no, 0), coalesce(reason_code, ''),
                   coalesce(by_kind, ''), note
            from berth.practice_event
            where partnership_id = \(work.partnership.id) and practice_id = any (\(ids))
              and recorded_at <= \(moment.asAt) and happened_on <= \(moment.asOf)
            order by practice_id, sequence
            """, as: (UUID, String, CalendarDate, Int, String, String, String?).self)
        for (id, kind, on, number, code, by, note) in rows {
            switch kind {
            case "interrupted": interruptions[id, default: []].append(.init(from: on))
            case "resumed":
                let last = (interruptions[id]?.count ?? 0) - 1
                if last >= 0 { interruptions[id]?[last].through = on.adding(days: -1) }
            case "concern_raised":
                concerns[id, default: []].append(
                    .init(
                        number: number, category: code, byKind: by, raisedOn: on, lastOn: on,
                        notes: [(on, kind, note)]))
            default:
                guard let place = concerns[id]?.firstIndex(where: { $0.number == number }) else { continue }
                concerns[id]?[place].state =
                    kind == "concern_resolved"
                    ? "resolved" : kind == "concern_escalated" ? "escalated" : "action_agreed"
                concerns[id]?[place].lastOn = on
                concerns[id]?[place].notes.append((on, kind, note))
            }
        }
    }

    private mutating func readSimulated(
        _ ids: [UUID], _ moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        try db.forEachRow(
            """
            select own.practice_id, sum(day.amount)
            from berth.practice as own
            join berth.practice as earlier
                on earlier.partnership_id = own.partnership_id and earlier.student_id = own.student_id
               and earlier.practice_no < own.practice_no
            join berth.practice_day as day
                on day.partnership_id = earlier.partnership_id and day.practice_id = earlier.practice_id
            where own.partnership_id = \(work.partnership.id) and own.practice_id = any (\(ids))
              and own.unit = 'minutes' and day.kind = 'simulated' and day.recorded_at <= \(moment.asAt)
              and not exists (
                  select from berth.practice_day as later
                  where later.partnership_id = day.partnership_id and later.practice_id = day.practice_id
                    and later.held_on = day.held_on and later.revision > day.revision
                    and later.recorded_at <= \(moment.asAt)
              )
            group by own.practice_id
            """, as: (UUID, Int).self
        ) { id, minutes in simulatedBefore[id] = minutes }
    }
}

extension Work {
    /// Practice placements that the operator sees with everything about them, for a condition as
    /// ``practices(where:at:on:)`` takes it: a handful of queries, however many there are.
    func practiceCases(
        where condition: SQL, at moment: Moment, on db: isolated PostgresConnection
    ) throws -> [PracticeCase] {
        try practiceCases(of: practices(where: condition, at: moment, on: db), at: moment, on: db)
    }

    /// The same of placements that were read.
    func practiceCases(
        of rows: [PracticeRow], at moment: Moment, on db: isolated PostgresConnection
    ) throws -> [PracticeCase] {
        if rows.isEmpty { return [] }
        let known = try seeingEverything(on: db) {
            try PracticeFacts(of: rows.map(\.id), at: moment, self, on: db)
        }
        let rules = try practiceRules(at: moment, db: db)
        let reference = try reference(at: moment, on: db)
        return try rows.map { row in
            let record = row.record
            let facts = known.facts[row.id] ?? [:]
            let entries = known.entries[row.id] ?? []
            let simulated = max(0, rules.simulatedHoursMaximum * 60 - (known.simulatedBefore[row.id] ?? 0))
            let terms = PracticeTerms(
                unit: record.unit, required: record.required, aDay: rules.aDay(record.unit),
                simulatedLimit: simulated, pattern: row.pattern, startsOn: record.startsOn,
                startedOn: facts["started"], endedOn: record.endedOn,
                interruptions: known.interruptions[row.id] ?? [])
            let ledger = try PracticeLedger(
                entries.map(\.day), terms, asOf: moment.asOf, calendar: reference.calendar)
            let due = try PracticeDue.all(
                try reference.pathway(record.pathway), terms, ledger, facts: facts, end: record.end,
                placedOn: record.placedOn, rules: rules, asOf: moment.asOf, calendar: reference.calendar)
            return PracticeCase(
                row: row, terms: terms, facts: facts, entries: entries,
                concerns: known.concerns[row.id] ?? [], ledger: ledger, due: due, rules: rules)
        }
    }
}
