import Domain
import FoundationEssentials
import Postgres

/// A day to enter into the register of a practice placement.
struct RegisterEntry: Sendable {
    let on: CalendarDate
    /// Nil to say that nothing happened on the day after all.
    let kind: PracticeDayKind?
    /// Half-days or minutes done; none of an absence.
    let amount: Int
    /// Why somebody was away, for the day or the rest of it.
    let absence: String?
}

/// The register of one placement while entries are judged and added.
struct PracticeRegister {
    let row: PracticeRow
    private let terms: PracticeTerms
    private let rules: PracticeRules
    private let absences: CodeList
    /// What stands for each day, with its revision; nil kind for a day that was emptied.
    private var standing: [CalendarDate: (entry: RegisterEntry, revision: Int)] = [:]

    /// What became of an entry.
    enum Verdict {
        /// It is new, or corrects what stood there; with the revision to store.
        case store(Int)
        /// It stands there already.
        case same
        /// Another entry stands there, and nobody says that it was wrong.
        case differs(String)
        /// It cannot be.
        case refused(String)
    }

    /// Opens the registers of placements.
    static func open(
        _ rows: [PracticeRow], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: PracticeRegister] {
        if rows.isEmpty { return [:] }
        let cases = try work.practiceCases(
            of: rows, at: Moment(present: work), on: db)
        let absences = try work.codes(of: "practice_absent", on: db)
        var registers: [UUID: PracticeRegister] = [:]
        for one in cases {
            registers[one.row.id] = PracticeRegister(
                row: one.row, terms: one.terms, rules: one.rules, absences: absences)
        }
        try db.forEachRow(
            """
            select distinct on (practice_id, held_on) practice_id, held_on, revision, kind, amount, reason_code
            from berth.practice_day
            where partnership_id = \(work.partnership.id) and practice_id = any (\(rows.map(\.id)))
            order by practice_id, held_on, revision desc
            """, as: (UUID, CalendarDate, Int, String, Int, String?).self
        ) { id, on, revision, kind, amount, reason in
            let entry = RegisterEntry(
                on: on, kind: PracticeDayKind(rawValue: kind), amount: amount, absence: reason)
            registers[id]?.standing[on] = (entry, revision)
        }
        return registers
    }

    private init(
        row: PracticeRow, terms: PracticeTerms, rules: PracticeRules, absences: CodeList
    ) {
        self.row = row
        self.terms = terms
        self.rules = rules
        self.absences = absences
    }

    /// The days of the pattern in a stretch that are free of interruptions.
    func usualDays(
        from first: CalendarDate, through last: CalendarDate, calendar: WorkingCalendar
    ) throws -> [CalendarDate] {
        try terms.pattern.days(from: first, through: last, calendar: calendar).filter {
            !terms.isInterrupted(on: $0)
        }
    }

    /// Those of some days on which the student is not expected by the pattern.
    func outsidePattern(_ days: [CalendarDate], calendar: WorkingCalendar) throws -> [CalendarDate] {
        try days.filter { try !terms.pattern.contains($0, calendar: calendar) }
    }

    /// Judges an entry and, when it may be stored, takes it in.
    ///
    /// - Parameter isCorrection: somebody says why what stands there was wrong.
    mutating func enter(_ entry: RegisterEntry, isCorrection: Bool, today: CalendarDate) -> Verdict {
        if let sentence = refusal(of: entry, today) { return .refused(sentence) }
        let earlier = standing[entry.on]
        if let earlier, earlier.entry.kind == entry.kind, earlier.entry.amount == entry.amount,
            earlier.entry.absence == entry.absence
        {
            return .same
        }
        if let earlier, earlier.entry.kind != nil, !isCorrection {
            return .differs(
                "\(entry.on) of \(row.record.practiceRef) is recorded already: \(words(earlier.entry))")
        }
        if entry.kind == nil, earlier == nil {
            return .refused("Nothing is recorded for \(entry.on) of \(row.record.practiceRef).")
        }
        let revision = (earlier?.revision ?? 0) + 1
        standing[entry.on] = (entry, revision)
        return .store(revision)
    }

