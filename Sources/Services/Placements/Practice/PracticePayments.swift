public import Domain
public import FoundationEssentials
public import Postgres

/// What a practice placement earns its host or its off-site educator.
public struct PracticePaymentLine: Sendable, Codable, Hashable {
    /// The placement.
    public let practiceRef: String
    /// `host` or `educator`.
    public let payee: String
    /// The code of the host, or the reference of the educator.
    public let payeeRef: String
    /// Half-days done, of which half the daily rate is earned each.
    public let halfDays: Int
    /// What a day earns, in pence.
    public let dailyPence: Int
    /// What all of them earn, in pence.
    public let amountPence: Int
    /// `accruing` while the placement goes on, then `due` until it is `paid`.
    public let state: String
    /// The last day of the placement.
    @ExplicitNull public var endedOn: CalendarDate?
    /// The day on which it was paid.
    @ExplicitNull public var paidOn: CalendarDate?
    /// What was paid, in pence.
    @ExplicitNull public var paidPence: Int?
}

/// The report `practice payments`.
public struct PracticePaymentsReport: Sendable, Codable, Hashable {
    /// `practice payments`.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the amounts rest on.
    public let rules: [RuleLine]
    /// By placement, the host before the educator.
    public let payments: [PracticePaymentLine]
    /// What is due and not paid, in pence.
    public let duePence: Int
}

/// Lists what hosts and off-site educators have earned, from the register: an early end pays the days done.
///
/// The rates are national rule rows; a partnership has none of its own. Placements that count hours earn nothing here.
public struct ListPracticePayments: Verb {
    /// Those who see practice placements.
    public static var action: Action { .viewPractices }
    /// A question.
    public static var isReadOnly: Bool { true }

    let term: String?
    let isDueOnly: Bool
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameters:
    ///   - term: of one term only.
    ///   - due: only what is due and not paid.
    ///   - asOf: what was true on this day; today when nil.
    ///   - asAt: as known at this instant; now when nil.
    public init(
        term: String? = nil, due: Bool = false, asOf: CalendarDate? = nil, asAt: Date? = nil
    ) {
        self.term = term
        isDueOnly = due
        self.asOf = asOf
        self.asAt = asAt
    }

    /// Answers from the registers.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticePaymentsReport {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let termID = try term.map { try work.term($0, on: db).id }
        let cases = try work.practiceCases(
            where: "(\(termID)::uuid is null or placement.term_id = \(termID))", at: moment, on: db)
        let rates = try PracticeRates(at: moment, work, on: db)
        let lines = try work.payments(of: cases, rates, at: moment, on: db)
        let due = lines.filter { $0.state == "due" }
        return PracticePaymentsReport(
            report: "practice payments", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: rates.rules.map { RuleLine($0) }, payments: isDueOnly ? due : lines,
            duePence: due.map(\.amountPence).reduce(0, +))
    }
}

/// Notes that a host or an off-site educator was paid for a practice placement.
public struct PayPractice: Verb {
    /// Those who manage practice placements.
    public static var action: Action { .managePractices }

    let reference: String
    let payee: String?
    let on: CalendarDate?
    let amountPence: Int?

    /// - Parameters:
    ///   - reference: the student, or the placement.
    ///   - payee: `host` or `educator`; nil where only one has something to be paid.
    ///   - on: the day; today when nil.
    ///   - amountPence: what was paid, in pence; what the register says when nil.
    public init(
        reference: String, payee: String? = nil, on: CalendarDate? = nil, amountPence: Int? = nil
    ) {
        self.reference = reference
        self.payee = payee
        self.on = on
        self.amountPence = amountPence
    }

