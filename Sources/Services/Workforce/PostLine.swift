public import Domain

/// A post on a day, with who is in it.
public struct PostLine: Sendable, Codable, Hashable {
    /// The post.
    public let post: PostRecord
    /// `established`, `frozen`, `deleted` or `planned`.
    public let status: String
    /// `filled`, `vacant`, `covered` or, where it is not to be filled, the status.
    public let state: String
    /// Employees in it.
    public let employees: Int
    /// Agency workers in it.
    public let agency: Int
    /// What nobody is employed for.
    public let vacancyFte: FTE
    /// The last day until which agency cover is planned or ends; nil where it has none or no end.
    @ExplicitNull public var coverUntil: CalendarDate?
}

extension PostLine {
    /// - Parameter known: the assignments to the post that run on the day, and of candidates those that are over too.
    init(_ post: PostRow, _ known: [AssignmentRow], on date: CalendarDate) {
        let record = post.record(on: date, known)
        let established = record.established
        let running = known.map(\.record).filter {
            Assignment(
                post: 0, person: 0, kind: $0.kind, fte: $0.fte, startedOn: $0.startedOn, endedOn: $0.endedOn
            ).runs(on: date)
        }
        let employed = running.filter { $0.kind == .employee }
        let agency = running.filter { $0.kind == .agency }
        let status = record.status(on: date)
        let isEstablished = established.status(on: date) == .established
        let filled = employed.reduce(FTE.zero) { $0 + $1.fte }
        let state =
            isEstablished
            ? (employed.isEmpty ? (agency.isEmpty ? "vacant" : "covered") : "filled") : status
        self.init(
            post: record, status: status, state: state, employees: employed.count, agency: agency.count,
            vacancyFte: isEstablished ? max(.zero, record.fte - filled) : .zero,
            coverUntil: agency.compactMap { $0.endedOn ?? $0.coverUntil }.max())
    }
}

extension PostLine {
    /// Who is in a post that is not to be filled, in a sentence after a space; empty for nobody.
    public var still: String {
        let kinds = [(employees, "employee"), (agency, "agency worker")].filter { $0.0 > 0 }
        if kinds.isEmpty { return "" }
        let verb = employees + agency == 1 ? "is" : "are"
        return " \(kinds.map { $0.0.counted($0.1) }.joined(separator: " and ")) \(verb) in it still."
    }
}
