import Domain
import FoundationEssentials
import Postgres

/// `levy`: what came into an organisation's levy account in a month and what went out of it.
struct LevyFile: InterchangeKind {
    static let name = "levy"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("month", .month, required: true),
        .init("kind", .oneOf(LevyMovement.Kind.allCases.map(\.rawValue)), required: true),
        .init("amount", .money, required: true),
        .init("top_up", .money),
        .init("correction_reason", .text),
    ]
    static let change = Action.manageApprenticeships
    static let view = Action.viewApprenticeships

    private enum Field: Int {
        case organisation, month, kind, amount, topUp, reason
    }

    private static let numbers = VersionedNumbers(
        table: "berth.levy_movement", keys: [("month", .month), ("kind", .code)],
        values: [("amount_pence", .pence), ("top_up_pence", .pence)], auditKind: "levy")

    private let organisations: OrganisationDirectory
    private let reference: ReferenceData
    private var stored: [String: VersionedNumbers.Stored]
    /// The last line of the file for an organisation and month in which something goes out, and its code.
    private var outgoing: [UUID: (code: String, lines: [Month: ImportRow])] = [:]

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        reference = try work.reference(on: db)
        stored = try Self.numbers.read(work, on: db)
    }

    static func exportQuery(for work: Work) -> SQL { numbers.exportQuery(for: work) }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        var given: [VersionedNumbers.Row] = []
        for row in rows {
            guard let organisation = organisations.id(in: row, Field.organisation, &run),
                let month = row.month(Field.month), let pence = row.pence(Field.amount),
                run.accept(
                    month.first, row, Field.month, "A levy account has months that have begun",
                    today: work.today)
            else { continue }
            if let first = reference.firstLevyMonth, month < first {
                run.fault(
                    row, Field.month,
                    "No levy account had funds before \(first) (rule levy.funds_expire_after): the levy is charged from 6 April 2017 (Finance Act 2016, Part 6), and enters the account in the month after."
                )
                continue
            }
            if pence > 1_000_000_000_000 {
                run.fault(row, Field.amount, "No levy account holds so much; check the amount.")
                continue
            }
            let (code, kind) = (row.text(Field.organisation), row.text(Field.kind))
            let key = [month.first.description, kind]
            let kept = stored[VersionedNumbers.place(organisation, key)]?.values[1]
            let topUp = run.has(Field.topUp) ? row.pence(Field.topUp) : kept
            if let reason = topUpFault(topUp, of: pence, kind, month) {
                run.fault(row, run.has(Field.topUp) ? Field.topUp : Field.amount, reason)
                continue
            }
            outgoing[organisation, default: (code, [:])].lines[month] = row
            given.append(
                VersionedNumbers.Row(
                    line: row, organisationID: organisation, organisation: code, key: key,
                    values: [pence, topUp], reason: row[Field.reason],
                    words: "the levy of \(code) \(kind) in \(month)"))
        }
        try Self.numbers.settle(given, over: &stored, blaming: Field.amount, &run, work, on: db)
    }

    /// What is wrong with the part of an amount that is said to be the government's top-up; nil where nothing is.
    ///
    /// What is paid in is with it, so the share of the month tells the part. Several payrolls are rounded each on its own,
    /// hence a pound of leeway.
    private func topUpFault(_ topUp: Int?, of pence: Int, _ kind: String, _ month: Month) -> String? {
        guard let topUp else { return nil }
        if kind != LevyMovement.Kind.paidIn.rawValue {
            return "Only what is paid in has a top-up; leave this empty."
        }
        let percent = reference.levyTopUp(in: month)
        let due = LevyTopUp.part(of: pence, percent: percent)
        if abs(topUp - due) <= (due == 0 ? 0 : 100) { return nil }
        return
            "Of \(Pounds.text(pence)) that entered in \(month), the top-up of \(percent) % (rule levy.top_up) is \(Pounds.text(due)) and not \(Pounds.text(topUp)); the amount is what entered, with the top-up."
    }

    /// Replays every account that the file touches: nothing may go out before it has come in.
    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        var movements: [UUID: [LevyMovement]] = [:]
        for (place, kept) in stored {
            let parts = place.split(separator: " ").map(String.init)
            if parts.count == 3, let id = UUID(uuidString: parts[0]), let month = Month(iso: parts[1]),
                let kind = LevyMovement.Kind(rawValue: parts[2]), outgoing[id] != nil
            {
                movements[id, default: []].append(
                    LevyMovement(kind, (kept.values.first ?? nil) ?? 0, in: month))
            }
        }
        for (id, own) in movements {
            guard let last = own.map(\.month).max(), let touched = outgoing[id] else { continue }
            do {
                _ = try LevyAccount(own, terms: reference.levyTerms, through: last)
            } catch {
                let reason =
                    "\(touched.code) paid out \(Pounds.text(error.out)) in \(error.month), but only \(Pounds.text(error.available)) had come in and was left; levy is spent after it has come in, and before it expires."
                // The line of that month, or the last before it: what was recorded earlier may lack what this file changes.
                let row =
                    touched.lines[error.month]
                    ?? touched.lines.filter { $0.key <= error.month }.max { $0.key < $1.key }?.value
                    ?? touched.lines.min { $0.key < $1.key }?.value
                if let row { run.fault(row, Field.amount, reason) }
            }
        }
    }
}
