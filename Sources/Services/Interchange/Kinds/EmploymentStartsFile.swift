import Domain
import FoundationEssentials
import Postgres

/// `employment_starts`: how many people began to work for an organisation in some days.
struct EmploymentStartsFile: InterchangeKind {
    static let name = "employment_starts"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("from", .date, required: true),
        .init("to", .date, required: true),
        .init("employees_started", .integer(0...10_000_000), required: true),
        .init("maintained_schools_started", .integer(0...10_000_000)),
        .init("correction_reason", .text),
    ]
    static let change = Action.manageApprenticeships
    static let view = Action.viewApprenticeships

    private enum Field: Int {
        case organisation, from, to, started, schools, reason
    }

    private static let numbers = VersionedNumbers(
        table: "berth.employment_start", keys: [("starts_on", .date), ("ends_on", .date)],
        values: [("employees_started", .count), ("schools_started", .count)], auditKind: "employment_starts")

    private let organisations: OrganisationDirectory
    private var stored: [String: VersionedNumbers.Stored]
    /// The days that are counted already, by organisation, with the line that brought them.
    private var counted: [UUID: [(days: Period, line: Int?)]] = [:]

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        stored = try Self.numbers.read(work, on: db)
        for place in stored.keys {
            let parts = place.split(separator: " ").map(String.init)
            if parts.count == 3, let id = UUID(uuidString: parts[0]), let from = CalendarDate(iso: parts[1]),
                let to = CalendarDate(iso: parts[2]), let days = Period(from: from, to: to)
            {
                counted[id, default: []].append((days, nil))
            }
        }
    }

    static func exportQuery(for work: Work) -> SQL { numbers.exportQuery(for: work) }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        var given: [VersionedNumbers.Row] = []
        for row in rows {
            guard let organisation = organisations.id(in: row, Field.organisation, &run),
                let from = row.date(Field.from), let to = row.date(Field.to),
                let started = row.integer(Field.started)
            else { continue }
            guard let days = Period(from: from, to: to) else {
                run.fault(row, Field.to, "The days cannot end before they begin.")
                continue
            }
            let demand = "Starts are counted for days that have passed"
            guard run.accept(to, row, Field.to, demand, today: work.today),
                run.accept(from, row, Field.from, demand, today: work.today)
            else { continue }
            let schools = row.integer(Field.schools)
            if let schools, schools > started {
                run.fault(
                    row, Field.schools,
                    "No more can have started in maintained schools than at all, which were \(started).")
                continue
            }
            let code = row.text(Field.organisation)
            if let other = counted[organisation]?.first(where: { $0.days.overlaps(days) && $0.days != days })
            {
                run.fault(
                    row, Field.from,
                    "These days overlap \(other.days.from) to \(other.days.to), for which \(code) has been counted\(other.line.map { " in line \($0)" } ?? ""); count each day once."
                )
                continue
            }
            counted[organisation, default: []].append((days, row.line))
            given.append(
                VersionedNumbers.Row(
                    line: row, organisationID: organisation, organisation: code,
                    key: [from.description, to.description], values: [started, schools],
                    absent: run.has(Field.schools) ? [] : [1], reason: row[Field.reason],
                    words: "the number of employees who started at \(code) from \(from) to \(to)"))
        }
        try Self.numbers.settle(given, over: &stored, blaming: Field.started, &run, work, on: db)
    }
}
