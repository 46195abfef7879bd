import Domain

extension AssignmentsFile {
    /// What was counted of somebody by a row and before it; nil, with the fault reported, where that cannot be.
    ///
    /// What was counted on other days stays: a further count is another fact and no correction.
    static func counts(
        in row: ImportRow, of record: AssignmentRecord, over earlier: AssignmentRecord?,
        _ run: inout ImportRun,
        _ work: Work
    ) -> [AssignmentCount]? {
        var counts = earlier?.counts ?? []
        let before = row.list(Field.countedBefore).compactMap { AssignmentCount($0) }
        for count in before { counts.set(count, on: count.countedOn) }
        let last = row.date(Field.countedOn)
        if let last {
            let known = counts.first { $0.countedOn == last }
            let count = AssignmentCount(
                countedOn: last, cases: run.has(Field.cases) ? row.integer(Field.cases) : known?.cases,
                daysLost: run.has(Field.daysLost) ? row.fte(Field.daysLost) : known?.daysLost)
            counts.set(count, on: last)
        }
        // Those known before too, since the row may have moved the days in the post.
        var counted = record
        counted.tell(counts)
        guard let fault = counted.countFault(today: work.today) else { return counts }
        let field: Field =
            fault.on == last
            ? .countedOn : before.contains { $0.countedOn == fault.on } ? .countedBefore : .endedOn
        run.fault(row, field, fault.reason)
        return nil
    }

    /// The first column in which a row takes back what was recorded, with that in words; nil where it only fills in
    /// what was empty, or changes what was planned.
    ///
    /// A verb demands a reason for the same. An end that is yet to come and the cover of agency are plans.
    static func takenBack(
        by record: AssignmentRecord, of earlier: AssignmentRecord, _ today: CalendarDate
    ) -> (field: Field, known: String)? {
        let ended = earlier.endedOn.flatMap { $0 <= today ? $0 : nil }
        let values: [(Field, known: String?, given: String?)] = [
            (.kind, earlier.kind.rawValue, record.kind.rawValue),
            (.fte, earlier.fte.description, record.fte.description),
            (.endedOn, ended?.description, record.endedOn?.description),
            (.leavingReason, earlier.leavingReason, record.leavingReason),
            (.destination, earlier.destination, record.destination),
            (.candidateRef, earlier.candidateRef, record.candidateRef),
            (.route, earlier.route, record.route),
            (.qualifiedOn, earlier.qualifiedOn?.description, record.qualifiedOn?.description),
            (.birthYear, earlier.birthYear.map(String.init), record.birthYear.map(String.init)),
            (
                .exitThemes, earlier.exitThemes.isEmpty ? nil : earlier.exitThemes.joined(separator: ";"),
                record.exitThemes.joined(separator: ";")
            ),
        ]
        for (field, known, given) in values {
            if let known, known != given { return (field, "\(columns[field.rawValue].name) \(known)") }
        }
        for known in earlier.counts {
            let given = record.counts.first { $0.countedOn == known.countedOn }
            if let cases = known.cases, given?.cases != cases {
                return (.cases, "\(cases) cases on \(known.countedOn)")
            }
            if let days = known.daysLost, given?.daysLost != days {
                return (.daysLost, "\(days) days lost by \(known.countedOn)")
            }
        }
        return nil
    }
}
