import Domain
import RandomSupport
import Testing

func milestone(
    _ code: String, _ position: Int, _ usual: DayAmount, needs: [String] = [], actor: ActorKind = .council,
    waitingOn: String = "The council"
) -> MilestoneDefinition {
    MilestoneDefinition(
        code: code, name: code.prefix(1).uppercased() + code.dropFirst(), position: position, actor: actor,
        waitingOn: waitingOn, usualDuration: usual, prerequisites: needs)
}

/// Two branches that meet, and one milestone after the counting one:
///
/// offer (14 d) -> registered (20 wd) -> started (7 d) -> induction (1 month)
/// offer -> housing (28 d) -> started; background (5 d) stands alone before induction.
func branchingPathway() throws -> Pathway {
    try Pathway(
        code: "branching", name: "Branching",
        milestones: [
            milestone("offer", 1, days(14)),
            milestone(
                "registered", 2, workingDays(20), needs: ["offer"], actor: .regulator,
                waitingOn: "Social Work England"),
            milestone(
                "housing", 3, days(28), needs: ["offer"], actor: .candidate, waitingOn: "The candidate"),
            milestone("started", 4, days(7), needs: ["registered", "housing"]),
            milestone("background", 5, days(5), actor: .dbs, waitingOn: "The DBS"),
            milestone("induction", 6, months(1), needs: ["started", "background"]),
        ])
}

extension Pathway {
    /// A state from dates by code; a misspelt code fails the test.
    func state(
        registered: String, _ happened: [String: String] = [:], exit: CandidateExit? = nil
    ) throws -> CandidateState {
        var facts = MilestoneFacts(count: count)
        for (code, date) in happened { facts[try requireIndex(of: code)] = try day(date) }
        return CandidateState(registeredOn: try day(registered), facts: facts, exit: exit)
    }
}

/// A pathway of random size and shape; every milestone needs some of those made before it.
func randomPathway(using random: inout Seeded, sizes: ClosedRange<Int> = 1...24) throws -> Pathway {
    let count = Int.random(in: sizes, using: &random)
    let positions = Array(1...count).shuffled(using: &random)
    let density = Int.random(in: 1...5, using: &random)
    var definitions: [MilestoneDefinition] = []
    for number in 0..<count {
        let needs = (0..<number).filter { _ in Int.random(in: 0..<10, using: &random) < density }.map {
            "m\($0)"
        }
        let unit = DayCount.allCases.randomElement(using: &random) ?? .calendarDays
        let isMonths = unit == .calendarMonths || unit == .calendarMonthsThenWorkingDay
        let usual = DayAmount(amount: Int.random(in: 0...(isMonths ? 3 : 40), using: &random), unit: unit)
        definitions.append(
            milestone("m\(number)", positions[number], usual, needs: needs.shuffled(using: &random)))
    }
    return try Pathway(
        code: "random", name: "Random", milestones: definitions.shuffled(using: &random))
}

/// Facts in the past and the future, some recorded before their prerequisites.
func randomState(
    _ pathway: Pathway, around asOf: CalendarDate, using random: inout Seeded
) -> CandidateState {
    var facts = MilestoneFacts(count: pathway.count)
    let share = Int.random(in: 0...9, using: &random)
    for index in 0..<pathway.count where Int.random(in: 0..<10, using: &random) < share {
        facts[index] = asOf.adding(days: Int.random(in: -200...20, using: &random))
    }
    let registeredOn = asOf.adding(days: Int.random(in: -250...10, using: &random))
    return CandidateState(registeredOn: registeredOn, facts: facts)
}
