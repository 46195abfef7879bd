import Domain

extension PostsFile {
    /// The candidates that a row names.
    static func candidates(in row: ImportRow) -> [String] {
        let before = row.list(Field.reservedBefore).compactMap { PostReservation.parts(of: $0)?.candidate }
        return before + [row[Field.reservedFor]].compactMap(\.self)
    }

    /// For whom a row keeps the post, and kept it; nil, with the fault reported, where that cannot be.
    func reservations(
        in row: ImportRow, over earlier: [PostReservation], _ run: inout ImportRun, _ work: Work
    ) -> [PostReservation]? {
        var lasting = earlier.lasting
        guard settle(&lasting, in: row, &run, work), var kept = before(in: row, over: earlier, &run, work)
        else { return nil }
        if let former = earlier.lasting, former.candidateID != lasting?.candidateID,
            !kept.contains(where: { $0.candidateID == former.candidateID && $0.from == former.from })
        {
            // Whom it was kept for gives way on the day from which it is kept for another, or for nobody.
            let end = lasting?.from ?? work.today
            guard former.from < end || end == work.today else {
                run.fault(
                    row, Field.reservedOn,
                    "The post is kept for \(former.words), so it cannot be kept for another from \(end); give a later day."
                )
                return nil
            }
            kept.append(former)
            kept.end(on: end)
        }
        guard let one = lasting else { return kept }
        return Self.add(one, to: &kept, row, .reservedOn, &run) ? kept : nil
    }

    /// Adds one; false, with the fault reported, where the post was kept for another on its days.
    private static func add(
        _ one: PostReservation, to kept: inout [PostReservation], _ row: ImportRow, _ field: Field,
        _ run: inout ImportRun
    ) -> Bool {
        guard let other = kept.add(one) else { return true }
        run.fault(
            row, field,
            "The post was kept for \(other.words) and cannot be kept for \(one.words) too.")
        return false
    }

    /// Those that are over: what the column says where the file has it, and otherwise what is known.
    private func before(
        in row: ImportRow, over earlier: [PostReservation], _ run: inout ImportRun, _ work: Work
    ) -> [PostReservation]? {
        guard run.has(Field.reservedBefore) else { return earlier.filter { $0.until != nil } }
        // Of whom somebody may not see nothing stands in their file, and it stays.
        var kept = earlier.filter { $0.until != nil && $0.candidate == nil }
        for item in row.list(Field.reservedBefore) {
            guard let (name, from, until) = PostReservation.parts(of: item),
                let candidate = candidates.candidate(named: name, in: row, Field.reservedBefore, &run, work),
                run.accept(
                    until, row, Field.reservedBefore, "What is over ended on a day that has come",
                    today: work.today)
            else { return nil }
            let known = earlier.first { $0.candidateID == candidate.id && $0.from == from }
            let one = PostReservation(
                candidateID: candidate.id, candidate: candidate.reference, from: from, until: until,
                expectedOn: known?.expectedOn)
            if !Self.add(one, to: &kept, row, .reservedBefore, &run) { return nil }
        }
        return kept
    }

    /// Makes the one that lasts what a row says; false, with the fault reported, where the row contradicts itself.
    private func settle(
        _ lasting: inout PostReservation?, in row: ImportRow, _ run: inout ImportRun, _ work: Work
    ) -> Bool {
        let given = candidates.candidate(in: row, Field.reservedFor, &run, work)
        guard given.isKnown else { return false }
        if let id = given.id {
            if id != lasting?.candidateID {
                lasting = PostReservation(candidateID: id, candidate: given.reference, from: work.today)
            }
        } else if run.has(Field.reservedFor), lasting?.candidate != nil {
            lasting = nil
        }
        guard lasting != nil else {
            for field in [Field.reservedFrom, .reservedOn] where row[field] != nil {
                run.fault(
                    row, field,
                    "The post is kept for nobody; name the candidate in reserved_for, or leave this out.")
                return false
            }
            return true
        }
        if run.has(Field.reservedFrom) { lasting?.expectedOn = row.date(Field.reservedFrom) }
        guard let on = row.date(Field.reservedOn) else { return true }
        lasting?.from = on
        return run.accept(
            on, row, Field.reservedOn, "A post is kept from a day that has come", today: work.today)
    }
}
