import Domain
import FoundationEssentials
import Postgres

/// `milestones`: what happened to candidates, and when.
///
/// The rows of a candidate may stand anywhere in the file, so the order of milestones can only be judged at the end.
/// Good rows are stored as they come; what the judgement needs of them is kept in ``MilestoneLedger``.
struct MilestonesFile: InterchangeKind {
    static let name = "milestones"
    static let columns: [InterchangeColumn] = [
        .init("candidate_ref", .reference(slashes: true), required: true),
        .init("milestone", .text, required: true),
        .init("happened_on", .date, required: true),
        .init("note", .text),
        .init("recorded_at", .instant),
        .init("override_reason", .text),
    ]
    static let change = Action.recordMilestones
    static let view = Action.viewCandidates

    private enum Field: Int {
        case candidateRef, milestone, happenedOn, note, recordedAt, overrideReason
    }

    /// A fact to store.
    struct Fact {
        let candidateID: UUID
        let reference: String
        let milestone: String
        let revision: Int16
        let happenedOn: CalendarDate
        let note: String?
        let recordedAt: Date
        let overrideReason: String?
    }

    /// A fact that is recorded on that date already, for which the file has a note.
    struct Noted {
        let row: ImportRow
        let candidateID: UUID
        let milestone: String
        let revision: Int16
        let note: String
    }

