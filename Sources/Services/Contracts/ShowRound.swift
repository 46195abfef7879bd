public import Domain
public import FoundationEssentials
public import Postgres

/// The answer of the morning: how many are in post, who will miss the date, which step is to blame, and whether
/// the option should be taken.
public struct ShowRound: Verb {
    /// Everybody who sees rounds.
    public static var action: Action { .viewRounds }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: RoundReference
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameters:
    ///   - asOf: what was true on this day; today when nil.
    ///   - asAt: as known at this instant; now when nil.
    public init(reference: RoundReference, asOf: CalendarDate? = nil, asAt: Date? = nil) {
        self.reference = reference
        self.asOf = asOf
        self.asAt = asAt
    }

    /// Answers from the facts; no snapshot is read.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RoundReport {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        var round = try work.round(self.reference, on: db)
        let former = try work.former(
            [round.contractId], before: "contract_changed", "contract_awarded", at: moment,
            as: ContractRecord.self, on: db)
        if let contract = former[round.contractId] {
            (round.title, round.supplier) = (contract.title, contract.supplier)
        }
        guard let aim = try work.aim(of: round.roundId, at: moment, on: db) else {
            throw try work.notOpen(round, at: moment, on: db)
        }
        let picture = try RoundPicture(
            aim: aim, countsAt: round.countsAt,
            cases: try work.cases(of: round.roundId, at: moment, reference: reference, on: db),
            asOf: moment.asOf, reference: reference)
        return RoundReport(
            report: "round show", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: picture.rules.map { RuleLine($0) }, round: Self.head(of: round, aim: aim),
            counts: RoundReport.Counts(picture.outlook.counts),
            workingDaysLeft: try reference.calendar.workingDays(after: moment.asOf, through: aim.dueOn),
            status: picture.outlook.status.rawValue,
            candidates: zip(picture.cases, picture.assessments).map { RoundReport.Candidate($0, $1) },
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation,
            option: try option(after: round, picture, moment, reference, work, on: db))
    }

    private static func head(of round: RoundRow, aim: RoundAim) -> RoundReport.Round {
        RoundReport.Round(
            ref: round.reference.description, title: round.title, supplier: round.supplier,
            target: aim.target, opensOn: aim.opensOn, dueOn: aim.dueOn, countsAt: round.countsAt,
            isOption: round.isOption, optionDecideBy: round.optionDecideBy,
            optionExercisedOn: aim.optionExercisedOn, optionLapsedOn: aim.optionLapsedOn,
            closedOn: aim.closedOn)
    }

    /// The option of the same contract that is to be decided next, or the last when all are, with the advice that
    /// this round's picture gives.
    private func option(
        after round: RoundRow, _ picture: RoundPicture, _ moment: Moment, _ reference: ReferenceData,
        _ work: Work, on db: isolated PostgresConnection
    ) throws -> RoundReport.Option? {
        let options = try db.queryRows(
            """
            select \(Work.roundColumns)
            from \(Work.roundTables)
            where round.partnership_id = \(work.partnership.id) and round.contract_id = \(round.contractId)
              and round.is_option and round.round_no > \(round.roundNo)
            order by round.round_no
            """, as: RoundRow.self)
        var chosen: (option: RoundRow, aim: RoundAim)?
        for option in options {
            guard let aim = try work.aim(of: option.roundId, at: moment, on: db) else { continue }
            chosen = (option, aim)
            if aim.optionExercisedOn == nil && aim.optionLapsedOn == nil && aim.closedOn == nil { break }
        }
        guard let (option, aim) = chosen else { return nil }
        let advice = try OptionAdvice.advise(
            status: picture.outlook.status, counts: picture.outlook.counts, decideBy: option.optionDecideBy,
            exercisedOn: aim.optionExercisedOn, lapsedOn: aim.optionLapsedOn, asOf: moment.asOf,
            calendar: reference.calendar,
            pressingWorkingDays: try reference.integer(.optionPressingWorkingDays, on: moment.asOf))
        return RoundReport.Option(
            ref: option.reference.description, target: aim.target, dueOn: aim.dueOn,
            decideBy: option.optionDecideBy, workingDaysLeft: advice.workingDaysLeft,
            advice: advice.advice.rawValue, because: advice.because)
    }
}

extension Work {
    /// Why a round cannot be shown on a day: it was agreed later, or that was recorded later.
    fileprivate func notOpen(
        _ round: RoundRow, at moment: Moment, on db: isolated PostgresConnection
    ) throws -> ServiceError {
        let agreed = try db.first(
            """
            select happened_on
            from berth.round_event
            where partnership_id = \(partnership.id) and round_id = \(round.roundId)
            order by happened_on, sequence
            limit 1
            """, as: CalendarDate.self)
        if let agreed, agreed > moment.asOf {
            return .notFound(
                "Round \(round.reference) was agreed on \(agreed), so on \(moment.asOf) there was no such round; choose a later date. Whoever records a round later than it was agreed says when with --on."
            )
        }
        return .notFound(
            "Round \(round.reference) was not known yet at that moment; choose a later one with --as-at.")
    }
}
