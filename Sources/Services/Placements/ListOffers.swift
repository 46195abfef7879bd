public import Domain
import FoundationEssentials
public import Postgres

/// Tells who has not answered, and how offers compare with the year before.
public struct ListOffers: Verb {
    /// Everybody who sees placements.
    public static var action: Action { .viewPlacements }
    /// A question.
    public static var isReadOnly: Bool { true }

    let term: String?
    let asOf: CalendarDate?

    /// - Parameters:
    ///   - term: the code of the term; the only one when nil.
    ///   - asOf: what was true on this day; today when nil.
    public init(term: String? = nil, asOf: CalendarDate? = nil) {
        self.term = term
        self.asOf = asOf
    }

    /// Answers from the facts up to the day.
    ///
    /// - Throws: `notFound` for a term that does not exist, `usage` when there are several and none is named.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> OffersReport {
        let date = asOf ?? work.today
        let terms = try work.terms(on: db)
        let term = try Work.term(self.term, among: terms, of: work.partnership.name)
        let rule = try work.reference(on: db).rule("placement.offers_year_before", on: date)
        let lastYear = Self.yearBefore(term, among: terms, days: Int(rule.value) ?? 0)
        let now = try hosts(of: term, at: date, work, on: db)
        let before = try lastYear.map { try hosts(of: $0, at: $0.record.endsOn, work, on: db) } ?? [:]
        let lines = Set(now.keys).union(before.keys).map { host in
            Self.line(
                host, now[host] ?? Host(), lastYear == nil ? nil : before[host] ?? Host(),
                due: term.record.offersDueOn, date)
        }
        let students =
            work.mayEverywhere(.viewStudents)
            ? try db.one(
                """
                select count(*)
                from berth.student
                where partnership_id = \(work.partnership.id) and term_id = \(term.id)
                  and (withdrawn_on is null or withdrawn_on > \(date))
                """, as: Int.self) : nil
        return OffersReport(
            report: "placement offers", asOf: date, partnership: work.partnership.code,
            generatedAt: ReportInstant(work.now), rules: [RuleLine(rule)], term: term.record,
            lastYear: lastYear?.record, hosts: lines.sorted { Self.isBefore($0, $1) },
            placesOffered: now.values.map(\.places).reduce(0, +),
            placesLastYear: lastYear == nil ? nil : before.values.map(\.places).reduce(0, +),
            students: students)
    }

    /// The term that starts nearest to so many days before another, within a quarter of them.
    static func yearBefore(_ term: TermRow, among terms: [TermRow], days: Int) -> TermRow? {
        let sought = term.record.startsOn.adding(days: -days)
        func gap(_ other: TermRow) -> Int { abs(other.record.startsOn.days(until: sought)) }
        return terms.filter { $0.id != term.id && gap($0) * 4 <= days }.min { gap($0) < gap($1) }
    }

    /// What is known of a host about a term.
    fileprivate struct Host {
        var askedOn: CalendarDate?
        var placesAsked: Int?
        var reminders = 0
        var remindedOn: CalendarDate?
        var answeredOn: CalendarDate?
        var answer: HostAnswer?
        var placesOffered: Int?
        var listed = 0
        /// Offered, or listed where no answer was kept.
        var places: Int { answer == nil || answer == .later ? listed : placesOffered ?? 0 }
    }

    private func hosts(
        of term: TermRow, at date: CalendarDate, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String: Host] {
        var hosts: [String: Host] = [:]
        try db.forEachRow(
            """
            select host.code, request.kind, request.happened_on, request.places_asked, request.answer,
                   request.places_offered
            from berth.placement_request as request
            join berth.organisation as host
                on host.partnership_id = request.partnership_id
               and host.organisation_id = request.organisation_id
            where request.partnership_id = \(work.partnership.id) and request.term_id = \(term.id)
              and request.happened_on <= \(date)
            order by host.code, request.sequence
            """, as: (String, String, CalendarDate, Int?, String?, Int?).self
        ) { code, kind, on, asked, answer, offered in
            hosts[code, default: Host()].apply(kind, on, asked, answer, offered)
        }
        try db.forEachRow(
            """
            select host.code, sum(placement.capacity)
            from berth.placement
            join berth.organisation as host
                on host.partnership_id = placement.partnership_id
               and host.organisation_id = placement.organisation_id
            where placement.partnership_id = \(work.partnership.id) and placement.term_id = \(term.id)
              and (placement.withdrawn_on is null or placement.withdrawn_on > \(date))
            group by host.code
            """, as: (String, Int).self
        ) { code, listed in hosts[code, default: Host()].listed = listed }
        return hosts
    }

    private static func line(
        _ code: String, _ host: Host, _ before: Host?, due: CalendarDate?, _ date: CalendarDate
    ) -> OfferLine {
        let isOverdue = due.map { $0 < date } ?? false
        let state =
            switch (host.askedOn, host.answer) {
            case (_, .willing), (_, .unwilling): "answered"
            case (nil, _): "not_asked"
            case (_, .later): isOverdue ? "overdue" : "later"
            case (_, nil): isOverdue ? "overdue" : "waiting"
            }
        return OfferLine(
            host: code, state: state, askedOn: host.askedOn, placesAsked: host.placesAsked,
            reminders: host.reminders, remindedOn: host.remindedOn, answeredOn: host.answeredOn,
            answer: host.answer?.rawValue, placesOffered: host.placesOffered, placesListed: host.listed,
            placesLastYear: before?.places,
            change: state == "answered" ? before.map { host.places - $0.places } : nil)
    }

    private static func isBefore(_ left: OfferLine, _ right: OfferLine) -> Bool {
        func key(_ line: OfferLine) -> (Int, Int, String) {
            let order = ["overdue", "waiting", "later", "not_asked", "answered"]
            let isOpen = line.state == "overdue" || line.state == "waiting"
            return (
                order.firstIndex(of: line.state) ?? order.count,
                isOpen ? Int(line.askedOn?.daysSinceEpoch ?? 0) : 0, line.host
            )
        }
        return key(left) < key(right)
    }
}

extension ListOffers.Host {
    /// Applies a fact; they come in their order, and asking again starts afresh.
    fileprivate mutating func apply(
        _ kind: String, _ on: CalendarDate, _ asked: Int?, _ answer: String?, _ offered: Int?
    ) {
        switch kind {
        case "asked":
            self = ListOffers.Host(askedOn: on, placesAsked: asked, listed: listed)
        case "reminded":
            reminders += 1
            remindedOn = on
        default:
            answeredOn = on
            self.answer = answer.flatMap { HostAnswer(rawValue: $0) }
            placesOffered = offered
        }
    }
}