    private let reference: ReferenceData
    private var ledger: MilestoneLedger

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        reference = try work.reference(on: db)
        ledger = MilestoneLedger(reference: reference)
        if run.has(Field.recordedAt), !Self.mayBackdate(work) {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.backdateRecords.phrase), so the file cannot have the column recorded_at; remove it, or ask an administrator to import the file."
            )
        }
    }

    private static func mayBackdate(_ work: Work) -> Bool {
        work.actor.reach(of: .backdateRecords, in: work.partnership) != .nothing
    }

    private static func refuseOverride(_ row: ImportRow, _ work: Work) throws(ServiceError) {
        if work.actor.reach(of: .overrideMilestoneOrder, in: work.partnership) == .nothing {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.overrideMilestoneOrder.phrase), but line \(row.line) gives an override_reason; leave it empty, or ask a coordinator to import the file."
            )
        }
    }

    static func exportColumns(for work: Work) -> [InterchangeColumn] {
        mayBackdate(work) ? columns : columns.filter { $0.name != "recorded_at" }
    }

    static func exportQuery(for work: Work) -> SQL {
        let recordedAt: SQL =
            mayBackdate(work)
            ? ", to_char(fact.recorded_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')" : ""
        return """
            select array[
                       candidate.reference, fact.milestone_code, fact.happened_on::text,
                       fact.note\(recordedAt), fact.override_reason]
            from berth.candidate
            join (
                select distinct on (partnership_id, subject_id, milestone_code)
                       partnership_id, subject_id, milestone_code, happened_on, note, recorded_at,
                       override_reason
                from berth.milestone_fact
                where partnership_id = \(literal: work.partnership.id.uuidString)::uuid
                order by partnership_id, subject_id, milestone_code, revision desc
            ) as fact
                on fact.partnership_id = candidate.partnership_id and fact.subject_id = candidate.candidate_id
            left join berth.milestone_definition as definition
                on definition.pathway_code = candidate.pathway_code
               and definition.milestone_code = fact.milestone_code and definition.superseded_at = 'infinity'
            where candidate.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
              and fact.happened_on is not null
              and definition.milestone_code is not null
            order by candidate.reference collate "C", fact.happened_on, definition.position
            """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let keys = rows.map { Reference.key($0.text(Field.candidateRef)) }
        try ledger.load(keys, work, on: db)
        var facts: [Fact] = []
        var noted: [Noted] = []
        for (row, key) in zip(rows, keys) {
            guard let place = place(of: row, key, &run, work), let date = row.date(Field.happenedOn)
            else {
                continue
            }
            let code = row.text(Field.milestone)
            let candidate = ledger.candidates[place.candidate]
            let reference = candidate.reference
            switch ledger.enter(
                date, at: place, line: row.line, isOverridden: row[Field.overrideReason] != nil)
            {
            case .inFile(let line):
                run.fault(
                    row, Field.milestone,
                    "\(code) of \(reference) stands in line \(line) already; keep one of the two rows.")
            case .recorded(let earlier) where earlier == date:
                run.unchanged += 1
                if let note = row[Field.note] {
                    noted.append(
                        Noted(
                            row: row, candidateID: candidate.id, milestone: code,
                            revision: ledger.revision(at: place), note: note))
                }
            case .recorded(let earlier):
                run.fault(
                    row, Field.happenedOn,
                    "\(code) of \(reference) is recorded already, on \(earlier); if that is wrong, use berth candidate correct."
                )
            case .new(let revision):
                if row[Field.overrideReason] != nil { try Self.refuseOverride(row, work) }
                guard checkDates(row, date, candidate, reference, &run, work) else { continue }
                facts.append(
                    Fact(
                        candidateID: candidate.id, reference: reference, milestone: code, revision: revision,
                        happenedOn: date, note: row[Field.note],
                        recordedAt: row.instant(Field.recordedAt) ?? work.now,
                        overrideReason: row[Field.overrideReason]))
            }
        }
        run.added += facts.count
        if !run.isClean { return }
        try warnOfNotes(noted, &run, work, on: db)
        try insert(facts, work, on: db)
    }

    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        for objection in ledger.objections() {
            run.fault(
                .init(
                    line: objection.line, column: "milestone", value: objection.milestone,
                    reason:
                        "\(objection.reason); correct the file, or record it with berth candidate record --override and the reason."
                ))
        }
    }

    private func place(
        of row: ImportRow, _ key: String, _ run: inout ImportRun, _ work: Work
    ) -> MilestoneLedger.Place? {
        guard let candidate = ledger.index(of: key) else {
            let reference = row.text(Field.candidateRef)
            run.fault(
                row, Field.candidateRef,
                Reference.checkFails(reference)
                    ? "There is no candidate \(reference): its check character does not fit, so it is mistyped."
                    : "There is no candidate \(reference) in \(work.partnership.name); import the candidates first or try berth candidate search."
            )
            return nil
        }
        let pathway = ledger.pathway(of: candidate)
        guard let milestone = pathway.index(of: row.text(Field.milestone)) else {
            let known = pathway.milestones.map(\.code).joined(separator: ", ")
            run.fault(
                row, Field.milestone,
                "The pathway \(pathway.code) of \(ledger.candidates[candidate].reference) has no milestone \(row.text(Field.milestone)); it has \(known)."
            )
            return nil
        }
        return MilestoneLedger.Place(candidate: candidate, milestone: milestone)
    }

    private func checkDates(
        _ row: ImportRow, _ date: CalendarDate, _ candidate: MilestoneLedger.Candidate, _ reference: String,
        _ run: inout ImportRun, _ work: Work
    ) -> Bool {
        let code = row.text(Field.milestone)
        if date > work.today {
            run.fault(
                row, Field.happenedOn,
                "\(code) of \(reference) is dated \(date), which is after today, \(work.today); give a date that has passed."
            )
            return false
        }
        if let exit = candidate.exit, date > exit.on {
            run.fault(
                row, Field.happenedOn,
                "\(reference) was \(exit.kind.rawValue) on \(exit.on); reinstate them before recording what came later."
            )
            return false
        }
        guard let recordedAt = row.instant(Field.recordedAt) else { return true }
        if recordedAt > work.now || LondonTime.date(of: recordedAt) < date {
            run.fault(
                row, Field.recordedAt,
                "\(code) of \(reference) cannot have been recorded at that moment: a record comes after what happened and not in the future."
            )
            return false
        }
        return true
    }

    private func insert(_ facts: [Fact], _ work: Work, on db: isolated PostgresConnection) throws {
        if facts.isEmpty { return }
        try db.execute(
            """
            insert into berth.milestone_fact (
                partnership_id, candidate_id, milestone_code, revision, happened_on, note, override_reason,
                correction_reason, recorded_by, recorded_at)
            select \(work.partnership.id), given.candidate_id, given.milestone, given.revision,
                   given.happened_on, given.note, given.override_reason, case when given.revision > 1 then 'recorded again' end,
                   \(work.actor.accountID), given.recorded_at
            from unnest(
                \(facts.map(\.candidateID)), \(facts.map(\.milestone)), \(facts.map(\.revision)),
                \(facts.map(\.happenedOn)), \(facts.map(\.note)), \(facts.map(\.recordedAt)),
                \(facts.map(\.overrideReason))
            ) as given (candidate_id, milestone, revision, happened_on, note, recorded_at, override_reason)
            """)
        try work.auditMore(
            facts.map { fact in
                var object = JSONObjectText()
                object.add("candidate_ref", fact.reference)
                if fact.revision > 1 { object.add("correction_reason", "recorded again") }
                object.add("happened_on", fact.happenedOn)
                object.add("milestone", fact.milestone)
                object.add("note", fact.note)
                object.add("override_reason", fact.overrideReason)
                return AuditDraft(
                    subjectID: fact.candidateID, kind: "milestone_recorded", after: object.finished())
            }, of: "candidate", on: db)
    }

    /// Facts are never edited, so a note that differs from the recorded one is not stored, and that is said.
    private func warnOfNotes(
        _ noted: [Noted], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if noted.isEmpty { return }
        let differing = try db.query(
            """
            select given.place
            from unnest(
                \(noted.map(\.candidateID)), \(noted.map(\.milestone)), \(noted.map(\.revision)),
                \(noted.map(\.note))
            ) with ordinality as given (candidate_id, milestone, revision, note, place)
            join berth.milestone_fact as fact
                on fact.partnership_id = \(work.partnership.id) and fact.subject_id = given.candidate_id
               and fact.milestone_code = given.milestone and fact.revision = given.revision
            where fact.note is distinct from given.note
            order by given.place
            """, as: Int.self)
        for place in differing {
            let row = noted[place - 1].row
            run.warn(
                "Line \(row.line): \(row.text(Field.milestone)) of \(row.text(Field.candidateRef)) is recorded with another note, which stays."
            )
        }
    }
}
