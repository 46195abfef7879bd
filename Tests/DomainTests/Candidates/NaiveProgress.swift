import Domain

/// The definitions, written down once more by recursion over codes, with no thought of speed.
struct NaiveProgress {
    let definitions: [String: MilestoneDefinition]
    let happenedOn: [String: CalendarDate]
    let registeredOn: CalendarDate
    let asOf: CalendarDate
    let countsAt: String
    let calendar: WorkingCalendar

    init(
        _ pathway: Pathway, _ state: CandidateState, countsAt: Int, asOf: CalendarDate,
        calendar: WorkingCalendar
    ) {
        var definitions: [String: MilestoneDefinition] = [:]
        var happenedOn: [String: CalendarDate] = [:]
        for (index, milestone) in pathway.milestones.enumerated() {
            definitions[milestone.code] = milestone
            if let date = state.facts[index], date <= asOf { happenedOn[milestone.code] = date }
        }
        self.definitions = definitions
        self.happenedOn = happenedOn
        registeredOn = state.registeredOn
        self.asOf = asOf
        self.countsAt = pathway.milestones[countsAt].code
        self.calendar = calendar
    }

    private func needs(_ code: String) -> [String] { Array(Set(definitions[code]?.prerequisites ?? [])) }

    private func usual(_ code: String) -> DayAmount {
        definitions[code]?.usualDuration ?? DayAmount(amount: 0, unit: .calendarDays)
    }

    func date(_ code: String) throws -> CalendarDate {
        if let happened = happenedOn[code] { return happened }
        let start = try needs(code).map { try date($0) }.max() ?? registeredOn
        return max(try calendar.add(usual(code), to: start), asOf.adding(days: 1))
    }

    func isReady(_ code: String) -> Bool {
        happenedOn[code] == nil && needs(code).allSatisfy { happenedOn[$0] != nil }
    }

    func daysBeyondUsual(_ code: String) throws -> Int {
        let start = needs(code).compactMap { happenedOn[$0] }.max() ?? registeredOn
        let usually = try calendar.add(usual(code), to: start)
        if let happened = happenedOn[code] { return max(0, usually.days(until: happened)) }
        return isReady(code) ? max(0, usually.days(until: asOf)) : 0
    }

    func leadsTo(_ code: String, _ target: String) -> Bool {
        code == target || needs(target).contains { leadsTo(code, $0) }
    }

    /// The latest prerequisite; of equally late ones that with the most time lost behind it, then the later position.
    func held(by code: String) throws -> String? {
        let considered = needs(code).filter { happenedOn[code] == nil || happenedOn[$0] != nil }
        let dated = try considered.map {
            (try date($0), try lost(behind: $0), definitions[$0]?.position ?? 0, $0)
        }
        return dated.max { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }?.3
    }

    /// The most days beyond usual of a milestone or of what holds it.
    func lost(behind code: String) throws -> Int {
        try max(daysBeyondUsual(code), held(by: code).map { try lost(behind: $0) } ?? 0)
    }

    func criticalPath() throws -> [String] {
        var path = [countsAt]
        while let first = path.first, let holder = try held(by: first) { path.insert(holder, at: 0) }
        return path
    }

    func stage() -> String? {
        happenedOn.max {
            ($0.value, definitions[$0.key]?.position ?? 0) < ($1.value, definitions[$1.key]?.position ?? 0)
        }?
        .key
    }

    /// Most days beyond usual on the critical path, else the longest open step; the earlier position of equals.
    func blamed() throws -> String? {
        let path = try criticalPath()
        func best(_ scored: [(String, Int)]) -> String? {
            scored.max {
                ($0.1, -(definitions[$0.0]?.position ?? 0)) < ($1.1, -(definitions[$1.0]?.position ?? 0))
            }?.0
        }
        let late = try path.map { ($0, try daysBeyondUsual($0)) }.filter { $0.1 > 0 }
        if let worst = best(late) { return worst }
        let open = try path.filter { happenedOn[$0] == nil }.map { code -> (String, Int) in
            let begins = max(try needs(code).map { try date($0) }.max() ?? asOf, asOf)
            return (code, begins.days(until: try date(code)))
        }
        return best(open)
    }
}
