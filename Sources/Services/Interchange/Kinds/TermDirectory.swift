import Domain
import FoundationEssentials
import Postgres

/// The terms of a partnership, for files whose rows name one or, where there is only one, none.
struct TermDirectory: Sendable {
    private let terms: [TermRow]
    private let partnershipName: String

    init(_ work: Work, on db: isolated PostgresConnection) throws {
        terms = try work.terms(on: db)
        partnershipName = work.partnership.name
    }

    /// The term of a row: the one it names, the one that is stored, or the only one; nil, with the fault reported, for
    /// none of these.
    ///
    /// - Parameter dates: the first and the last day of a placement, which may leave only one term to choose.
    func term<Field: RawRepresentable>(
        in row: ImportRow, _ field: Field, stored: String?, dates: ClosedRange<CalendarDate>? = nil,
        _ run: inout ImportRun
    ) -> TermRow? where Field.RawValue == Int {
        if let code = row[field] ?? stored {
            if let found = terms.first(where: { $0.record.term == code }) { return found }
            run.fault(
                row, field,
                "There is no term \(code) in \(partnershipName); import the terms first or see berth term list."
            )
            return nil
        }
        var possible = terms
        if let dates, terms.count > 1 {
            possible = terms.filter {
                $0.record.startsOn <= dates.lowerBound && dates.upperBound <= $0.record.endsOn
            }
        }
        if possible.count == 1 { return possible.first }
        run.fault(
            row, field,
            terms.isEmpty
                ? "There is no term in \(partnershipName) yet; make one with berth term add or import the terms first."
                : "The term is missing, and there are several: \(terms.map(\.record.term).joined(separator: ", "))."
        )
        return nil
    }
}

extension ImportRun {
    /// Reports a reference that differs by capitals from the one that is stored: it may be meant for something else.
    mutating func refuseOtherCase<Field: RawRepresentable>(
        _ given: String, stored: String, _ row: ImportRow, _ field: Field
    ) -> Bool where Field.RawValue == Int {
        if given == stored { return false }
        fault(
            row, field,
            "The reference \(given) exists already as \(stored); they may not differ by capitals only.")
        return true
    }

    /// Reports coordinates of which one is missing; answers whether both are there or neither.
    mutating func bothOrNeither<Field: RawRepresentable>(
        _ row: ImportRow, _ latitude: Field, _ longitude: Field
    ) -> Bool where Field.RawValue == Int {
        if (row[latitude] == nil) == (row[longitude] == nil) { return true }
        fault(
            row, row[latitude] == nil ? latitude : longitude,
            "A place has both a latitude and a longitude; give both or neither.")
        return false
    }
}
