import Domain
import FoundationEssentials
import Postgres

/// The candidates that the rows of a file name, by reference.
struct CandidateDirectory {
    private var known: [String: (id: UUID, reference: String)] = [:]

    /// Reads those of a chunk.
    mutating func load(_ references: [String], _ work: Work, on db: isolated PostgresConnection) throws {
        let keys = Set(references.map { Reference.key($0) }).filter { known[$0] == nil }
        if keys.isEmpty { return }
        try db.forEachRow(
            """
            select candidate_id, reference
            from berth.candidate
            where partnership_id = \(work.partnership.id) and reference_key = any (\(keys.sorted()))
            """, as: (UUID, String).self
        ) { id, reference in known[Reference.key(reference)] = (id, reference) }
    }

    /// The candidate that a row names, if it names one; not known, with the fault reported, for one that there is not.
    func candidate<Field: RawRepresentable>(
        in row: ImportRow, _ field: Field, _ run: inout ImportRun, _ work: Work
    ) -> (id: UUID?, reference: String?, isKnown: Bool) where Field.RawValue == Int {
        guard let given = row[field] else { return (nil, nil, true) }
        let found = candidate(named: given, in: row, field, &run, work)
        return (found?.id, found?.reference, found != nil)
    }

    /// The candidate with a reference that stands in a cell; nil, with the fault reported, where there is none.
    func candidate<Field: RawRepresentable>(
        named given: String, in row: ImportRow, _ field: Field, _ run: inout ImportRun, _ work: Work
    ) -> (id: UUID, reference: String)? where Field.RawValue == Int {
        if let found = known[Reference.key(given)] { return found }
        run.fault(
            row, field,
            "There is no candidate \(given) in \(work.partnership.name); register them first or see berth candidate search."
        )
        return nil
    }
}
