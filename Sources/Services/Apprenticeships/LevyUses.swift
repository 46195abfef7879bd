import Domain
import FoundationEssentials
import Postgres

/// What would use the levy funds of an organisation: who is agreed and has not started, and roles that are hard to fill.
struct LevyUses {
    let organisation: String
    let id: UUID
    let moment: Moment
    let work: Work
    private let book: StandardBook
    private let reference: ReferenceData

    /// - Parameters:
    ///   - organisation: its code, with `id`.
    init(
        organisation: String, id: UUID, moment: Moment, work: Work, on db: isolated PostgresConnection
    ) throws {
        (self.organisation, self.id, self.moment, self.work) = (organisation, id, moment, work)
        book = StandardBook(try work.standards(at: moment.asAt, on: db))
        reference = try work.reference(at: moment, on: db)
    }

    /// The twelve months ahead.
    private var ahead: [Month] { (1...12).map(Month(of: moment.asOf).adding) }

    /// An apprentice who is agreed and has not started, and what they would use.
    struct Waiting {
        let line: LevyReport.Waiting
        let plan: LevyPlan
        let row: ApprenticeshipRow
        let level: Int?
    }

    /// A training that has begun, as far as its price is known: what leaves the account for it.
    struct Running {
        let row: ApprenticeshipRow
        let level: Int?
        let plan: LevyPlan
    }

    /// A role that is hard to fill, with the version of the standard that leads to it.
    struct HardRole {
        let line: LevyReport.HardRole
        let standard: StandardRow?
    }

    /// Those to whose present terms both sides have agreed, and to whom nothing has happened yet.
    func waiting(on db: isolated PostgresConnection) throws -> [Waiting] {
        let isAgreed: SQL = """
            (select count(*)
             from berth.training_approval as approval
             where approval.partnership_id = apprenticeship.partnership_id
               and approval.apprenticeship_id = apprenticeship.apprenticeship_id
               and approval.terms_no = kept.terms_no and approval.recorded_at <= \(moment.asAt)
               and (approval.recorded_at at time zone 'Europe/London')::date <= \(moment.asOf))
            = \(TrainingParty.allCases.count)
            """
        let hasBegun: SQL = """
            exists (
                select from (
                    select distinct on (happened.sequence) happened.happened_on
                    from berth.apprenticeship_event as happened
                    where happened.partnership_id = apprenticeship.partnership_id
                      and happened.apprenticeship_id = apprenticeship.apprenticeship_id
                      and happened.recorded_at <= \(moment.asAt)
                    order by happened.sequence, happened.revision desc
                ) as present
                where present.happened_on <= \(moment.asOf))
            """
        return try work.apprenticeships(
            where: "apprenticeship.organisation_id = \(id) and \(isAgreed) and not \(hasBegun)",
            at: moment.asAt, on: db
        ).compactMap { row in
            guard let price = row.record.pricePence, let start = row.record.plannedStartOn,
                let end = row.record.plannedEndOn
            else { return nil }
            let standard = book.standard(row.record.standardRef, on: start)
            // Whoever should have started already would start now, by the rules of now.
            let soonest = max(start, moment.asOf.adding(days: 1))
            let fault = row.record.unfundedStart(standard, on: soonest, reference)
            let paid =
                fault == nil ? row.record.price(standard, from: soonest, reference)?.fundingPays ?? 0 : 0
            let payments = TrainingPayments(
                pence: paid, from: start, through: end, heldBack: reference.heldBack(on: start))
            let plan = LevyPlan(payments, from: Month(of: soonest))
            return Waiting(
                line: LevyReport.Waiting(
                    apprenticeRef: row.record.apprenticeRef, standardRef: row.record.standardRef,
                    plannedStartOn: start, pricePence: price, fundingPaysPence: paid,
                    usesWithinYearPence: plan.paid(in: ahead), unfundedReason: fault),
                plan: plan, row: row, level: standard?.record.level)
        }
    }

    /// The trainings that have begun and for which something leaves the account from a month on, of whom the price is known.
    ///
    /// Breaks move the end, and the instalments are spread over them. Whoever withdrew or went to another employer earned
    /// the instalments up to then; somebody on a break is taken to go on at once.
    func running(paidFrom month: Month, on db: isolated PostgresConnection) throws -> [Running] {
        try work.apprenticeships(
            where: "apprenticeship.organisation_id = \(id)", at: moment.asAt, on: db
        ).compactMap { row in
            let episode = try row.episode(on: moment.asOf)
            guard let start = episode.startedOn, let planned = row.record.plannedEndOn else { return nil }
            let standard = book.standard(row.record.standardRef, on: start)
            guard let price = row.record.price(standard, from: start, reference) else { return nil }
            let isCutShort = episode.state == .withdrawn || episode.state == .transferred
            let end =
                isCutShort ? nil : episode.endedOn ?? episode.plannedEnd(planned, on: moment.asOf)
            let payments = TrainingPayments(
                pence: price.fundingPays, from: start, through: max(start, end ?? planned),
                heldBack: reference.heldBack(on: start))
            let earned = isCutShort ? episode.endedOn.map { Self.ends(from: start, through: $0) } : nil
            let plan = LevyPlan(payments, from: Month(of: start), months: earned)
            return plan.lasts(until: month)
                ? Running(row: row, level: standard?.record.level, plan: plan) : nil
        }
    }

