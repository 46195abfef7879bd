import Domain
import FoundationEssentials
import Postgres

/// `apprentices`: who is to be on which standard. A person who is on one after another has a row for each.
struct ApprenticesFile: InterchangeKind {
    static let name = "apprentices"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("apprentice_ref", .reference(slashes: true), required: true),
        .init("given_name", .text, required: true),
        .init("family_name", .text, required: true),
        .init("standard_ref", .reference(slashes: true), required: true),
        .init("role", .code, required: true),
        .init("was_employee", .boolean, required: true),
        .init("provider", .text),
        .init("planned_end_on", .date),
        .init("wage_scheme", .code),
        .init("planned_start_on", .date),
        .init("price", .money),
        .init("agreed_hours", .integer(0...20_000)),
        .init("mentor", .text),
        .init("maintained_school", .boolean),
        .init("date_of_birth", .date),
        .init("age_exception", .boolean),
        .init("transferred_from", .reference(slashes: true)),
        .init("hours_reason", .text),
    ]
    static let change = Action.manageApprenticeships
    static let view = Action.viewApprenticeships

    /// Why hours of an export are fewer than the minimum of the standard, where that was raised after they were agreed.
    private static let agreedThen = "agreed before the minimum was raised"

    private enum Field: Int {
        case organisation, apprenticeRef, givenName, familyName, standardRef, role, wasEmployee, provider
        case plannedEndOn, wageScheme, plannedStartOn, price, agreedHours, mentor, maintainedSchool,
            dateOfBirth
        case ageException, transferredFrom, hoursReason
    }

    private let organisations: OrganisationDirectory
    private let book: StandardBook
    private let reference: ReferenceData
    private let roles: CodeList
    private var people = TrainingPeople()
    /// The rows of those who come from another employer of the partnership.
    private var coming: [(row: ImportRow, record: ApprenticeRecord, organisationID: UUID)] = []

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        book = StandardBook(try work.standards(on: db))
        reference = try work.reference(on: db)
        roles = try work.codes(.role, on: db)
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[
                   employer.code, apprenticeship.reference, kept.given_name, kept.family_name,
                   apprenticeship.standard_ref, kept.role, kept.was_employee::text, kept.provider,
                   kept.planned_end_on::text, kept.wage_scheme, kept.planned_start_on::text,
                   kept.price_pence / 100 || '.' || lpad((kept.price_pence % 100)::text, 2, '0'),
                   kept.agreed_hours::text, kept.mentor, kept.in_maintained_school::text,
                   kept.date_of_birth::text, kept.age_exception::text, kept.transferred_from,
                   case
                       when coalesce(kept.hours_reason, '') !~ '\\S' and kept.agreed_hours < standard.minimum_hours
                       then \(literal: agreedThen)
                       else kept.hours_reason
                   end]
        from berth.apprenticeship
        join berth.apprenticeship_version as kept
            on kept.partnership_id = apprenticeship.partnership_id
           and kept.apprenticeship_id = apprenticeship.apprenticeship_id and kept.superseded_at = 'infinity'
        join berth.organisation as employer
            on employer.partnership_id = apprenticeship.partnership_id
           and employer.organisation_id = apprenticeship.organisation_id
        left join lateral (
            select standard.minimum_hours
            from berth.apprenticeship_standard as standard
            where standard.partnership_id = apprenticeship.partnership_id
              and standard.reference_key = lower(apprenticeship.standard_ref)
              and standard.superseded_at = 'infinity'
            order by coalesce(
                         daterange(standard.effective_from, standard.effective_to, '[]') @> kept.planned_start_on,
                         false) desc,
                     standard.effective_from desc nulls last, standard.version_no collate "C" desc
            limit 1
        ) as standard on true
        where apprenticeship.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by apprenticeship.reference collate "C", apprenticeship.standard_ref collate "C"
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let keys = Array(Set(rows.map { Reference.key($0.text(Field.apprenticeRef)) }))
        let stored = try work.apprenticeships(where: "apprenticeship.reference_key = any (\(keys))", on: db)
        for row in stored { people.add(row, line: nil) }
        let known = Dictionary(
            stored.map { (TrainingPeople.name($0.record), $0) }, uniquingKeysWith: { first, _ in first })
        var added: [ApprenticeTable.Entry] = []
        var changed: [ApprenticeTable.Entry] = []
        for row in rows {
            guard let organisationID = organisations.id(in: row, Field.organisation, &run) else { continue }
            guard
                let standard = book.standard(
                    row.text(Field.standardRef), on: row.date(Field.plannedStartOn))
            else {
                run.fault(
                    row, Field.standardRef,
                    "There is no standard \(row.text(Field.standardRef)) in \(work.partnership.name); import the standards first or see berth standard list."
                )
                continue
            }
            let name =
                "\(Reference.key(row.text(Field.apprenticeRef))) \(Reference.key(standard.record.standardRef))"
            if run.refuseRepeated(
                name, row, Field.apprenticeRef,
                "\(row.text(Field.apprenticeRef)) on \(standard.record.standardRef)")
            {
                continue
            }
            let earlier = known[name]
            let role = row.text(Field.role)
            if role != earlier?.record.role, let fault = roles.fault(role) {
                run.fault(row, Field.role, fault)
                continue
            }
            let record = record(row, standard.record.standardRef, over: earlier?.record, run)
            guard check(record, row, earlier, organisationID, standard, today: work.today, &run) else {
                continue
            }
            if record.transferredFrom != nil { coming.append((row, record, organisationID)) }
            if earlier?.record != record,
                let fault = record.fundingFault(standard, from: record.plannedStartOn, reference)
            {
                run.warn("\(fault); the employer pays for it.")
            }
            if earlier?.record == record {
                run.unchanged += 1
            } else if let earlier {
                changed.append(.init(earlier, changedTo: record))
            } else {
                added.append(.init(new: record, id: work.newID(), organisationID: organisationID))
            }
        }
        run.added += added.count
        run.changed += changed.count
        if !run.isClean { return }
        try warnOfVoided(changed, &run, work, on: db)
        try ApprenticeTable.insert(added, work, on: db)
        try ApprenticeTable.update(changed, work, on: db)
    }

    /// Judges where people come from, once everybody of the file is known.
    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        let stored = try work.formerApprenticeships(coming.compactMap(\.record.transferredFrom), on: db)
        for one in coming {
            guard let former = one.record.transferredFrom, let name = one.record.formerName else { continue }
            let found =
                people.person(former, on: one.record.standardRef).map { ($0.reference, $0.organisationID) }
                ?? stored[name].map { ($0.record.apprenticeRef, $0.organisationID) }
            if let fault = one.record.formerFault(found, own: one.organisationID) {
                run.fault(one.row, Field.transferredFrom, fault)
            }
        }
    }

    /// Says whose terms both sides, or one of them, have to agree to again.
    private func warnOfVoided(
        _ changed: [ApprenticeTable.Entry], _ run: inout ImportRun, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        let changed = changed.filter { entry in entry.before.map { !entry.record.hasTheTermsOf($0) } ?? false
        }
        if changed.isEmpty { return }
        let agreed = try work.agreedSides(
            where: "approval.apprenticeship_id = any (\(changed.map(\.id)))", at: work.now, on: db)
        for entry in changed {
            let key = TermsKey(apprenticeship: entry.id, termsNo: entry.termsNo - 1)
            guard let sides = agreed[key] else { continue }
            run.warn(
                "The terms of \(entry.record.apprenticeRef) have changed, to which the \(sides.joined(separator: " and the ")) had agreed; both sides have to agree again."
            )
        }
    }

    private func record(
        _ row: ImportRow, _ standard: String, over earlier: ApprenticeRecord?, _ run: ImportRun
    ) -> ApprenticeRecord {
        func value<Value>(_ field: Field, _ given: Value?, _ kept: Value?) -> Value? {
            run.has(field) ? given : kept
        }
        return ApprenticeRecord(
            organisation: row.text(Field.organisation), apprenticeRef: row.text(Field.apprenticeRef),
            givenName: row.text(Field.givenName), familyName: row.text(Field.familyName),
            standardRef: standard, role: row.text(Field.role),
            wasEmployee: row.boolean(Field.wasEmployee) ?? false,
            maintainedSchool: value(
                .maintainedSchool, row.boolean(Field.maintainedSchool), earlier?.maintainedSchool) ?? false,
            provider: value(.provider, row[Field.provider], earlier?.provider),
            mentor: value(.mentor, row[Field.mentor], earlier?.mentor),
            plannedStartOn: value(.plannedStartOn, row.date(Field.plannedStartOn), earlier?.plannedStartOn),
            plannedEndOn: value(.plannedEndOn, row.date(Field.plannedEndOn), earlier?.plannedEndOn),
            pricePence: value(.price, row.pence(Field.price), earlier?.pricePence),
            agreedHours: value(.agreedHours, row.integer(Field.agreedHours), earlier?.agreedHours),
            hoursReason: value(
                .hoursReason,
                earlier != nil && row[Field.hoursReason] == Self.agreedThen
                    ? earlier?.hoursReason : row[Field.hoursReason], earlier?.hoursReason),
            wageScheme: value(.wageScheme, row[Field.wageScheme], earlier?.wageScheme),
            dateOfBirth: value(.dateOfBirth, row.date(Field.dateOfBirth), earlier?.dateOfBirth),
            ageException: value(.ageException, row.boolean(Field.ageException), earlier?.ageException)
                ?? false,
            transferredFrom: value(
                .transferredFrom, row[Field.transferredFrom], earlier?.transferredFrom))
    }

    private mutating func check(
        _ record: ApprenticeRecord, _ row: ImportRow, _ earlier: ApprenticeshipRow?, _ organisationID: UUID,
        _ standard: StandardRow, today: CalendarDate, _ run: inout ImportRun
    ) -> Bool {
        func fault(_ field: Field, _ reason: String) -> Bool {
            run.fault(row, field, reason)
            return false
        }
        if let known = people.person(record.apprenticeRef) {
            if run.refuseOtherCase(record.apprenticeRef, stored: known.reference, row, Field.apprenticeRef) {
                return false
            }
            if known.organisationID != organisationID {
                return fault(
                    .organisation,
                    "\(record.apprenticeRef) is an apprentice of another organisation; whoever changes the employer is recorded as transferred there and gets another reference here."
                )
            }
        }
        if let start = record.plannedStartOn, start.year < 2012 {
            return fault(.plannedStartOn, "A date before 2012 is too long ago; check the year.")
        }
        if let start = record.plannedStartOn, let end = record.plannedEndOn, end < start {
            return fault(.plannedEndOn, "The training cannot end before it starts.")
        }
        if let reason = record.plannedDaysFault { return fault(.plannedEndOn, reason) }
        if let reason = record.birthFault(today: today) { return fault(.dateOfBirth, reason) }
        let isNewlyPlanned = earlier.map { !record.hasTheDaysOf($0.record) } ?? true
        let started = (try? earlier?.episode())?.startedOn
        if isNewlyPlanned, let reason = record.plannedLengthFault(started: started, reference) {
            return fault(.plannedEndOn, reason)
        }
        let hasNewHours = earlier.map { !record.hasTheHoursOf($0.record) } ?? true
        if hasNewHours, let reason = record.hoursFault(standard) { return fault(.agreedHours, reason) }
        let days = try? TrainingPeople.days(record, earlier?.episode())
        // No more than a warning: the file does not say what has ended early, and the events come after it.
        if let other = people.overlap(record, days) {
            run.warn(
                "Line \(row.line): \(record.apprenticeRef) is planned on \(record.standardRef) while on \(other.standard)\(other.line.map { " (line \($0))" } ?? ""), \(other.days.from) to \(other.days.to); the second cannot start before the first has ended."
            )
        }
        people.add(record, organisationID, days, line: row.line)
        return true
    }
}
