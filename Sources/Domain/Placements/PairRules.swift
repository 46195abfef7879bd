/// Says which students may go to which placements, and with what problems.
///
/// What depends on one side only is worked out once, when that side is prepared; a verdict then looks at what the two
/// have to do with one another and allocates nothing. The same rules serve a match run over millions of pairs, a single
/// preference that is imported, and the list of reasons for one student.
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

    /// A student with what the rules say of the student alone.
    public struct Student: Sendable {
        let facts: PairStudent
        let refusals: PairRefusals
        let hasCar: Bool
        let isFinal: Bool
        let days: Int
    }

    /// A placement with what the rules say of the placement alone, for each stage.
    public struct Placement: Sendable {
        let facts: PairPlacement
        let forFirst: Findings
        let forFinal: Findings
        let weekdays: Int
        let isTooSoonForClearance: Bool
    }

    /// Refusals and problems of a placement at one stage.
    struct Findings: Sendable {
        var refusals: PairRefusals = []
        var problems: PairProblems = []
    }

    /// Prepares a student.
    public func prepare(_ student: PairStudent) -> Student {
        Student(
            facts: student, refusals: student.isWithdrawn ? .studentWithdrawn : [],
            hasCar: student.hasCar == true, isFinal: student.stage == .final,
            days: student.daysRequired ?? rules.daysRequired[student.stage] ?? 0)
    }

    /// Prepares a placement.
    public func prepare(_ placement: PairPlacement) -> Placement {
        Placement(
            facts: placement, forFirst: findings(placement, .first), forFinal: findings(placement, .final),
            weekdays: placement.weekdays,
            isTooSoonForClearance:
                date.days(until: placement.dates.lowerBound) < rules.dbsNeededWithinDays)
    }

    /// Whether the placement by itself, whoever the student, is closed to everybody of a stage.
    public func isClosed(_ placement: Placement, to stage: PlacementStage) -> Bool {
        !(stage == .final ? placement.forFinal : placement.forFirst).refusals.isEmpty
    }

    private func findings(_ placement: PairPlacement, _ stage: PlacementStage) -> Findings {
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

    /// The verdict on a pair.
    ///
    /// - Parameter given: the measured minutes of this journey, where there are any.
    public func verdict(
        _ student: borrowing Student, _ placement: borrowing Placement, given: TravelEstimate.Given = .nothing
    ) -> PairVerdict {
        let alone = student.isFinal ? placement.forFinal : placement.forFirst
        var refusals = student.refusals.union(alone.refusals)
        var problems = alone.problems
        if student.facts.term != placement.facts.term { refusals.insert(.otherTerm) }
        for conflict in student.facts.conflicts
        where conflict == placement.facts.organisation || conflict == placement.facts.team {
            refusals.insert(.conflictOfInterest)
        }
        for earlier in student.facts.earlier where earlier.setting == placement.facts.setting {
            problems.insert(.noContrast)
            if earlier.organisation == placement.facts.organisation { refusals.insert(.settingRepeated) }
        }
        for adjustment in student.facts.adjustments
        where !placement.facts.adjustmentsMet.contains(adjustment) {
            if placement.facts.adjustmentsPartlyMet.contains(adjustment) {
                problems.insert(.adjustmentPartlyMet)
            } else {
                refusals.insert(.adjustmentImpossible)
            }
        }
        if student.facts.clearance == .missing {
            if placement.isTooSoonForClearance {
                refusals.insert(.dbsMissing)
            } else {
                problems.insert(.dbsPending)
            }
        }
        if placement.facts.needsCar == true {
            switch student.facts.hasCar {
            case true: break
            case false: refusals.insert(.carNeeded)
            case nil: problems.insert(.carUnknown)
            }
        }
        if placement.weekdays < student.days { problems.insert(.tooShort) }
        let travel = TravelEstimate(
            from: student.facts.home, to: placement.facts.place, hasCar: student.hasCar, given: given,
            rules: rules.travel)
        judge(travel, student.facts.maxTravelMinutes, &refusals, &problems)
        return PairVerdict(refusals: refusals, problems: problems, travel: travel)
    }

    private func judge(
        _ travel: TravelEstimate, _ own: Int?, _ refusals: inout PairRefusals, _ problems: inout PairProblems
    ) {
        guard let minutes = travel.minutes else {
            problems.insert(.travelUnknown)
            return
        }
        if minutes > rules.travel[travel.mode].limitMinutes { refusals.insert(.tooFar) }
        if let own, minutes > own { refusals.insert(.overOwnLimit) }
        if minutes > rules.travel.longAfterMinutes { problems.insert(.longTravel) }
    }
}