    /// The ends of months from a day to another one.
    private static func ends(from start: CalendarDate, through last: CalendarDate) -> Int {
        Month(of: start).months(until: Month(of: last)) + (last == last.lastOfMonth ? 1 : 0)
    }

    /// What one more apprentice on a standard would take out of the account, beginning on the first day of the next month;
    /// nil where its funding band or its length is not known.
    func oneMore(_ standard: StandardRow) -> LevyPlan? {
        let start = Month(of: moment.asOf).adding(1)
        guard let band = standard.record.fundingBandPence, let months = standard.record.typicalMonths else {
            return nil
        }
        let payments = TrainingPayments(
            pence: band, from: start.first, through: start.adding(months - 1).last,
            heldBack: reference.heldBack(on: start.first))
        return LevyPlan(payments, from: start)
    }

    /// Roles that are hard to fill for organisations of this kind, and the standards that lead to them.
    ///
    /// - Parameters:
    ///   - establishment: the posts of the organisation; nil where none is known or may be seen.
    ///   - starts: how many further apprentices on a standard would use up what expires.
    func hardToFill(
        _ establishment: Establishment?, starts: (StandardRow) -> Int?, on db: isolated PostgresConnection
    ) throws -> [HardRole] {
        let used = Set(
            try db.query(
                """
                select distinct apprenticeship.standard_key
                from berth.apprenticeship
                join berth.apprenticeship_version as kept
                    on kept.partnership_id = apprenticeship.partnership_id
                   and kept.apprenticeship_id = apprenticeship.apprenticeship_id
                where apprenticeship.partnership_id = \(work.partnership.id)
                  and apprenticeship.organisation_id = \(id)
                  and \(Work.standing("kept", at: moment.asAt))
                """, as: String.self))
        let open = establishment?.open
        let ageRule = try? reference.rules.rule(
            "apprenticeship.level_7_age_maximum", on: Month(of: moment.asOf).adding(1).first)
        let former = try work.former(
            [id], before: "organisation_changed", at: moment, as: OrganisationRecord.self, on: db)
        return try db.query(
            """
            select route.role, route.standard_ref
            from berth.role_route as route
            join berth.organisation as employer
                on employer.partnership_id = \(work.partnership.id) and employer.organisation_id = \(id)
            where coalesce(\(former[id]?.kind), employer.kind)
                    = any (string_to_array(route.organisation_kinds, ';'))
              and route.standard_ref <> '' and \(Work.standing("route", at: moment.asAt))
            order by route.role, route.standard_ref
            """, as: (String, String).self
        ).map { role, standardRef in
            let standard = book.standard(standardRef, on: moment.asOf)
            return HardRole(
                line: LevyReport.HardRole(
                    role: role, standardRef: standardRef, title: standard?.record.title,
                    fundingBandPence: standard?.record.fundingBandPence,
                    isUsed: used.contains(Reference.key(standardRef)),
                    openPosts: open.map { $0[role] ?? 0 }, startsToUseUp: standard.flatMap(starts),
                    fundedUpToAge: standard.flatMap { fundedUpToAge($0, by: ageRule) }),
                standard: standard)
        }
    }

    /// The age up to which funding pays for somebody who begins in the next month; nil where no rule says.
    private func fundedUpToAge(_ standard: StandardRow, by rule: Rule?) -> Int? {
        standard.record.level == 7 ? rule.flatMap { Int($0.value) } : nil
    }

    /// The posts of an organisation, and how many of each are vacant.
    struct Establishment {
        let book: WorkforceBook
        /// By the position of the post in the book; 0 for one of another organisation.
        let vacant: [Int]

        /// The vacant posts by role.
        var open: [String: Int] {
            zip(book.posts, vacant).reduce(into: [:]) { open, pair in
                if pair.1 > 0 { open[pair.0.role, default: 0] += pair.1 }
            }
        }
    }

    /// The posts of the organisation; nil where none of them is known or may be seen.
    ///
    /// - Parameter further: what else is wanted of them.
    func establishment(
        _ further: WorkforceBook.Wanted, on db: isolated PostgresConnection
    ) throws -> Establishment? {
        if !work.may(.viewWorkforce, on: id) { return nil }
        let book = try WorkforceBook(
            WorkforceScope(organisation: organisation), wanting: [.establishment, further], at: moment, work,
            on: db)
        let counts = Domain.Establishment(
            posts: book.established, assignments: book.assignments, on: moment.asOf, newSince: moment.asOf
        ).counts
        let vacant = zip(book.posts, counts).map { $0.isInScope ? $1.vacant : 0 }
        return book.posts.contains(where: \.isInScope) ? Establishment(book: book, vacant: vacant) : nil
    }
}
