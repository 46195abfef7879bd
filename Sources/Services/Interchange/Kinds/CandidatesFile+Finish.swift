import Domain
import FoundationEssentials
import Postgres

extension CandidatesFile {
    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        guard run.isClean, let firstID, let lastID else { return }
        try givenReferences.raiseCounter(work, on: db)
        try warnOfDuplicates(
            "the same name and date of birth", by: "name_key, date_of_birth",
            where: "date_of_birth is not null",
            from: firstID, to: lastID, &run, work, on: db)
        try warnOfDuplicates(
            "the same e-mail address", by: "lower(email)", where: "email is not null", from: firstID,
            to: lastID,
            &run, work, on: db)
    }

    /// Warns of people who are alike and of whom at least one came with this file. The keys are in time order, so
    /// those of the file lie between its first and its last.
    private func warnOfDuplicates(
        _ what: String, by group: SQL, where condition: SQL, from first: UUID, to last: UUID,
        _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let rows = try db.query(
            """
            select count(*) over (), count(*), min(reference collate "C"), max(reference collate "C")
            from berth.candidate
            where partnership_id = \(work.partnership.id) and \(condition)
            group by \(group)
            having count(*) > 1 and bool_or(candidate_id between \(first) and \(last))
            order by 3
            limit \(ImportRun.warningLimit)
            """, as: (Int, Int, String, String).self)
        for row in rows {
            let more = row.1 > 2 ? " and \(row.1 - 2) more" : ""
            run.warn("\(row.2) and \(row.3)\(more) have \(what); they may be one person.")
        }
        if let total = rows.first?.0 { run.warnMore(total - rows.count) }
    }
}
