import Domain
import FoundationEssentials
import Postgres

/// `apprenticeship_events`: what happened to apprentices.
///
/// What happened to one person is judged together, in the order of the days, wherever its rows stand; so the rows wait
/// until the whole file has been read.
struct ApprenticeshipEventsFile: InterchangeKind {
    static let name = "apprenticeship_events"
    static let columns: [InterchangeColumn] = [
        .init("apprentice_ref", .reference(slashes: true), required: true),
        .init("event", .oneOf(ApprenticeshipEvent.Kind.allCases.map(\.rawValue)), required: true),
        .init("happened_on", .date, required: true),
        .init("reason", .text),
        .init("standard_ref", .reference(slashes: true)),
        .init("reason_code", .code),
        .init("override_reason", .text),
    ]
    static let change = Action.manageApprenticeships
    static let view = Action.viewApprenticeships

    private enum Field: Int {
        case apprenticeRef, event, happenedOn, reason, standardRef, reasonCode, overrideReason
    }

    private struct Given {
        let row: ImportRow
        let kind: ApprenticeshipEvent.Kind
        let on: CalendarDate
    }

    private let organisations: OrganisationDirectory
    private let reasons: [String: CodeList]
    private let book: StandardBook
    private let reference: ReferenceData
    /// Why a start of a file is recorded that not both sides have agreed to, unless the file says why.
    private static let imported = "imported from a file"
    private static let accepted = "accepted with what was known then"
    private var given: [String: [Given]] = [:]

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        var reasons: [String: CodeList] = [:]
        for decision in ApprenticeshipEvent.Kind.allCases.compactMap(\.decision) {
            reasons[decision] = try work.codes(of: decision, on: db)
        }
        self.reasons = reasons
        book = StandardBook(try work.standards(on: db))
        reference = try work.reference(on: db)
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[kept.reference, kept.event, kept.happened_on::text, kept.reason, kept.standard_ref,
                     kept.reason_code,
                     coalesce(nullif(kept.override_reason, \(literal: imported)), \(acceptedThen(of: work)))]
        from (
            select distinct on (event.apprenticeship_id, event.sequence)
                   event.apprenticeship_id, apprenticeship.reference, event.event, event.happened_on,
                   event.reason, event.reason_code, event.override_reason, apprenticeship.standard_ref,
                   event.sequence,
                   min(event.recorded_at) over (
                       partition by event.apprenticeship_id, event.sequence) as recorded_at
            from berth.apprenticeship_event as event
            join berth.apprenticeship
                on apprenticeship.partnership_id = event.partnership_id
               and apprenticeship.apprenticeship_id = event.apprenticeship_id
            where event.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
            order by event.apprenticeship_id, event.sequence, event.revision desc
        ) as kept
        where kept.happened_on is not null
        order by kept.reference collate "C", kept.happened_on, kept.sequence, kept.standard_ref collate "C"
        """
    }

    /// Why a start of an export stands that would be refused by what is known now: it was accepted with what was known
    /// when it was recorded, and what stands against it has been corrected since.
    private static func acceptedThen(of work: Work) -> SQL {
        let id: SQL = "\(literal: work.partnership.id.uuidString)::uuid"
        return """
            case
                when kept.event = 'started' and (
                    not exists (
                        select from berth.apprenticeship_standard as standard
                        where standard.partnership_id = \(id) and standard.superseded_at = 'infinity'
                          and standard.reference_key = lower(kept.standard_ref)
                          and daterange(standard.effective_from, standard.effective_to, '[]') @> kept.happened_on
                    )
                    or exists (
                        select from berth.apprenticeship_version as former
                        join berth.apprenticeship_version as present
                            on present.partnership_id = former.partnership_id
                           and present.apprenticeship_id = former.apprenticeship_id
                           and present.superseded_at = 'infinity'
                        join berth.apprenticeship_standard as standard
                            on standard.partnership_id = former.partnership_id and standard.level = 7
                           and standard.superseded_at = 'infinity'
                           and standard.reference_key = lower(kept.standard_ref)
                        where former.partnership_id = \(id) and former.apprenticeship_id = kept.apprenticeship_id
                          and former.recorded_at <= kept.recorded_at and former.superseded_at > kept.recorded_at
                          and (former.date_of_birth, former.age_exception, former.transferred_from)
                            is distinct from
                              (present.date_of_birth, present.age_exception, present.transferred_from)
                    )
                )
                then \(literal: accepted)
            end
            """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        for row in rows {
            guard let kind = ApprenticeshipEvent.Kind(rawValue: row.text(Field.event)),
                let on = row.date(Field.happenedOn),
                run.accept(
                    on, row, Field.happenedOn, "An event is of a day that has passed", today: work.today)
            else { continue }
            if let code = row[Field.reasonCode], let fault = fault(code, kind) {
                run.fault(row, Field.reasonCode, fault)
                continue
            }
            if kind != .started, row[Field.overrideReason] != nil {
                run.fault(
                    row, Field.overrideReason, "Only a start has something to override; leave this empty.")
                continue
            }
            given[Reference.key(row.text(Field.apprenticeRef)), default: []].append(
                Given(row: row, kind: kind, on: on))
        }
    }

    /// What is wrong with the code of a reason; nil where nothing is.
    private func fault(_ code: String, _ kind: ApprenticeshipEvent.Kind) -> String? {
        guard let decision = kind.decision else {
            return "The event \(kind.rawValue) has no reason codes; leave this empty."
        }
        return reasons[decision]?.fault(code)
    }

    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        let keys = given.keys.sorted()
        var events: [ApprenticeTable.NewEvent] = []
        var training: [(id: UUID, span: TrainingSpan?)] = []
        var movers = TrainingMovers()
        var start = 0
        while start < keys.count {
            let part = Array(keys[start..<min(start + ImportFile.chunkSize, keys.count)])
            start += part.count
            let rows = try work.apprenticeships(
                where: "apprenticeship.reference_key = any (\(part))", on: db)
            let known = Dictionary(grouping: rows, by: { Reference.key($0.record.apprenticeRef) })
            for key in part {
                settle(given[key] ?? [], known[key] ?? [], &events, &training, &movers, &run, work)
            }
        }
        try movers.judge(work, on: db) { run.fault($0, Field.happenedOn, $1) }
        if !run.isClean { return }
        try ApprenticeTable.insertEvents(events, work, on: db)
        try ApprenticeTable.keepTraining(training, work, on: db)
    }

    /// Judges what happened to one person.
    private func settle(
        _ given: [Given], _ known: [ApprenticeshipRow], _ events: inout [ApprenticeTable.NewEvent],
        _ training: inout [(id: UUID, span: TrainingSpan?)], _ movers: inout TrainingMovers,
        _ run: inout ImportRun, _ work: Work
    ) {
        var own: [UUID: [Given]] = [:]
        for one in given {
            guard let row = apprenticeship(of: one, among: known, &run, work) else { continue }
            own[row.id, default: []].append(one)
        }
        var spans: [(row: ApprenticeshipRow, span: TrainingSpan)] = []
        for row in known.sorted(by: { $0.record.standardRef < $1.record.standardRef }) {
            let more = own[row.id] ?? []
            let stored = row.events.map(\.event)
            // Each row stands for one event: somebody may begin a break twice on one day.
            var left = Dictionary(grouping: stored, by: \.self).mapValues(\.count)
            var fresh: [Given] = []
            for one in more {
                let event = ApprenticeshipEvent(one.kind, on: one.on)
                if let count = left[event], count > 0 {
                    left[event] = count - 1
                    run.unchanged += 1
                } else {
                    fresh.append(one)
                }
            }
            let episode: ApprenticeshipEpisode
            do {
                episode = try ApprenticeshipEpisode(
                    stored + fresh.map { ApprenticeshipEvent($0.kind, on: $0.on) })
            } catch {
                // Of two rows alike the later is one too many.
                let blamed =
                    fresh.last { $0.kind == error.event.kind && $0.on == error.event.on } ?? fresh.last
                if let blamed {
                    run.fault(blamed.row, Field.event, "\(row.record.apprenticeRef): \(error)")
                }
                continue
            }
            movers.add(row.record, episode, start: fresh.first { $0.kind == .started }?.row)
            let span = TrainingSpan(episode)
            if let span {
                if let other = spans.first(where: { $0.span.overlaps(span) }),
                    let blamed = fresh.first ?? own[other.row.id]?.first
                {
                    run.fault(
                        blamed.row, Field.happenedOn,
                        "\(row.record.apprenticeRef) would be on \(row.record.standardRef) \(span.words) and on \(other.row.record.standardRef) \(other.span.words); nobody is on two standards at once, so record the end of the earlier one."
                    )
                    continue
                }
                spans.append((row, span))
            }
            if fresh.isEmpty { continue }
            run.added += fresh.count
            var number = row.lastSequence
            // By day, so that numbers follow what happened.
            for one in fresh.enumerated().sorted(by: {
                ($0.element.on, $0.offset) < ($1.element.on, $1.offset)
            }).map(\.element) {
                number += 1
                if one.kind == .started, let fault = startFault(one, row, work) {
                    run.fault(one.row, fault.field, fault.reason)
                }
                events.append(
                    ApprenticeTable.NewEvent(
                        id: row.id, sequence: number, kind: one.kind, on: one.on,
                        reasonCode: one.row[Field.reasonCode], reason: one.row[Field.reason],
                        overrideReason: one.kind == .started
                            ? one.row[Field.overrideReason] ?? Self.imported : nil))
            }
            training.append((row.id, span))
        }
    }

    /// What the agreed days or funding have against a start, the latter unless somebody who may says why it was all the same.
    private func startFault(
        _ one: Given, _ row: ApprenticeshipRow, _ work: Work
    ) -> (field: Field, reason: String)? {
        if let fault = row.record.startDayFault(one.on, reference) { return (.happenedOn, fault) }
        let standard = book.standard(row.record.standardRef, on: one.on)
        guard let fault = row.record.startFault(standard, on: one.on, reference)?.what else { return nil }
        if one.row[Field.overrideReason] == nil {
            return (
                .happenedOn,
                "\(fault); correct that, or say in the column override_reason why it started all the same."
            )
        }
        if work.may(.overrideApproval, on: row.organisationID) { return nil }
        return (.overrideReason, "\(work.actor.login) may not \(Action.overrideApproval.phrase). \(fault).")
    }

    /// The apprenticeship of a row; nil, with the fault reported, where it cannot be told.
    private func apprenticeship(
        of one: Given, among known: [ApprenticeshipRow], _ run: inout ImportRun, _ work: Work
    ) -> ApprenticeshipRow? {
        let reference = one.row.text(Field.apprenticeRef)
        guard let first = known.first else {
            run.fault(
                one.row, Field.apprenticeRef,
                "There is no apprentice \(reference) in \(work.partnership.name); import the apprentices first or see berth apprentice list."
            )
            return nil
        }
        if !work.may(.importData, on: first.organisationID) {
            run.fault(
                one.row, Field.apprenticeRef,
                "Your role does not reach the organisation \(first.record.organisation), so you cannot import for it."
            )
            return nil
        }
        let standards = known.map(\.record.standardRef).joined(separator: ", ")
        if let standard = one.row[Field.standardRef] {
            let found = known.first { Reference.key($0.record.standardRef) == Reference.key(standard) }
            if found == nil {
                run.fault(
                    one.row, Field.standardRef,
                    "\(reference) is not on the standard \(standard), but on \(standards).")
            }
            return found
        }
        if known.count > 1 {
            run.fault(
                one.row, Field.standardRef,
                "\(reference) has been on several standards (\(standards)); name the one that is meant.")
            return nil
        }
        return first
    }
}
