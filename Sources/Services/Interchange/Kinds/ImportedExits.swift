import Domain
import Postgres

/// How the people of a file of candidates left.
///
/// Somebody new may come with it, so that an export can be imported into an empty partnership. About somebody known
/// a file decides nothing: it may only repeat what is recorded.
struct ImportedExits: Sendable {
    private typealias Field = CandidatesFile.Field

    private let reasons: [String: CodeList]
    private let mayDecide: Bool

    init(_ work: Work, on db: isolated PostgresConnection) throws {
        var reasons: [String: CodeList] = [:]
        for kind in CandidateExit.Kind.allCases.map(\.rawValue) {
            reasons[kind] = try work.codes(of: kind, on: db)
        }
        self.reasons = reasons
        mayDecide = work.actor.reach(of: .decideCandidates, in: work.partnership) != .nothing
    }

    /// Checks the dates of a row and answers how somebody new left, if they did.
    func exit(
        of row: ImportRow, known: CandidatesFile.Known?, registeredOn: CalendarDate, _ run: inout ImportRun,
        _ isGood: inout Bool, _ work: Work
    ) -> CandidateExit? {
        var faults: [(Field, String)] = []
        let given = given(in: row, &faults)
        if let known {
            refuseChange(of: known, to: given, registeredOn: registeredOn, &faults)
        } else {
            if registeredOn > work.today {
                faults.append(
                    (
                        .registeredOn,
                        "The registration is dated \(registeredOn), which is after today, \(work.today); give a date that has passed."
                    ))
            }
            if let given { check(given, registeredOn: registeredOn, work, &faults) }
        }
        for (field, reason) in faults { run.fault(row, field, reason) }
        if !faults.isEmpty { isGood = false }
        return known == nil ? given : nil
    }

    private func given(in row: ImportRow, _ faults: inout [(Field, String)]) -> CandidateExit? {
        let cells: [Field] = [.leftOn, .leftAs, .leftReason]
        let missing = cells.filter { row[$0] == nil }
        if missing.count == cells.count { return nil }
        for field in missing {
            faults.append(
                (field, "Somebody who left needs left_on, left_as and left_reason; give all three or none."))
        }
        guard missing.isEmpty, let day = row.date(Field.leftOn),
            let kind = CandidateExit.Kind(rawValue: row.text(Field.leftAs))
        else { return nil }
        return CandidateExit(kind: kind, on: day, reasonCode: row.text(Field.leftReason))
    }

    private func refuseChange(
        of known: CandidatesFile.Known, to given: CandidateExit?, registeredOn: CalendarDate,
        _ faults: inout [(Field, String)]
    ) {
        let record = known.record
        if registeredOn != record.registeredOn {
            faults.append(
                (
                    .registeredOn,
                    "\(record.candidateRef) was registered on \(record.registeredOn), which a file cannot change; leave this empty or give that date."
                ))
        }
        if let given, given != known.exit {
            let present = known.exit.map { "was \($0.kind.rawValue) on \($0.on)" } ?? "has not left"
            faults.append(
                (
                    .leftOn,
                    "\(record.candidateRef) \(present), and a file decides about nobody who is known; use berth candidate withdraw, reject or reinstate."
                ))
        }
    }

    private func check(
        _ exit: CandidateExit, registeredOn: CalendarDate, _ work: Work, _ faults: inout [(Field, String)]
    ) {
        if !mayDecide {
            faults.append(
                (
                    .leftAs,
                    "\(work.actor.login) may not \(Action.decideCandidates.phrase), so the file cannot say that somebody left; ask somebody who may to import it."
                ))
        }
        if exit.on > work.today {
            faults.append(
                (
                    .leftOn,
                    "The decision is dated \(exit.on), which is after today, \(work.today); give a date that has passed."
                ))
        }
        if exit.on < registeredOn {
            faults.append(
                (.leftOn, "Nobody can leave on \(exit.on), before they were registered on \(registeredOn)."))
        }
        if let fault = reasons[exit.kind.rawValue]?.fault(exit.reasonCode) {
            faults.append((.leftReason, fault))
        }
    }
}
