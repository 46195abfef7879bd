/// Says which students may go to which placements, and with what problems.
///
/// The same rules serve a match run over millions of pairs, for which ``PairTable`` prepares them, a single preference
/// that is imported, and the list of reasons for one student.
public struct PairRules: Sendable {
    /// The figures.
    public let rules: PlacementRules
    /// The day of the match.
    public let date: CalendarDate

    /// Makes the rules for a day.
    public init(_ rules: PlacementRules, on date: CalendarDate) {
        self.rules = rules
        self.date = date
    }

    /// The verdict on one pair; for many, make a ``PairTable``.
    ///
    /// - Parameter given: the measured minutes of this journey, where there are any.
    public func verdict(
        _ student: PairStudent, _ placement: PairPlacement, given: TravelEstimate.Given = .nothing
    ) -> PairVerdict {
        PairTable(students: [student], placements: [placement], rules: self).verdict(0, 0, given: given)
    }

    /// Refusals and problems of a placement at one stage, whoever the student.
    struct Findings: Sendable {
        var refusals: PairRefusals = []
        var problems: PairProblems = []
    }

    /// What the rules say of a placement alone, for students of a stage.
    func findings(_ placement: PairPlacement, _ stage: PlacementStage) -> Findings {
        var found = Findings()
        if placement.isWithdrawn { found.refusals.insert(.placementWithdrawn) }
        if !(placement.termDates.contains(placement.dates.lowerBound)
            && placement.termDates.contains(placement.dates.upperBound))
        {
            found.refusals.insert(.datesOutsideTerm)
        }
        if rules.statutoryStages.contains(stage) {
            switch placement.isStatutory {
            case true: break
            case false: found.refusals.insert(.noStatutoryTasks)
            case nil: found.problems.insert(.statutoryUnknown)
            }
        }
        let least = rules.educatorStageMinimum[stage] ?? 1
        if let educatorStage = placement.educatorStage {
            if educatorStage < least { found.refusals.insert(.educatorStageTooLow) }
        } else if !placement.hasEducator || least > 1 {
            found.problems.insert(.educatorUnknown)
        }
        if let until = placement.educatorCurrentUntil, until < placement.dates.upperBound {
            found.problems.insert(.educatorNotCurrent)
        }
        if let until = placement.auditedUntil {
            if until < placement.dates.lowerBound {
                found.refusals.insert(.auditExpired)
            } else if until < placement.dates.upperBound {
                found.problems.insert(.auditEndsEarly)
            }
        }
        return found
    }
}
