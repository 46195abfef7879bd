import Domain
import FoundationEssentials
import Postgres

/// `headcounts`: how many people an organisation employed on a day.
struct HeadcountsFile: InterchangeKind {
    static let name = "headcounts"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("measured_on", .date, required: true),
        .init("headcount", .integer(0...10_000_000), required: true),
        .init("fte", .decimal(0...10_000_000)),
        .init("maintained_schools_headcount", .integer(0...10_000_000)),
        .init("correction_reason", .text),
    ]
    static let change = Action.manageApprenticeships
    static let view = Action.viewApprenticeships

    private enum Field: Int {
        case organisation, measuredOn, headcount, fte, schools, reason
    }

    private static let numbers = VersionedNumbers(
        table: "berth.headcount", keys: [("measured_on", .date)],
        values: [("headcount", .count), ("fte_hundredths", .hundredths), ("schools_headcount", .count)],
        auditKind: "headcount")

    private let organisations: OrganisationDirectory
    private var stored: [String: VersionedNumbers.Stored]

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        stored = try Self.numbers.read(work, on: db)
    }

    static func exportQuery(for work: Work) -> SQL { numbers.exportQuery(for: work) }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        var given: [VersionedNumbers.Row] = []
        for row in rows {
            guard let organisation = organisations.id(in: row, Field.organisation, &run),
                let on = row.date(Field.measuredOn), let headcount = row.integer(Field.headcount),
                run.accept(
                    on, row, Field.measuredOn, "A headcount is of a day that has passed", today: work.today)
            else { continue }
            let key = [on.description]
            let kept = stored[VersionedNumbers.place(organisation, key)]?.values
            let fte =
                run.has(Field.fte)
                ? row.decimal(Field.fte).map { Int(($0 * 100).rounded()) } : kept?[1]
            if let fte, fte > headcount * 100 {
                run.fault(
                    row, run.has(Field.fte) ? Field.fte : .headcount,
                    "\(Double(fte) / 100) full-time equivalents are more than the \(headcount) people employed, of whom each is at most one\(run.has(Field.fte) ? "" : "; they are recorded already, so give fte too")."
                )
                continue
            }
            let schools = run.has(Field.schools) ? row.integer(Field.schools) : kept?[2]
            if let schools, schools > headcount {
                run.fault(
                    row, run.has(Field.schools) ? Field.schools : .headcount,
                    "Maintained schools cannot employ more people than the organisation, \(headcount), of which they are a part."
                )
                continue
            }
            let code = row.text(Field.organisation)
            given.append(
                VersionedNumbers.Row(
                    line: row, organisationID: organisation, organisation: code, key: key,
                    values: [headcount, fte, schools], reason: row[Field.reason],
                    words: "the headcount of \(code) on \(on)"))
        }
        try Self.numbers.settle(given, over: &stored, blaming: Field.headcount, &run, work, on: db)
    }
}
