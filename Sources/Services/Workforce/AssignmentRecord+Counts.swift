import Domain

extension AssignmentRecord {
    /// Says what was counted on each day, the latest last.
    mutating func tell(_ counts: [AssignmentCount]) {
        self.counts = counts
        (countedOn, cases, daysLost) = (counts.last?.countedOn, counts.last?.cases, counts.last?.daysLost)
    }

    /// The same without what was counted after a day.
    func counted(by date: CalendarDate) -> AssignmentRecord {
        var record = self
        record.tell(counts.filter { $0.countedOn <= date })
        return record
    }

    /// The counts with what was counted on a day.
    ///
    /// - Parameters:
    ///   - countedOn: the day; nil where nothing is said of any.
    ///   - cases: cases held at its close; nil leaves them as they are.
    ///   - daysLost: working days lost up to it; nil leaves them as they are.
    ///   - cleared: whether the cases or days lost were not counted on the day after all.
    /// - Throws: `badData` for more than can be, and for numbers without a day or a day without numbers.
    func counts(
        on countedOn: CalendarDate?, cases: Int?, daysLost: FTE?,
        without cleared: Set<AssignmentCorrection.Clearable> = []
    ) throws(ServiceError) -> [AssignmentCount] {
        let counted = !cleared.isDisjoint(with: [.cases, .daysLost]) || cases != nil || daysLost != nil
        guard let countedOn else {
            if counted {
                throw .badData("Say with --counted-on on which day the cases and days lost were counted.")
            }
            return counts
        }
        guard counted else {
            throw .badData("Say with --cases or --days-lost what was counted on \(countedOn).")
        }
        if let cases, !(0...AssignmentCount.mostCases).contains(cases) {
            throw .badData("\(cases) is not a number of cases from 0 to \(AssignmentCount.mostCases).")
        }
        if let daysLost, daysLost > AssignmentCount.mostDaysLost {
            throw .badData(
                "\(daysLost) days are more than twelve months have, \(AssignmentCount.mostDaysLost).")
        }
        let known = counts.first { $0.countedOn == countedOn }
        let count = AssignmentCount(
            countedOn: countedOn, cases: cleared.contains(.cases) ? nil : cases ?? known?.cases,
            daysLost: cleared.contains(.daysLost) ? nil : daysLost ?? known?.daysLost)
        var counts = counts
        counts.set(count, on: countedOn)
        return counts
    }

    /// The first of the counts that cannot be, with why; nil where all can.
    func countFault(today: CalendarDate) -> (on: CalendarDate, reason: String)? {
        for count in counts {
            if let reason = fault(of: count, today: today) { return (count.countedOn, reason) }
        }
        return nil
    }

    private func fault(of count: AssignmentCount, today: CalendarDate) -> String? {
        let date = count.countedOn
        if date > today { return "Nothing can be counted on \(date), which is after today, \(today)." }
        if date < startedOn {
            return
                "\(personRef) is in \(postRef) from \(startedOn), so nothing was counted of them there on \(date); correct one of the days, or take the count back."
        }
        if let endedOn, date > endedOn {
            return
                "\(personRef) left \(postRef) on \(endedOn), so nothing was counted of them there on \(date); correct one of the days, or take the count back."
        }
        return nil
    }
}