    /// Stores the payment.
    ///
    /// - Throws: `conflict` for what is paid already, or not due yet.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticePaymentLine {
        let date = on ?? work.today
        try work.refuseFuture(date, "The payment for \(reference)")
        let row = try work.practice(reference, locked: true, on: db)
        let moment = Moment(present: work)
        let rates = try PracticeRates(at: moment, work, on: db)
        let lines = try work.payments(
            of: try work.practiceCases(of: [row], at: moment, on: db), rates, at: moment, on: db)
        let line = try chosen(lines, row)
        if let ended = line.endedOn, date < ended {
            throw ServiceError.badData("\(line.practiceRef) ended on \(ended); it is paid after that.")
        }
        let amount = amountPence ?? line.amountPence
        try db.execute(
            """
            insert into berth.practice_payment (
                partnership_id, practice_id, payee, half_days, amount_pence, paid_on, rule_key,
                rule_effective_from, recorded_by, recorded_at)
            values (
                \(work.partnership.id), \(row.id), \(line.payee), \(line.halfDays), \(amount), \(date),
                \(rates.fee.key.rawValue), \(rates.fee.effectiveFrom), \(work.actor.accountID), \(work.now))
            """)
        var paid = line
        paid.paidOn = date
        paid.paidPence = amount
        let answer = paid.paid()
        try work.audit("practice_paid", of: "practice", row.id, after: answer, on: db)
        return answer
    }

    private func chosen(
        _ lines: [PracticePaymentLine], _ row: PracticeRow
    ) throws(ServiceError) -> PracticePaymentLine {
        let ref = row.record.practiceRef
        if let payee, !["host", "educator"].contains(payee) {
            throw .badData("\"\(payee)\" is neither host nor educator.")
        }
        let asked = lines.filter { payee == nil || $0.payee == payee }
        if asked.isEmpty { throw .conflict("\(ref) earns \(payee.map { "the \($0) " } ?? "")nothing.") }
        let due = asked.filter { $0.state == "due" }
        if due.count > 1 {
            throw .conflict("Host and educator are both to be paid for \(ref); name one with --to.")
        }
        if let one = due.first { return one }
        if let paid = asked.first(where: { $0.state == "paid" }), let on = paid.paidOn {
            throw .conflict("The \(paid.payee) was paid for \(ref) on \(on) already.")
        }
        throw .conflict("\(ref) has not ended, so nothing is due yet; see berth practice payments.")
    }
}

extension PracticePaymentLine {
    /// The same line once it is paid.
    fileprivate func paid() -> PracticePaymentLine {
        PracticePaymentLine(
            practiceRef: practiceRef, payee: payee, payeeRef: payeeRef, halfDays: halfDays,
            dailyPence: dailyPence, amountPence: amountPence, state: "paid", endedOn: endedOn, paidOn: paidOn,
            paidPence: paidPence)
    }
}

/// What a day earns, by rule.
struct PracticeRates {
    /// The fee of a day, in pence.
    let fee: Rule
    private let share: Rule
    private let feePence: Int
    private let sharePercent: Int

    var rules: [Rule] { [fee, share] }

    init(at moment: Moment, _ work: Work, on db: isolated PostgresConnection) throws {
        let reference = try work.reference(at: moment, on: db)
        fee = try reference.rule("practice.placement_fee_a_day", on: moment.asOf)
        share = try reference.rule("practice.off_site_educator_share", on: moment.asOf)
        feePence = try reference.integer("practice.placement_fee_a_day", on: moment.asOf)
        sharePercent = try reference.integer("practice.off_site_educator_share", on: moment.asOf)
    }

    /// What a day earns each payee, in pence.
    func daily(isOffSite: Bool) -> [(payee: String, pence: Int)] {
        if !isOffSite { return [("host", feePence)] }
        let share = feePence * sharePercent / 100
        return [("host", feePence - share), ("educator", share)]
    }
}

extension Work {
    fileprivate func payments(
        of cases: [PracticeCase], _ rates: PracticeRates, at moment: Moment,
        on db: isolated PostgresConnection
    ) throws -> [PracticePaymentLine] {
        var paid: [UUID: [String: (CalendarDate, Int)]] = [:]
        try db.forEachRow(
            """
            select practice_id, payee, paid_on, amount_pence
            from berth.practice_payment
            where partnership_id = \(partnership.id) and practice_id = any (\(cases.map(\.row.id)))
              and paid_on <= \(moment.asOf) and recorded_at <= \(moment.asAt)
            """, as: (UUID, String, CalendarDate, Int).self
        ) { id, payee, on, pence in paid[id, default: [:]][payee] = (on, pence) }
        return cases.flatMap { one -> [PracticePaymentLine] in
            let record = one.row.record
            guard record.unit == .halfDays, record.end != .moved else { return [] }
            return rates.daily(isOffSite: one.row.isEducatorOffSite).compactMap { payee, daily in
                let payment = paid[one.row.id]?[payee]
                if record.end != nil, one.ledger.done == 0, payment == nil { return nil }
                return PracticePaymentLine(
                    practiceRef: record.practiceRef, payee: payee,
                    payeeRef: payee == "host" ? record.host : record.educatorRef ?? "",
                    halfDays: one.ledger.done, dailyPence: daily,
                    amountPence: one.ledger.done * daily / 2,
                    state: payment != nil ? "paid" : record.end == nil ? "accruing" : "due",
                    endedOn: record.endedOn, paidOn: payment?.0, paidPence: payment?.1)
            }
        }
    }
}
