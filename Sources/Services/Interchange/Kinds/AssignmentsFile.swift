import Domain
import FoundationEssentials
import Postgres

/// `assignments`: who is in which post from when to when.
///
/// The year of birth and the destination are personal: only who may see people may import or export them. A row that
/// takes back what was recorded says in `correction_reason` why; one that fills in what was empty need not.
struct AssignmentsFile: InterchangeKind {
    static let name = "assignments"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("post_ref", .reference(slashes: true), required: true),
        .init("person_ref", .reference(slashes: true), required: true),
        .init("kind", .oneOf(Assignment.Kind.allCases.map(\.rawValue)), required: true),
        .init("fte", .fte(FTE(tenThousandths: 1)...FTE.one), required: true),
        .init("started_on", .date, required: true),
        .init("ended_on", .date),
        .init("leaving_reason", .code),
        .init("destination", .code),
        .init("candidate_ref", .reference(slashes: true)),
        .init("route", .code),
        .init("qualified_on", .date),
        .init("birth_year", .integer(1900...2100)),
        .init("cases", .integer(0...AssignmentCount.mostCases)),
        .init("days_lost", .fte(FTE.zero...AssignmentCount.mostDaysLost)),
        .init("cover_until", .date),
        .init("cover_plan", .text),
        .init("exit_themes", .list(.oneOf(ExitTheme.allCases.map(\.rawValue)))),
        .init("counted_on", .date),
        .init("counted_before", .list(.count)),
        .init("correction_reason", .text),
    ]
    static let change = Action.manageWorkforce
    static let view = Action.viewWorkforcePersons

    enum Field: Int {
        case organisation, postRef, personRef, kind, fte, startedOn, endedOn, leavingReason, destination
        case candidateRef, route, qualifiedOn, birthYear, cases, daysLost, coverUntil, coverPlan, exitThemes
        case countedOn, countedBefore, correctionReason
    }

    private static let sensitive: [Field] = [.birthYear, .destination]

    private let organisations: OrganisationDirectory
    let codes: [(field: Field, list: CodeList)]
    private var candidates = CandidateDirectory()
    /// The lines of what the file adds or changes, to name them when they do not go together.
    private var lines: [UUID: ImportRow] = [:]

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        codes = try [
            (.leavingReason, work.codes(.leavingReason, on: db)),
            (.destination, work.codes(.destination, on: db)), (.route, work.codes(.route, on: db)),
        ]
        if !work.seesPersons, let field = Self.sensitive.first(where: { run.has($0) }) {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.viewWorkforcePersons.phrase), so the file cannot have the column \(Self.columns[field.rawValue].name); remove it, or ask a coordinator to import the file."
            )
        }
    }

    static func exportColumns(for work: Work) -> [InterchangeColumn] {
        let hidden = work.seesPersons ? [] : sensitive.map { columns[$0.rawValue].name }
        return columns.filter { !hidden.contains($0.name) }
    }

    static func exportsSpecialCategory(for work: Work) -> Bool { work.seesPersons }

    static func exportQuery(for work: Work) -> SQL {
        let sees = work.seesPersons
        return """
            select array[
                       owner.code, post.reference, assignment.person_ref, assignment.kind,
                       trim_scale(assignment.fte / 10000.0)::text, assignment.started_on::text,
                       assignment.ended_on::text, assignment.leaving_reason,
                       \(sees ? "assignment.destination," : "" as SQL)
                       candidate.reference, assignment.route, assignment.qualified_on::text,
                       \(sees ? "assignment.birth_year::text," : "" as SQL)
                       nullif(split_part(counts.last, '/', 2), ''), nullif(split_part(counts.last, '/', 3), ''),
                       assignment.cover_until::text, assignment.cover_plan,
                       nullif(array_to_string(assignment.exit_themes, ';'), ''),
                       nullif(split_part(counts.last, '/', 1), ''), nullif(counts.before, ''), null]
            from \(Work.assignmentTables)
            cross join lateral (
                select texts.texts[cardinality(texts.texts)] as last,
                       array_to_string(texts.texts[:cardinality(texts.texts) - 1], ';') as before
                from (select \(Work.countTexts) as texts) as texts
            ) as counts
            where assignment.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
              and assignment.superseded_at = 'infinity'
            order by owner.code collate "C", post.reference collate "C", assignment.started_on,
                     assignment.person_ref collate "C"
            """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let posts = try work.posts(
            where:
                "post.reference_key = any (\(Set(rows.map { Reference.key($0.text(Field.postRef)) }).sorted()))",
            on: db)
        let byKey = Dictionary(
            posts.map { (PostsFile.key($0.record.organisation, $0.record.postRef), $0) },
            uniquingKeysWith: { first, _ in first })
        let stored = try work.assignments(where: "assignment.post_id = any (\(posts.map(\.id)))", on: db)
        let known = Dictionary(
            stored.map { (Self.key($0.postID, $0.record.personRef, $0.record.startedOn), $0) },
            uniquingKeysWith: { first, _ in first })
        let holders = Dictionary(grouping: stored, by: \.postID)
        try candidates.load(rows.compactMap { $0[Field.candidateRef] }, work, on: db)
        var changes: [AssignmentTable.Change] = []
        for row in rows {
            let organisationID = organisations.id(in: row, Field.organisation, &run)
            let post = byKey[PostsFile.key(row.text(Field.organisation), row.text(Field.postRef))]
            if organisationID != nil, post == nil {
                run.fault(
                    row, Field.postRef,
                    "There is no post \(row.text(Field.postRef)) in \(row.text(Field.organisation)); import the posts first."
                )
            }
            let candidate = candidates.candidate(in: row, Field.candidateRef, &run, work)
            let isWell = check(row, &run, work)
            guard isWell, candidate.isKnown, let organisationID, let post,
                let startedOn = row.date(Field.startedOn)
            else { continue }
            let person = row.text(Field.personRef)
            let key = Self.key(post.id, person, startedOn)
            if run.refuseRepeated(
                key, row, Field.personRef,
                "The assignment of \(person) to \(post.record.postRef) from \(startedOn)")
            {
                continue
            }
            let earlier = known[key]
            if let earlier,
                run.refuseOtherCase(person, stored: earlier.record.personRef, row, Field.personRef)
            {
                continue
            }
            var record = Self.record(row, post.record, over: earlier?.record, run)
            if run.has(Field.candidateRef) { record.candidateRef = candidate.reference }
            guard let counts = Self.counts(in: row, of: record, over: earlier?.record, &run, work) else {
                continue
            }
            record.tell(counts)
            if earlier?.record == record {
                run.unchanged += 1
                continue
            }
            if let earlier, row[Field.correctionReason] == nil,
                let (field, known) = Self.takenBack(by: record, of: earlier.record, work.today)
            {
                run.fault(
                    row, field,
                    "\(record.personRef) is in \(record.postRef) otherwise already, \(known); if that was wrong, say why in the column correction_reason."
                )
                continue
            }
            let candidateID = run.has(Field.candidateRef) ? candidate.id : earlier?.candidateID
            if let reservation = Reservation(post, holders[post.id] ?? [], today: work.today),
                reservation.isBroken(by: record, candidateID: candidateID),
                earlier.map({ !reservation.isBroken(by: $0.record, candidateID: $0.candidateID) }) ?? true
            {
                run.fault(
                    row, Field.postRef,
                    "\(reservation.words); name the candidate in candidate_ref, or release it first with berth post release."
                )
                continue
            }
            Self.warn(of: record, post.record, &run)
            if earlier == nil { run.added += 1 } else { run.changed += 1 }
            let change = AssignmentTable.Change(
                id: earlier?.id ?? work.newID(), known: earlier, organisationID: organisationID,
                postID: post.id, candidateID: candidateID, record: record,
                reason: earlier.flatMap { _ in row[Field.correctionReason] })
            lines[change.id] = row
            changes.append(change)
        }
        // Also when a row is bad: what does not go together is found in what is stored, and nothing of it stays.
        try AssignmentTable.write(changes, work, on: db)
    }

    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        if lines.isEmpty { return }
        let faults = try EstablishmentCheck.faults(
            of: """
                select changed.post_id
                from berth.assignment as changed
                where changed.partnership_id = \(work.partnership.id) and changed.superseded_at = 'infinity'
                  and changed.recorded_at = \(work.now)
                """, work, on: db)
        var told: Set<Int> = []
        for fault in faults {
            // The row itself, or where that is not of the file the last of the file that it does not go together with.
            let row =
                lines[fault.assignmentID]
                ?? fault.together.compactMap { lines[$0] }.max { $0.line < $1.line }
            guard let row, told.insert(row.line).inserted else { continue }
            run.fault(row, Field.postRef, fault.reason)
        }
    }

    private static func key(_ post: UUID, _ person: String, _ startedOn: CalendarDate) -> String {
        "\(post) \(Reference.key(person)) \(startedOn.daysSinceEpoch)"
    }
}
