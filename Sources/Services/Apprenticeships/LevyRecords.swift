import Domain
import FoundationEssentials
import Postgres

/// The records that a levy account was reckoned from: movements, rules, apprentices who are agreed, standards, and the
/// posts and who is in them.
struct LevyRecords {
    /// Funds of a month that expired in another, or will.
    struct Expiry {
        let fundsOf: Month
        let on: Month
        let terms: LevyTerms
        let pence: Int
    }

    private(set) var all: [ReportRecord] = []
    private var movements: [LevyMovement] = []
    private var rules: [(rule: Rule, place: Int)] = []
    private var waiting: [String: Int] = [:]
    /// By the position among those that have begun.
    private var running: [Int] = []
    private var standards: [UUID: Int] = [:]
    private let book: (records: WorkforceRecords, offset: Int)?

    /// Takes them from a report.
    init(of made: ShowLevy.Made, _ work: Work, on db: isolated PostgresConnection) throws {
        let (owner, organisation) = (made.organisationID, made.report.organisation)
        let expired = Self.expiries(in: made.known.account.lines, made.known.account.terms)
        movements = made.known.movements.map(\.moved)
        all = made.known.movements.map { movement in
            let moved = movement.moved
            let gone = expired.filter { moved.kind == .paidIn && $0.fundsOf == moved.month }.map {
                ", of which \(Pounds.text($0.pence)) expired on \($0.on.last), \($0.terms.months) months on"
            }
            return ReportRecord(
                kind: "levy_movement",
                ref: "\(organisation) \(moved.month) \(moved.kind.rawValue) r\(movement.revision)",
                text: Pounds.text(moved.pence) + gone.joined(), organisationID: owner,
                organisation: organisation, subjectID: owner, isOfPerson: false,
                recordedAt: movement.recordedAt)
        }
        let keys: [RuleKey] = [
            "levy.funds_expire_after", "levy.top_up", "levy.employer_co_investment", "levy.transfer_maximum",
            "levy.completion_payment", "apprenticeship.level_7_age_maximum",
        ]
        for (rule, recordedAt) in try Self.rules(keys, made, work, on: db) {
            rules.append((rule, all.count))
            all.append(
                ReportRecord(
                    kind: "rule", ref: "\(rule.key) from \(rule.effectiveFrom)",
                    text: "\(rule.value) \(rule.unit), \(rule.source)", organisationID: nil,
                    organisation: nil, subjectID: owner, isOfPerson: false, recordedAt: recordedAt))
        }
        for one in made.waiting {
            waiting[one.line.key] = all.count
            all.append(TakeUpInputs.record(of: one.row, person: one.row.id, level: one.level))
        }
        for one in made.running {
            running.append(all.count)
            all.append(TakeUpInputs.record(of: one.row, person: one.row.id, level: one.level))
        }
        for standard in made.hardToFill.compactMap(\.standard) where standards[standard.id] == nil {
            standards[standard.id] = all.count
            let record = standard.record
            all.append(
                ReportRecord(
                    kind: "standard",
                    ref: "\(record.standardRef) version \(record.version), revision \(standard.revision)",
                    text: "\(record.title), level \(record.level)", organisationID: nil, organisation: nil,
                    subjectID: standard.id, isOfPerson: false, recordedAt: standard.recordedAt))
        }
        let offset = all.count
        book = made.establishment.map { (WorkforceRecords($0.book, []), offset) }
        all += book?.records.all ?? []
    }

