import Domain
import FoundationEssentials
import Postgres

extension ReportWorkforce {
    /// The bridges from now, one for each way in which a round may end.
    static func outlook(
        _ assumed: VacancyAssumptions, of book: WorkforceBook, _ seen: Seen, _ figures: WorkforceFigures,
        _ disclosure: WorkforceDisclosure, _ reference: ReferenceData, _ work: Work,
        on db: isolated PostgresConnection
    ) throws -> VacancyOutlook {
        if assumed.leavers == .atPresentTurnover, let why = disclosure.hides(seen.leavings.people) {
            throw ServiceError(
                .notAllowed,
                "leavers=present reckons with the turnover, which is not told (\(why)); say how many leave with leavers=."
            )
        }
        let arrivals: [(name: String, words: String, count: Int?)]
        if let round = assumed.round {
            arrivals = try self.arrivals(of: round, book, seen, reference, work, on: db)
        } else {
            arrivals = [("as_given", "what was given", assumed.arrivals)]
        }
        let total = seen.total
        let turnover = Ratio(
            (figures.leavers ?? .zero).tenThousandths, of: total.inPostFTE.tenThousandths)
        return VacancyOutlook(
            assumed: assumed.text,
            scenarios: arrivals.map { name, words, count in
                func bridge(_ basis: WorkforceMeasure.Basis, _ start: VacancyBridge.State, inPost: FTE)
                    -> VacancyOutlook.Bridge
                {
                    VacancyOutlook.Bridge(
                        VacancyBridge(
                            from: start,
                            changes: changes(assumed, arrivals: count, inPost: inPost, turnover: turnover)),
                        basis: basis)
                }
                return VacancyOutlook.Scenario(
                    name: name, words: words,
                    bridges: [
                        bridge(
                            .posts,
                            VacancyBridge.State(
                                established: FTE(whole: total.established), vacant: FTE(whole: total.vacant),
                                covered: FTE(whole: total.covered)),
                            inPost: FTE(whole: total.established - total.vacant)),
                        bridge(
                            .fte,
                            VacancyBridge.State(
                                established: total.vacanciesFTE + total.inPostFTE, vacant: total.vacanciesFTE,
                                covered: total.coveringFTE), inPost: total.inPostFTE),
                    ])
            })
    }

    private static func changes(
        _ assumed: VacancyAssumptions, arrivals: Int?, inPost: FTE, turnover: Ratio?
    ) -> [VacancyBridge.Change] {
        var changes: [VacancyBridge.Change] = []
        if let arrivals { changes.append(.arrivals(FTE(whole: arrivals))) }
        if let count = assumed.newlyQualified { changes.append(.newlyQualified(FTE(whole: count))) }
        switch assumed.leavers {
        case .count(let count): changes.append(.leavers(FTE(whole: count)))
        case .atPresentTurnover:
            if let turnover {
                changes.append(
                    .leavers(
                        VacancyBridge.leavers(inPost: inPost, turnover: turnover, months: assumed.months)))
            }
        case nil: break
        }
        if let agency = assumed.agency { changes.append(.agency(FTE(whole: agency))) }
        return changes
    }

    /// How many a round still brings: achieved and on course, and with those at risk too, less who is in post already.
    private static func arrivals(
        of round: RoundReference, _ book: WorkforceBook, _ seen: Seen, _ reference: ReferenceData,
        _ work: Work, on db: isolated PostgresConnection
    ) throws -> [(name: String, words: String, count: Int?)] {
        if work.actor.reach(of: .viewRounds, in: work.partnership) == .nothing {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.viewRounds.phrase), so say how many arrive with arrivals=."
            )
        }
        if book.scope != WorkforceScope() {
            throw ServiceError.badData(
                "Who of \(round) goes where is not known, so it is a question about the whole partnership; leave the organisation, role and team out, or say how many arrive with arrivals=."
            )
        }
        let row = try work.round(round, on: db)
        guard let aim = try work.aim(of: row.roundId, at: book.moment, on: db) else {
            throw ServiceError.notFound(
                "Round \(round) was not known yet on \(book.moment.asOf); choose a later day or say how many arrive with arrivals=."
            )
        }
        let picture = try RoundPicture(
            aim: aim, countsAt: row.countsAt,
            cases: try work.cases(of: row.roundId, at: book.moment, reference: reference, on: db),
            asOf: book.moment.asOf, reference: reference)
        let inPost = Set(
            seen.running.compactMap { place in
                book.assignments[place].kind == .employee ? book.comings[place].candidateID : nil
            })
        var (sure, atRisk, there) = (0, 0, 0)
        for (candidate, assessment) in zip(picture.cases, picture.assessments) {
            let isThere = inPost.contains(candidate.id)
            switch assessment.outlook {
            case .achieved, .onCourse: if isThere { there += 1 } else { sure += 1 }
            case .atRisk: if isThere { there += 1 } else { atRisk += 1 }
            case .willMiss, .lost: break
            }
        }
        let already = there > 0 ? ", \(there) of the round being in post already" : ""
        return [
            ("on_course", "\(round): achieved and on course\(already)", sure),
            ("with_at_risk", "\(round): with those at risk too\(already)", sure + atRisk),
        ]
    }
}
