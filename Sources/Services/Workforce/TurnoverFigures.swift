import Domain
import FoundationEssentials

/// The figures of turnover over twelve months, month by month: they rest on who was in post at the end of the month and on
/// who left in its twelve months.
struct TurnoverFigures {
    let book: WorkforceBook
    let records: WorkforceRecords
    /// Whose they are; nil for those of several organisations.
    let owner: UUID?

    /// - Parameter mark: what the keys begin with.
    func all(_ points: [WorkforceReport.Point], under mark: String) -> [ReportFigure] {
        points.flatMap { month($0, under: mark) }
    }

    private func month(_ point: WorkforceReport.Point, under mark: String) -> [ReportFigure] {
        guard let month = Month(iso: point.month) else { return [] }
        let employed = records.assignments(
            book.running(on: month.last).filter { book.assignments[$0].kind == .employee },
            fte: { book.assignments[$0].fte })
        let spells = book.leavings(in: TwelveMonths(through: month.last)).all
        let (left, moved) = (records.ended(spells), records.ended(spells.filter(\.movedOn)))
        func figure(
            _ name: String, _ value: (some CustomStringConvertible)?, isHidden: Bool = false,
            _ sums: [[ReportFigure.Addend]]
        ) -> ReportFigure {
            ReportFigure(
                key: "\(mark)/\(point.month)\(name)", value: value.map { "\($0)" }, isHidden: isHidden,
                sums: sums, organisationID: owner)
        }
        return [
            figure("", point.turnoverRate, isHidden: point.isHidden, [left, employed]),
            figure("/leavers_fte", point.leaversFte, isHidden: point.isHidden, [left]),
            figure("/moved_fte", point.movedFte, isHidden: point.movedFte == nil, [moved]),
            figure("/in_post_fte", point.inPostFte, [employed]),
        ]
    }
}
