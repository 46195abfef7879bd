public import Domain

/// A post on a day, with who is in it.
public struct PostLine: Sendable, Codable, Hashable {
    /// The post.
    public private(set) var post: PostRecord
    /// `established`, `frozen`, `deleted` or `planned`.
    public let status: String
    /// `filled`, `vacant`, `covered` or, where it is not to be filled, the status.
    public let state: String
    /// Whether it is kept for a recruit.
    public let reserved: Bool
    /// Employees in it; nil for who may not see people.
    @ExplicitNull public private(set) var employees: Int?
    /// Agency workers in it; nil for who may not see people.
    @ExplicitNull public private(set) var agency: Int?
    /// What nobody is employed for.
    public let vacancyFte: FTE
    /// The last day until which agency cover is planned or ends; nil where it has none or no end, and for who may not
    /// see people.
    @ExplicitNull public private(set) var coverUntil: CalendarDate?
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
            post: record, status: status, state: state, reserved: record.reservedOn != nil,
            employees: employed.count, agency: agency.count,
            vacancyFte: isEstablished ? max(.zero, record.fte - filled) : .zero,
            coverUntil: agency.compactMap { $0.endedOn ?? $0.coverUntil }.max())
    }

    /// The same for who may not see people: whether it is filled, covered, frozen or kept, and nothing of who is in it
    /// or is to come, nor of how many and until when.
    var withoutPersons: PostLine {
        var line = self
        line.post.tell(nil, before: [])
        (line.employees, line.agency, line.coverUntil) = (nil, nil, nil)
        return line
    }
}

extension PostLine {
    /// Who is in a post that is not to be filled, in a sentence after a space; empty for nobody.
    public var still: String {
        let kinds = [(employees ?? 0, "employee"), (agency ?? 0, "agency worker")].filter { $0.0 > 0 }
        if kinds.isEmpty { return "" }
        let verb = kinds.reduce(0) { $0 + $1.0 } == 1 ? "is" : "are"
        return " \(kinds.map { $0.0.counted($0.1) }.joined(separator: " and ")) \(verb) in it still."
    }
}
