import Domain
import FoundationEssentials
import Postgres

extension WorkforceScope {
    /// The posts that a figure is about: of the organisation that its key names, `total` being all, and of the role and team
    /// that are asked for.
    init(tracing figure: String, _ question: ReportQuestion) {
        let group = figure.split(separator: "/").dropFirst().first.map(String.init)
        self.init(
            organisation: group == Self.everything ? nil : group, role: question.role, team: question.team)
    }

    /// What keys of figures call every organisation.
    static let everything = "total"

    /// What keys of figures call the organisations that it is about.
    var group: String { organisation ?? Self.everything }
}

extension WorkforceBook {
    /// What makes figures those of the same question: the day and the posts.
    var key: String { "\(moment.asOf) \(scope.words)" }
}

extension Work {
    /// The organisation of a scope that is of one.
    func owner(of scope: WorkforceScope, on db: isolated PostgresConnection) throws -> UUID? {
        try scope.organisation.map { try organisation($0, on: db).id }
    }

    /// The scope, or that of everything where it is the one organisation that the operator sees anything of.
    func widened(_ scope: WorkforceScope, on db: isolated PostgresConnection) throws -> WorkforceScope {
        guard case .organisations(let seen) = actor.reach(of: .viewWorkforce, in: partnership),
            !scope.isPartOfOrganisation, let owner = try owner(of: scope, on: db), seen == [owner]
        else { return scope }
        return WorkforceScope()
    }

    /// Refuses to trace a figure of several organisations on the workforce, for somebody whose role is for some, where it
    /// could be subtracted from the same of other days or of a part: on another day than a census day that is over, as
    /// known before, or for other months than the one that ends with it.
    func refuseTracing(
        _ figure: String, of scope: WorkforceScope, asOf: CalendarDate?, asAt: Date?
    ) throws(ServiceError) {
        let date = try Moment(asOf: asOf, asAt: asAt, work: self).asOf
        let month = figure.split(separator: "/").dropFirst(2).lazy.compactMap { Month(iso: $0) }.first
        let isOfOtherMonth = month.map { $0 != Month(of: date) } ?? false
        if isOfOtherMonth || scope.isPartOfOrganisation || asAt != nil || !CensusDay.isOne(date)
            || date > today
        {
            throw ServiceError(
                .notAllowed,
                "\(figure) is about several organisations and your role is for one, so it is traced of every post, as known now and on a 30 September only: ask with --as-of \(CensusDay.last(by: today))."
            )
        }
    }
}