    private static func rules(
        _ keys: [RuleKey], _ made: ShowLevy.Made, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [(Rule, Date?)] {
        let asAt = made.moment.asAt < work.now ? made.moment.asAt : nil
        var recorded: [String: Date] = [:]
        try db.forEachRow(
            """
            select rule_key, effective_from, nullif(recorded_at, '-infinity')
            from berth.rule
            where rule_key = any (\(keys.map(\.rawValue))) and \(Work.standing("rule", at: asAt))
            """, as: (String, CalendarDate, Date?).self
        ) { key, from, at in recorded["\(key) \(from)"] = at }
        return keys.flatMap { made.reference.rules.values(of: $0) }.map { rule in
            (rule, recorded["\(rule.key) \(rule.effectiveFrom)"])
        }
    }

    /// What expired in months of an account. The funds of one month more are old enough with every month, so what expires
    /// under some terms in a month is left of the funds of that one.
    static func expiries(in lines: [LevyAccount.Line], _ terms: [LevyTerms]) -> [Expiry] {
        lines.flatMap { line in
            zip(terms, line.expired).compactMap { terms, pence in
                pence == 0
                    ? nil
                    : Expiry(
                        fundsOf: line.month.adding(-terms.months), on: line.month, terms: terms, pence: pence)
            }
        }
    }

    /// The movements of a kind within months, each with its amount.
    func movements(
        _ kind: LevyMovement.Kind, where isWithin: (Month) -> Bool,
        _ amount: (LevyMovement) -> Int = { $0.pence }
    ) -> [ReportFigure.Addend] {
        movements.indices.filter { movements[$0].kind == kind && isWithin(movements[$0].month) }.map {
            ReportFigure.Addend($0, amount(movements[$0]))
        }
    }

    /// The funds out of which something expired, each with what did; those that are assumed only are left out.
    func funds(of expiries: [Expiry]) -> [ReportFigure.Addend] {
        expiries.compactMap { expiry in
            movements.firstIndex { $0.kind == .paidIn && $0.month == expiry.fundsOf }.map {
                ReportFigure.Addend($0, expiry.pence)
            }
        }
    }

    /// Every movement within months.
    func movements(where isWithin: (Month) -> Bool) -> [Int] {
        movements.indices.filter { isWithin(movements[$0].month) }
    }

    /// The values of a rule that are in force within some days.
    func rules(_ key: RuleKey, from first: CalendarDate, to last: CalendarDate) -> [Int] {
        rules.filter { found in
            found.rule.key == key && found.rule.effectiveFrom <= last
                && (found.rule.effectiveTo.map { first <= $0 } ?? true)
        }.map(\.place)
    }

    /// The rule that says how long funds last that entered from a month on.
    func rule(of terms: LevyTerms) -> [Int] {
        rules.filter {
            $0.rule.key == "levy.funds_expire_after" && Month(of: $0.rule.effectiveFrom) == terms.from
        }.map(\.place)
    }

    /// An apprentice who is agreed and has not started.
    func waiting(_ line: LevyReport.Waiting, _ amount: Int) -> [ReportFigure.Addend] {
        waiting[line.key].map { [ReportFigure.Addend($0, amount)] } ?? []
    }

    /// The trainings that have begun, each with what it adds.
    func running(
        _ of: [LevyUses.Running], _ amount: (LevyUses.Running) -> Int
    ) -> [ReportFigure.Addend] {
        zip(running, of).compactMap { place, one in
            amount(one) == 0 ? nil : ReportFigure.Addend(place, amount(one))
        }
    }

    /// Everybody who is agreed and has not started.
    var everyoneWaiting: [Int] { waiting.values.sorted() }

    func standard(_ row: StandardRow?, _ amount: Int) -> [ReportFigure.Addend] {
        row.flatMap { standards[$0.id] }.map { [ReportFigure.Addend($0, amount)] } ?? []
    }

    /// The vacant posts of a role, and who is in a post of it.
    func vacant(
        _ role: String, of establishment: LevyUses.Establishment?
    ) -> (posts: [ReportFigure.Addend], others: [Int]) {
        guard let establishment, let book else { return ([], []) }
        func moved(_ addends: [ReportFigure.Addend]) -> [ReportFigure.Addend] {
            addends.map { $0.moved(to: $0.record + book.offset) }
        }
        let found = establishment.book
        let posts = found.posts.indices.filter {
            establishment.vacant[$0] > 0 && found.posts[$0].role == role
        }
        let of = found.running(on: found.moment.asOf).filter {
            found.posts[found.assignments[$0].post].role == role
        }
        return (moved(book.records.posts(posts)), moved(book.records.assignments(of)).map(\.record))
    }
}
