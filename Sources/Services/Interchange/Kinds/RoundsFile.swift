import Domain
import FoundationEssentials
import Postgres

/// `rounds`: rounds of recruitment and options for further ones.
///
/// A contract has a handful of rounds, so each goes through the same steps as `berth round open` and
/// `berth round retarget`, in a savepoint of its own: what one row runs into is reported, and the next is tried.
struct RoundsFile: InterchangeKind {
    static let name = "rounds"
    static let columns: [InterchangeColumn] = [
        .init("contract_ref", .reference(slashes: false), required: true),
        .init("round_no", .integer(1...Int(Int16.max)), required: true),
        .init("target", .integer(1...1_000_000), required: true),
        .init("opens_on", .date, required: true),
        .init("due_on", .date, required: true),
        .init("counts_at", .code),
        .init("is_option", .boolean),
        .init("option_decide_by", .date),
    ]
    static let change = Action.manageRounds
    static let view = Action.viewRounds

    private enum Field: Int {
        case contractRef, roundNo, target, opensOn, dueOn, countsAt, isOption, optionDecideBy
    }

    /// A row as a round.
    private struct Wanted {
        let row: ImportRow
        let reference: RoundReference
        let target: Int
        let opensOn: CalendarDate
        let dueOn: CalendarDate
    }

    private let milestones: Set<String>

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        milestones = Set(
            try work.reference(on: db).pathways.values.flatMap { $0.milestones.map(\.code) })
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[
                   contract.reference, round.round_no::text, round.target::text, round.opens_on::text,
                   round.due_on::text, round.counts_at, round.is_option::text, round.option_decide_by::text]
        from \(Work.roundTables)
        where round.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by contract.reference collate "C", round.round_no
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        // A first round has to be there before its option.
        let wanted = rows.compactMap { Self.wanted($0, &run) }.sorted {
            ($0.reference.contract, $0.reference.number) < ($1.reference.contract, $1.reference.number)
        }
        let known = try read(wanted.map(\.reference), work, on: db)
        let awards = try awards(of: wanted.map(\.reference.contract), work, on: db)
        for round in wanted {
            guard check(round, known: known[round.reference], &run) else { continue }
            do {
                try db.transaction { db in
                    if let earlier = known[round.reference] {
                        try update(round, earlier, &run, work, on: db)
                    } else {
                        try open(round, awarded: awards[round.reference.contract], &run, work, on: db)
                    }
                }
            } catch let error as ServiceError where error.kind != .internal {
                run.fault(round.row, Field.roundNo, error.message)
            } catch let error as PostgresError {
                guard let name = error.constraintName, let (_, sentence) = ConstraintMessages.table[name]
                else {
                    throw error
                }
                run.fault(round.row, Field.roundNo, sentence)
            }
        }
    }

    private static func wanted(_ row: ImportRow, _ run: inout ImportRun) -> Wanted? {
        guard let number = row.integer(Field.roundNo), let target = row.integer(Field.target),
            let opensOn = row.date(Field.opensOn), let dueOn = row.date(Field.dueOn)
        else { return nil }
        let reference = RoundReference(contract: row.text(Field.contractRef), number: number)
        if run.refuseRepeated(reference.description, row, Field.roundNo, "The round \(reference)") {
            return nil
        }
        return Wanted(row: row, reference: reference, target: target, opensOn: opensOn, dueOn: dueOn)
    }

    private func check(_ round: Wanted, known: RoundRow?, _ run: inout ImportRun) -> Bool {
        var isGood = true
        func fault(_ field: Field, _ reason: String) {
            run.fault(round.row, field, reason)
            isGood = false
        }
        if let countsAt = round.row[Field.countsAt], !milestones.contains(countsAt) {
            fault(.countsAt, "There is no milestone \(countsAt); see berth pathway show.")
        }
        if round.dueOn < round.opensOn {
            fault(
                .dueOn,
                "Round \(round.reference) cannot be due on \(round.dueOn), before it opens on \(round.opensOn)."
            )
        }
        let isOption = round.row.boolean(Field.isOption)
        let decideBy = round.row.date(Field.optionDecideBy)
        if isOption == true, decideBy == nil, known?.optionDecideBy == nil {
            fault(
                .optionDecideBy,
                "Round \(round.reference) is an option, so it needs the last day to decide it.")
        }
        if isOption != true, decideBy != nil, known?.isOption != true {
            fault(
                .optionDecideBy,
                "Round \(round.reference) is no option, so it has no day to decide it; leave this empty or set is_option."
            )
        }
        return isGood
    }

    private func open(
        _ round: Wanted, awarded: CalendarDate?, _ run: inout ImportRun, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        // The file does not say when the round was agreed. It cannot have been before the award, and it stands in
        // every report about a day from its opening on.
        let agreed = [awarded, round.opensOn, work.today].compactMap { $0 }.min() ?? work.today
        let verb = OpenRound(
            reference: round.reference, target: round.target, opensOn: round.opensOn, dueOn: round.dueOn,
            countsAt: round.row[Field.countsAt] ?? "started",
            optionDecideBy: round.row.boolean(Field.isOption) == true
                ? round.row.date(Field.optionDecideBy) : nil,
            on: agreed)
        _ = try verb.perform(work, on: db)
        run.added += 1
    }

    private func update(
        _ round: Wanted, _ earlier: RoundRow, _ run: inout ImportRun, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        let row = round.row
        let reference = round.reference
        if let countsAt = row[Field.countsAt], countsAt != earlier.countsAt {
            throw ServiceError.badData(
                "Round \(reference) counts at \(earlier.countsAt), which a file cannot change; close it and open another."
            )
        }
        if let isOption = row.boolean(Field.isOption), isOption != earlier.isOption {
            throw ServiceError.badData(
                "Round \(reference) was opened as \(earlier.isOption ? "an option" : "a round, not an option"), which a file cannot change."
            )
        }
        if let decideBy = row.date(Field.optionDecideBy), decideBy != earlier.optionDecideBy {
            throw ServiceError.badData(
                "The option of round \(reference) is to be decided by \(earlier.optionDecideBy?.description ?? "no day"), which a file cannot change."
            )
        }
        var changed = earlier
        changed.target = round.target
        changed.opensOn = round.opensOn
        changed.dueOn = round.dueOn
        if changed.record == earlier.record {
            run.unchanged += 1
            return
        }
        try work.refuseFinished(earlier, to: "change it")
        try work.save(
            changed, over: earlier, event: "retargeted", on: work.today,
            reason: "changed by an imported file",
            db: db)
        run.changed += 1
    }

    private func read(
        _ references: [RoundReference], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [RoundReference: RoundRow] {
        var directory = RoundDirectory()
        try directory.load(references, work, on: db)
        var known: [RoundReference: RoundRow] = [:]
        for reference in references { known[reference] = directory[reference] }
        return known
    }

    private func awards(
        of contracts: [String], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String: CalendarDate] {
        let rows = try db.query(
            """
            select reference, awarded_on
            from berth.contract
            where partnership_id = \(work.partnership.id) and reference = any (\(contracts))
              and awarded_on is not null
            """, as: (String, CalendarDate).self)
        return Dictionary(rows.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    }
}
