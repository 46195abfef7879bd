import Domain
import FoundationEssentials
import Postgres

/// `posts`: the establishment.
///
/// A row that fills a frozen post again, or takes a post from the candidate whom it is kept for, says in
/// `correction_reason` why.
struct PostsFile: InterchangeKind {
    static let name = "posts"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("post_ref", .reference(slashes: true), required: true),
        .init("title", .text, required: true),
        .init("role", .code, required: true),
        .init("team", .text),
        .init("fte", .fte(FTE(tenThousandths: 1)...FTE.one), required: true),
        .init("status", .oneOf(PostStatus.allCases.map(\.rawValue)), required: true),
        .init("created_on", .date, required: true),
        .init("closed_on", .date),
        .init("regulator", .text),
        .init("reserved_for", .reference(slashes: true)),
        .init("reserved_from", .date),
        .init("frozen", .list(.spell)),
        .init("reserved_on", .date),
        .init("reserved_before", .list(.reservation)),
        .init("correction_reason", .text),
    ]
    static let change = Action.manageWorkforce
    static let view = Action.viewWorkforce

    enum Field: Int {
        case organisation, postRef, title, role, team, fte, status, createdOn, closedOn, regulator,
            reservedFor
        case reservedFrom, frozen, reservedOn, reservedBefore, correctionReason
    }

    private let organisations: OrganisationDirectory
    private let roles: CodeList
    var candidates = CandidateDirectory()
    /// The lines of the posts that the file has, to name them when people in them do not fit.
    private var lines: [UUID: ImportRow] = [:]

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        roles = try work.codes(.role, on: db)
    }

    static func exportColumns(for work: Work) -> [InterchangeColumn] {
        columns.filter { $0.name != columns[Field.correctionReason.rawValue].name }
    }

    static func exportQuery(for work: Work) -> SQL {
        let today: SQL = "\(literal: work.today.description)::date"
        return """
            select array[
                       owner.code, post.reference, version.title, version.role, version.team,
                       trim_scale(version.fte / 10000.0)::text,
                       case
                           when version.closed_on <= \(today) then 'deleted'
                           when version.frozen @> \(today) then 'frozen'
                           else 'established'
                       end,
                       version.created_on::text, version.closed_on::text, version.regulator,
                       max(candidate.reference) filter (where kept.released_on is null),
                       max(kept.expected_on) filter (where kept.released_on is null)::text,
                       (
                           select string_agg(
                               lower(spell.days)::text || '/' || coalesce(upper(spell.days)::text, ''), ';'
                               order by spell.days)
                           from unnest(version.frozen) as spell (days)
                       ),
                       max(kept.reserved_on) filter (where kept.released_on is null)::text,
                       string_agg(
                           candidate.reference || ' ' || kept.reserved_on || '/' || kept.released_on, ';'
                           order by kept.reserved_on)]
            from \(Work.postTables)
            where version.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
              and version.superseded_at = 'infinity'
            group by owner.code, post.reference, version.partnership_id, version.post_id, version.revision
            order by owner.code collate "C", post.reference collate "C"
            """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let found = try work.posts(
            where: "post.reference_key = any (\(rows.map { Reference.key($0.text(Field.postRef)) }))", on: db)
        let known = Dictionary(
            found.map { (Self.key($0.record.organisation, $0.record.postRef), $0) },
            uniquingKeysWith: { first, _ in first })
        let holders = Dictionary(
            grouping: try work.assignments(
                where: "assignment.post_id = any (\(found.map(\.id)))", on: db), by: \.postID)
        try candidates.load(rows.flatMap(Self.candidates), work, on: db)
        var changes: [PostTable.Change] = []
        for row in rows {
            let given = row.text(Field.postRef)
            let key = Self.key(row.text(Field.organisation), given)
            if run.refuseRepeated(key, row, Field.postRef, "The post \(given)") { continue }
            let earlier = known[key]
            if let earlier, run.refuseOtherCase(given, stored: earlier.record.postRef, row, Field.postRef) {
                continue
            }
            let organisationID = organisations.id(in: row, Field.organisation, &run)
            let kept = reservations(in: row, over: earlier?.reservations ?? [], &run, work)
            var record = Self.record(row, over: earlier?.record, run)
            let isWell = Self.settle(&record, row, earlier?.record, &run, work)
            if let fault = roles.fault(record.role) {
                run.fault(row, Field.role, fault)
                continue
            }
            guard isWell, let organisationID, var kept else { continue }
            record.tell(kept)
            if let earlier {
                let reservation = Reservation(earlier, holders[earlier.id] ?? [], today: work.today)
                if let (field, fault) = Self.unsaid(record, of: earlier, reservation, work.today),
                    row[Field.correctionReason] == nil
                {
                    run.fault(row, field, "\(fault); say in the column correction_reason why.")
                    continue
                }
                if let reservation, record.reservedFor == earlier.record.reservedFor,
                    reservation.isBroken(by: record)
                {
                    kept.end(on: work.today)
                    record.tell(kept)
                }
            }
            if earlier?.record == record {
                run.unchanged += 1
                continue
            }
            let change: PostTable.Change
            if let earlier {
                var changed = earlier
                changed.record = record
                changed.reservations = kept
                Self.warn(of: changed, over: earlier, holders[earlier.id] ?? [], &run, work)
                change = PostTable.Change(changed, of: earlier, reason: row[Field.correctionReason])
            } else {
                change = PostTable.Change(record, kept, id: work.newID(), organisationID: organisationID)
            }
            if earlier == nil { run.added += 1 } else { run.changed += 1 }
            if earlier != nil { lines[change.id] = row }
            changes.append(change)
        }
        if run.isClean { try PostTable.write(changes, work, on: db) }
    }

    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        if !run.isClean || lines.isEmpty { return }
        let faults = try EstablishmentCheck.faults(
            of: """
                select changed.post_id
                from berth.post_version as changed
                where changed.partnership_id = \(work.partnership.id) and changed.superseded_at = 'infinity'
                  and changed.recorded_at = \(work.now) and changed.revision > 1
                """, work, on: db)
        var told: Set<UUID> = []
        for fault in faults where told.insert(fault.postID).inserted {
            if let row = lines[fault.postID] { run.fault(row, Field.postRef, fault.reason) }
        }
    }

    /// What a row takes back of what was said of a post, which needs a reason; nil where it takes back nothing.
    private static func unsaid(
        _ record: PostRecord, of earlier: PostRow, _ reservation: Reservation?, _ today: CalendarDate
    ) -> (field: Field, fault: String)? {
        if let reservation, reservation.isBroken(by: record) {
            let field: Field = record.reservedFor == earlier.record.reservedFor ? .status : .reservedFor
            return (field, reservation.words)
        }
        let frozen = PostStatus.frozen.rawValue
        if earlier.record.status(on: today) == frozen, record.status(on: today) != frozen,
            record.closedOn == nil,
            let since = earlier.record.spells.first(where: { $0.contains(today) })?.from
        {
            return (.status, "The post \(record.postRef) is frozen since \(since)")
        }
        return nil
    }

    /// Says who is in a post that a row freezes, as the verb does, or creates after they came; what was so before is no
    /// news.
    private static func warn(
        of post: PostRow, over earlier: PostRow, _ holders: [AssignmentRow], _ run: inout ImportRun,
        _ work: Work
    ) {
        if post.record.createdOn > earlier.record.createdOn,
            let fault = post.record.fault(of: holders.map(\.record))
        {
            run.warn("\(fault).")
        }
        let since = earlier.record.spells
        guard
            let spell = post.record.spells.first(where: { spell in
                !since.contains { $0.from == spell.from } && spell.until.map { $0 > work.today } ?? true
            })
        else { return }
        let still = PostLine(post, holders, on: max(spell.from, work.today)).still
        if !still.isEmpty { run.warn("\(post.record.postRef) is frozen \(spell.words).\(still)") }
    }

    static func key(_ organisation: String, _ reference: String) -> String {
        "\(organisation) \(Reference.key(reference))"
    }

    private static func record(_ row: ImportRow, over earlier: PostRecord?, _ run: ImportRun) -> PostRecord {
        func value<Value>(_ field: Field, _ given: Value?, _ kept: Value?) -> Value? {
            run.has(field) ? given : kept
        }
        var record = PostRecord(
            organisation: row.text(Field.organisation), postRef: earlier?.postRef ?? row.text(Field.postRef),
            title: row.text(Field.title), role: row.text(Field.role),
            team: value(.team, row[Field.team], earlier?.team), fte: row.fte(Field.fte) ?? .one,
            createdOn: row.date(Field.createdOn) ?? CalendarDate(daysSinceEpoch: 0),
            closedOn: value(.closedOn, row.date(Field.closedOn), earlier?.closedOn),
            frozen: earlier?.frozen ?? [],
            regulator: value(.regulator, row[Field.regulator], earlier?.regulator), reservedFor: nil,
            reservedFrom: nil, reservedOn: nil, reservedBefore: [])
        if run.has(Field.frozen) { record.spells = row.list(Field.frozen).compactMap { FrozenSpell($0) } }
        return record
    }

    /// Brings the status that a row gives together with its dates; false, with the fault reported, where they do not go
    /// together.
    private static func settle(
        _ record: inout PostRecord, _ row: ImportRow, _ earlier: PostRecord?, _ run: inout ImportRun,
        _ work: Work
    ) -> Bool {
        if record.createdOn.year < 1990 {
            run.fault(row, Field.createdOn, "A date before 1990 is too long ago for a post; check the year.")
            return false
        }
        if let closedOn = record.closedOn, closedOn < record.createdOn {
            run.fault(row, Field.closedOn, "A post cannot be deleted before it was created.")
            return false
        }
        switch PostStatus(rawValue: row.text(Field.status)) {
        case .deleted:
            if record.closedOn == nil {
                run.fault(row, Field.closedOn, "A deleted post needs the day on which it was deleted.")
                return false
            }
        case .frozen:
            if record.established.status(on: work.today) == .deleted { break }
            if record.spells.contains(where: { $0.contains(work.today) }) { break }
            if run.has(Field.frozen), row[Field.frozen] != nil {
                run.fault(
                    row, Field.status,
                    "The post is frozen, but not on this day by the column frozen; give the spell that lasts."
                )
                return false
            }
            // Of a post that was not frozen before, the file says since when, or it has been so from the beginning.
            let since = earlier == nil ? record.createdOn : work.today
            if let spell = FrozenSpell(from: since) { record.spells += [spell] }
        case .established, nil:
            if let closedOn = record.closedOn, closedOn <= work.today {
                run.fault(
                    row, Field.status,
                    "The post was deleted on \(closedOn), so its status is deleted and not established.")
                return false
            }
            if record.spells.contains(where: { $0.contains(work.today) }) {
                if run.has(Field.frozen) {
                    run.fault(
                        row, Field.status,
                        "The post is frozen today by the column frozen, so its status is frozen.")
                    return false
                }
                record.spells = record.spells.compactMap {
                    $0.contains(work.today) ? FrozenSpell(from: $0.from, until: work.today) : $0
                }
            }
        }
        return true
    }
}
