import Domain
import FoundationEssentials
import Postgres

/// Everything that a take-up report is made from, as known at a moment.
struct TakeUpInputs: Sendable {
    /// A partner of the partnership.
    struct Organisation: Sendable {
        let id: UUID
        let code: String
        let name: String
        let kind: String
    }

    /// A headcount.
    struct Headcount: Sendable {
        let on: CalendarDate
        let headcount: Int
        let schools: Int?
        let record: Int
    }

    /// Employees who started in some days.
    struct Started: Sendable {
        let days: Period
        let employees: Int
        let schools: Int?
        let record: Int
    }

    /// An apprenticeship.
    struct Case: Sendable {
        let organisation: UUID
        let role: String
        let level: Int?
        let standard: String
        let counted: TakeUpCase
        /// The record of its version, then those of what happened, by day.
        let records: [Int]
        let eventDays: [CalendarDate]
    }

    /// A role that is hard to fill, and a standard that leads to it.
    struct Route: Sendable {
        let role: String
        let roleName: String
        /// Empty where no apprenticeship leads there.
        let standard: String
        let leads: String
        let kinds: [String]
        let source: String
        let note: String
    }

    let organisations: [Organisation]
    let headcounts: [UUID: [Headcount]]
    let started: [UUID: [Started]]
    private(set) var cases: [Case]
    let routes: [Route]
    let book: StandardBook
    private(set) var records: [ReportRecord] = []