    private func refusal(of entry: RegisterEntry, _ today: CalendarDate) -> String? {
        let record = row.record
        let ref = record.practiceRef
        if entry.on > today {
            return "\(entry.on) is after today, \(today); the register says what has happened."
        }
        guard let started = terms.startedOn else {
            return
                "\(ref) has not started; record that first with berth practice record \(record.studentRef) started."
        }
        if entry.on < started { return "\(ref) started on \(started); \(entry.on) is before that." }
        if let ended = record.endedOn, entry.on > ended {
            return "\(ref) ended on \(ended); \(entry.on) is after that."
        }
        if terms.isInterrupted(on: entry.on), entry.kind != nil {
            return "\(ref) rested on \(entry.on); resume it first with berth practice resume."
        }
        return refusal(ofAmount: entry)
    }

    private func refusal(ofAmount entry: RegisterEntry) -> String? {
        let unit = row.record.unit
        switch entry.kind {
        case .skills where unit == .minutes:
            return "Skills days are for placements that count days; \(row.record.practiceRef) counts hours."
        case .simulated where unit == .halfDays:
            return
                "Simulated practice is for placements that count hours; \(row.record.practiceRef) counts days."
        case .absent where entry.amount != 0: return "An absence has no amount; leave it out."
        case .worked, .simulated, .skills:
            let most = rules.aDayMaximum(unit)
            if entry.amount <= 0 { return "Nothing was done on \(entry.on); record an absence instead." }
            if entry.amount > most {
                return
                    "\(unit.words(entry.amount)) on \(entry.on) is more than a day has; at most \(unit.words(most))."
            }
        default: break
        }
        if entry.kind == .absent, entry.absence == nil {
            return "An absence needs its reason: \(absences.codes.joined(separator: ", "))."
        }
        if let absence = entry.absence {
            if let fault = absences.fault(absence) { return fault }
            if entry.amount >= rules.aDay(unit) {
                return "Who was there all day was not away; leave the reason out, or give less than a day."
            }
        }
        return nil
    }

    /// An entry in words: `1 day worked`, `absent (sickness)`.
    private func words(_ entry: RegisterEntry) -> String {
        let absence = entry.absence.map { " (\($0))" } ?? ""
        guard let kind = entry.kind else { return "nothing" }
        if kind == .absent { return "absent\(absence)" }
        return "\(row.record.unit.words(entry.amount)) \(kind.rawValue)\(absence)"
    }
}

/// An entry that may be stored.
struct StoredEntry {
    let practiceID: UUID
    let entry: RegisterEntry
    let revision: Int
    /// Why what stood there was wrong; nil for a first entry.
    let correction: String?
}

extension Work {
    /// Stores entries of registers.
    func store(_ entries: [StoredEntry], on db: isolated PostgresConnection) throws {
        if entries.isEmpty { return }
        try db.execute(
            """
            insert into berth.practice_day (
                partnership_id, practice_id, held_on, revision, kind, amount, reason_code, correction_reason,
                recorded_by, recorded_at)
            select \(partnership.id), given.practice_id, given.held_on, given.revision, given.kind, given.amount,
                   given.absence, given.correction, \(actor.accountID), \(now)
            from unnest(
                \(entries.map(\.practiceID)), \(entries.map(\.entry.on)), \(entries.map(\.revision)),
                \(entries.map { $0.entry.kind?.rawValue ?? "nothing" }), \(entries.map(\.entry.amount)),
                \(entries.map(\.entry.absence)),
                \(entries.map { $0.revision > 1 ? $0.correction ?? "recorded again" : nil })
            ) as given (practice_id, held_on, revision, kind, amount, absence, correction)
            """)
    }
}
