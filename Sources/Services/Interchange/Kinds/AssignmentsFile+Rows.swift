import Domain

extension AssignmentsFile {
    /// What a row says, with what is known for the columns that the file does not have; the counts apart.
    static func record(
        _ row: ImportRow, _ post: PostRecord, over earlier: AssignmentRecord?, _ run: ImportRun
    ) -> AssignmentRecord {
        func value<Value>(_ field: Field, _ given: Value?, _ kept: Value?) -> Value? {
            run.has(field) ? given : kept
        }
        return AssignmentRecord(
            organisation: post.organisation, postRef: post.postRef,
            personRef: earlier?.personRef ?? row.text(Field.personRef),
            kind: Assignment.Kind(rawValue: row.text(Field.kind)) ?? .employee,
            fte: row.fte(Field.fte) ?? .one,
            startedOn: row.date(Field.startedOn) ?? CalendarDate(daysSinceEpoch: 0),
            endedOn: value(.endedOn, row.date(Field.endedOn), earlier?.endedOn),
            leavingReason: value(.leavingReason, row[Field.leavingReason], earlier?.leavingReason),
            destination: value(.destination, row[Field.destination], earlier?.destination),
            candidateRef: earlier?.candidateRef, route: value(.route, row[Field.route], earlier?.route),
            qualifiedOn: value(.qualifiedOn, row.date(Field.qualifiedOn), earlier?.qualifiedOn),
            birthYear: value(.birthYear, row.integer(Field.birthYear), earlier?.birthYear),
            coverUntil: value(.coverUntil, row.date(Field.coverUntil), earlier?.coverUntil),
            coverPlan: value(.coverPlan, row[Field.coverPlan], earlier?.coverPlan),
            exitThemes: run.has(Field.exitThemes) ? row.list(Field.exitThemes) : earlier?.exitThemes ?? [])
    }

    /// Whether a row goes together; reports it where not.
    func check(_ row: ImportRow, _ run: inout ImportRun, _ work: Work) -> Bool {
        var isGood = true
        func fault(_ field: Field, _ reason: String) {
            run.fault(row, field, reason)
            isGood = false
        }
        let ended = row.date(Field.endedOn)
        if let started = row.date(Field.startedOn) {
            if started.year < 1960 {
                fault(.startedOn, "A date before 1960 is too long ago; check the year.")
            }
            if let ended, ended < started {
                fault(.endedOn, "An assignment cannot end on \(ended), before it starts on \(started).")
            }
        }
        for (field, list) in codes {
            if let code = row[field], let reason = list.fault(code) { fault(field, reason) }
        }
        if ended == nil, run.has(Field.endedOn) {
            for field in [Field.leavingReason, .destination, .exitThemes] where row[field] != nil {
                fault(field, "This belongs to an assignment that has ended; give ended_on too.")
            }
        }
        if row.text(Field.kind) == Assignment.Kind.employee.rawValue {
            for field in [Field.coverUntil, .coverPlan] where row[field] != nil {
                fault(field, "Only agency covers a post; leave this empty for an employee.")
            }
        }
        if let qualified = row.date(Field.qualifiedOn), qualified > work.today {
            fault(.qualifiedOn, "The day of qualifying is after today, \(work.today).")
        }
        if row[Field.countedOn] == nil,
            let field = [Field.cases, .daysLost].first(where: { row[$0] != nil })
        {
            fault(field, "Cases and days lost are of a day; give it in the column counted_on.")
        }
        if let born = row.integer(Field.birthYear), born > work.today.year - 14 {
            fault(.birthYear, "Nobody born in \(born) works yet; check the year.")
        }
        return isGood
    }

    /// Warns of what may be meant and rather is not.
    static func warn(of record: AssignmentRecord, _ post: PostRecord, _ run: inout ImportRun) {
        if let fault = post.fault(of: record.personRef, from: record.startedOn) { run.warn("\(fault).") }
        if record.kind == .agency, record.endedOn == nil, record.coverUntil == nil {
            run.warn(
                "The agency cover of \(post.postRef) by \(record.personRef) has no end; give cover_until or ended_on."
            )
        }
    }
}