    /// Reads everything.
    ///
    /// - Parameter keepsRecords: false for a report whose figures nobody traces: what apprenticeships are made of is then
    ///   not written out.
    /// - Throws: `notFound` for an organisation that there is not, `notAllowed` for one beyond the operator's role.
    init(
        _ choices: TakeUpChoices, _ moment: Moment, keepsRecords: Bool, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        var records: [ReportRecord] = []
        let present = try db.query(
            """
            select organisation_id, code, name, kind
            from berth.organisation
            where partnership_id = \(work.partnership.id)
            order by code collate "C"
            """, as: (UUID, String, String, String).self)
        let former = try work.former(
            present.map(\.0), before: "organisation_changed", at: moment, as: OrganisationRecord.self, on: db)
        let later = try work.added(present.map(\.0), after: moment, on: db)
        let all = present.filter { !later.contains($0.0) }.map {
            Organisation(
                id: $0.0, code: $0.1, name: former[$0.0]?.name ?? $0.2, kind: former[$0.0]?.kind ?? $0.3)
        }
        var chosen = all
        var isOfOrganisation: SQL?
        if let code = choices.organisation {
            let id = try work.organisation(code, to: ReportTakeUp.action, on: db).id
            chosen = all.filter { $0.id == id }
            isOfOrganisation = "apprenticeship.organisation_id = \(id)"
        }
        organisations = chosen
        let codes = Dictionary(all.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first })
        let within = Set(chosen.map(\.id))
        let book = StandardBook(try work.standards(at: moment.asAt, on: db))
        self.book = book
        headcounts = try Self.headcounts(moment, codes, within, &records, work, on: db)
        started = try Self.started(moment, codes, within, &records, work, on: db)
        var cases: [Case] = []
        // Somebody's first apprenticeship stands for them.
        var people: [String: UUID] = [:]
        for row in try work.apprenticeships(where: isOfOrganisation, at: moment.asAt, on: db)
        where within.contains(row.organisationID) {
            let episode = try row.episode(on: moment.asOf)
            let record = row.record
            let standard = book.standard(
                record.standardRef, on: episode.startedOn ?? record.plannedStartOn)
            if let role = choices.role, role != record.role { continue }
            if let level = choices.level, level != standard?.record.level { continue }
            if let sought = choices.standard, Reference.key(sought) != Reference.key(record.standardRef) {
                continue
            }
            var own: [Int] = []
            var eventDays: [CalendarDate] = []
            if keepsRecords {
                let person = "\(record.organisation) \(Reference.key(record.apprenticeRef))"
                let subject = people[person, default: row.id]
                people[person] = subject
                own.append(records.count)
                records.append(Self.record(of: row, person: subject, level: standard?.record.level))
                let events = row.events.filter { $0.event.on <= moment.asOf }
                    .sorted { ($0.event.on, $0.sequence) < ($1.event.on, $1.sequence) }
                for event in events {
                    own.append(records.count)
                    records.append(Self.record(of: event, row, person: subject))
                    eventDays.append(event.event.on)
                }
            }
            cases.append(
                Case(
                    organisation: row.organisationID, role: record.role, level: standard?.record.level,
                    standard: record.standardRef,
                    counted: TakeUpCase(
                        person: record.apprenticeRef, isInSchool: record.maintainedSchool,
                        wasEmployee: record.wasEmployee, isFromPartner: record.transferredFrom != nil,
                        episode: episode),
                    records: own, eventDays: eventDays))
        }
        self.cases = cases
        routes = try db.query(
            """
            select role, role_name, standard_ref, leads, organisation_kinds, source, note
            from berth.role_route
            where \(Work.standing("role_route", at: moment.asAt))
            order by role, leads, standard_ref
            """, as: (String, String, String, String, String, String, String).self
        ).map {
            Route(
                role: $0.0, roleName: $0.1, standard: $0.2, leads: $0.3,
                kinds: $0.4.split(separator: ";").map(String.init), source: $0.5, note: $0.6)
        }
        self.records = records
    }

    /// The record of a version of an apprenticeship.
    static func record(of row: ApprenticeshipRow, person: UUID, level: Int?) -> ReportRecord {
        let record = row.record
        return ReportRecord(
            kind: "apprentice", ref: "\(record.apprenticeRef) \(record.standardRef) r\(row.revision)",
            text:
                "\(record.role), level \(level?.description ?? "not known"), \(record.wasEmployee ? "employed before" : "new")\(record.maintainedSchool ? ", in a maintained school" : "")",
            organisationID: row.organisationID, organisation: record.organisation, subjectID: person,
            isOfPerson: true, recordedAt: row.recordedAt)
    }

    private static func record(
        of event: ApprenticeshipRow.Event, _ row: ApprenticeshipRow, person: UUID
    ) -> ReportRecord {
        let record = row.record
        return ReportRecord(
            kind: "apprenticeship_event",
            ref: "\(record.apprenticeRef) \(record.standardRef) \(event.sequence) r\(event.revision)",
            text: "\(event.event.kind.rawValue) \(event.event.on)", organisationID: row.organisationID,
            organisation: record.organisation, subjectID: person, isOfPerson: true,
            recordedAt: event.recordedAt)
    }

    /// The same without the apprentices of some organisations.
    func without(_ isLeftOut: (UUID) -> Bool) -> TakeUpInputs {
        var inputs = self
        inputs.cases = cases.filter { !isLeftOut($0.organisation) }
        return inputs
    }

    private static func headcounts(
        _ moment: Moment, _ codes: [UUID: String], _ within: Set<UUID>, _ records: inout [ReportRecord],
        _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: [Headcount]] {
        var found: [UUID: [Headcount]] = [:]
        for row in try db.query(
            """
            select organisation_id, measured_on, revision, headcount, schools_headcount, recorded_at
            from berth.headcount
            where partnership_id = \(work.partnership.id) and measured_on <= \(moment.asOf)
              and recorded_at <= \(moment.asAt) and superseded_at > \(moment.asAt)
            order by organisation_id, measured_on
            """, as: (UUID, CalendarDate, Int, Int, Int?, Date).self) where within.contains(row.0)
        {
            let code = codes[row.0]
            records.append(
                ReportRecord(
                    kind: "headcount", ref: "\(code ?? "") \(row.1) r\(row.2)",
                    text: "\(row.3)" + (row.4.map { ", \($0) in maintained schools" } ?? ""),
                    organisationID: row.0, organisation: code, subjectID: row.0, isOfPerson: false,
                    recordedAt: row.5))
            found[row.0, default: []].append(
                Headcount(on: row.1, headcount: row.3, schools: row.4, record: records.count - 1))
        }
        return found
    }

    private static func started(
        _ moment: Moment, _ codes: [UUID: String], _ within: Set<UUID>, _ records: inout [ReportRecord],
        _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: [Started]] {
        var found: [UUID: [Started]] = [:]
        for row in try db.query(
            """
            select organisation_id, starts_on, ends_on, revision, employees_started, schools_started, recorded_at
            from berth.employment_start
            where partnership_id = \(work.partnership.id) and starts_on <= \(moment.asOf)
              and recorded_at <= \(moment.asAt) and superseded_at > \(moment.asAt)
            order by organisation_id, starts_on
            """, as: (UUID, CalendarDate, CalendarDate, Int, Int, Int?, Date).self)
        where within.contains(row.0) {
            let code = codes[row.0]
            records.append(
                ReportRecord(
                    kind: "employment_start", ref: "\(code ?? "") \(row.1)/\(row.2) r\(row.3)",
                    text: "\(row.4)" + (row.5.map { ", \($0) in maintained schools" } ?? ""),
                    organisationID: row.0, organisation: code, subjectID: row.0, isOfPerson: false,
                    recordedAt: row.6))
            if let days = Period(from: row.1, to: row.2) {
                found[row.0, default: []].append(
                    Started(days: days, employees: row.4, schools: row.5, record: records.count - 1))
            }
        }
        return found
    }
}
