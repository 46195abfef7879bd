import Domain
import FoundationEssentials
import Postgres

/// What would use the levy funds of an organisation: who is agreed and has not started, and roles that are hard to fill.
struct LevyUses {
    let organisation: String
    let id: UUID
    let moment: Moment
    let work: Work

    /// An apprentice who is agreed and has not started, and what they would use in each month ahead.
    struct Waiting {
        let line: LevyReport.Waiting
        let byMonth: [Int]
        let row: ApprenticeshipRow
        let level: Int?
    }

    /// A role that is hard to fill, with the version of the standard that leads to it.
    struct HardRole {
        let line: LevyReport.HardRole
        let standard: StandardRow?
    }

    /// Those to whose present terms both sides have agreed, and to whom nothing has happened yet.
    func waiting(on db: isolated PostgresConnection) throws -> [Waiting] {
        let book = StandardBook(try work.standards(at: moment.asAt, on: db))
        let reference = try work.reference(at: moment, on: db)
        let isAgreed: SQL = """
            (select count(*)
             from berth.training_approval as approval
             where approval.partnership_id = apprenticeship.partnership_id
               and approval.apprenticeship_id = apprenticeship.apprenticeship_id
               and approval.terms_no = kept.terms_no and approval.recorded_at <= \(moment.asAt))
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
            let paid = row.record.price(standard, from: start, reference)?.fundingPays ?? 0
            let months = max(1, Month(of: start).months(until: Month(of: end)) + 1)
            // Whoever should have started already would start in the first month ahead.
            let first = max(0, Month(of: moment.asOf).months(until: Month(of: start)) - 1)
            let byMonth = (0..<12).map { step -> Int in
                let turn = step - first
                if turn < 0 || turn >= months { return 0 }
                return paid * (turn + 1) / months - paid * turn / months
            }
            return Waiting(
                line: LevyReport.Waiting(
                    apprenticeRef: row.record.apprenticeRef, standardRef: row.record.standardRef,
                    plannedStartOn: start, pricePence: price, fundingPaysPence: paid,
                    usesWithinYearPence: byMonth.reduce(0, +)),
                byMonth: byMonth, row: row, level: standard?.record.level)
        }
    }

    /// Roles that are hard to fill for organisations of this kind, and the standards that lead to them.
    ///
    /// - Parameter establishment: the posts of the organisation; nil where none is known or may be seen.
    func hardToFill(
        _ establishment: Establishment?, on db: isolated PostgresConnection
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
        let book = StandardBook(try work.standards(at: moment.asAt, on: db))
        let open = establishment?.open
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
        ).map { role, reference in
            let standard = book.standard(reference, on: moment.asOf)
            return HardRole(
                line: LevyReport.HardRole(
                    role: role, standardRef: reference, title: standard?.record.title,
                    fundingBandPence: standard?.record.fundingBandPence,
                    isUsed: used.contains(Reference.key(reference)),
                    openPosts: open.map { $0[role] ?? 0 }), standard: standard)
        }
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
