public import Domain
import FoundationEssentials
import Matching
public import Postgres

/// What a match would be if one thing were different; nothing is stored.
public struct MatchTrial: Sendable, Codable, Hashable {
    /// One student whose place would change.
    public struct Change: Sendable, Codable, Hashable {
        /// The student.
        public let studentRef: String
        /// The placement now.
        @ExplicitNull public var from: String?
        /// The placement then.
        @ExplicitNull public var to: String?
    }

    /// What was tried, in words.
    public let tried: String
    /// What the matching costs now.
    public let now: MatchObjective
    /// What it would cost.
    public let then: MatchObjective
    /// Who would move, by student.
    public let changes: [Change]
}

/// Solves a term again with one more placement, or one more place at a placement, and says what would come of it.
public struct TryMatch: Verb {
    /// Those who run matches.
    public static var action: Action { .runMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    /// A placement that does not exist yet.
    public struct NewPlacement: Sendable, Hashable {
        /// Its setting, such as `adults`.
        public var setting: String
        /// How many students it takes.
        public var capacity: Int
        /// The stage of its educator, 1 or 2.
        public var educatorStage: Int
        /// The placement near which it is.
        public var near: String
        /// Whether it has statutory tasks.
        public var statutory: Bool

        /// Says what it would be like; everything else is as at the placement that it is near.
        public init(
            setting: String, capacity: Int = 1, educatorStage: Int = 2, near: String, statutory: Bool = true
        ) {
            self.setting = setting
            self.capacity = capacity
            self.educatorStage = educatorStage
            self.near = near
            self.statutory = statutory
        }
    }

    /// What is tried.
    public enum Trial: Sendable, Hashable {
        /// So many more places at a placement, by reference.
        case morePlaces(Int, at: String)
        /// One more placement.
        case newPlacement(NewPlacement)
        /// A student withdraws, by reference.
        case withdrawal(of: String)
    }

    let term: String?
    let trial: Trial
    let asOf: CalendarDate?

    /// - Parameters:
    ///   - term: its code; nil where the partnership has only one.
    ///   - asOf: the day whose rules and withdrawals count; nil for today.
    public init(term: String?, trial: Trial, asOf: CalendarDate? = nil) {
        self.term = term
        self.asOf = asOf
        self.trial = trial
    }

    /// Answers.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MatchTrial {
        let term = try work.term(self.term, on: db)
        let inputs = try work.matchInputs(of: term, asOf: asOf ?? work.today, on: db)
        let before = try MatchProblem(inputs).solved(MatchOptions())
        let (changed, tried) = try changed(inputs)
        // Who has a place keeps it where nothing is lost by it, so that only what the trial does is seen.
        let kept = changed.students.map { student in
            inputs.students.firstIndex { $0.id == student.id }.flatMap { before.places[$0] }
        }
        let after = try MatchProblem(changed, keeping: kept).solved(MatchOptions())
        var changes: [MatchTrial.Change] = []
        for (number, student) in changed.students.enumerated() where kept[number] != after.places[number] {
            changes.append(
                .init(
                    studentRef: student.reference, from: kept[number].map { inputs.placements[$0].reference },
                    to: after.places[number].map { changed.placements[$0].reference }))
        }
        return MatchTrial(
            tried: tried, now: before.objective, then: after.objective,
            changes: changes.sorted { $0.studentRef < $1.studentRef })
    }

    private func changed(_ inputs: MatchInputs) throws(ServiceError) -> (MatchInputs, String) {
        var inputs = inputs
        switch trial {
        case .morePlaces(let count, let reference):
            let number = try placement(reference, inputs)
            guard count >= 1 else {
                throw .badData("\(count) places more is nothing to try; give 1 or more.")
            }
            inputs.add(count, at: number)
            return (inputs, "\(count) more at \(inputs.placements[number].reference)")
        case .newPlacement(let new):
            let near = try placement(new.near, inputs)
            inputs.add(new, near: near)
            return (
                inputs,
                "a new placement (\(new.setting), \(new.capacity), educator of stage \(new.educatorStage)) near \(inputs.placements[near].reference)"
            )
        case .withdrawal(let reference):
            guard let number = inputs.student(reference) else {
                throw .notFound("There is no student \(reference) in the term; see berth student list.")
            }
            let name = inputs.students[number].reference
            inputs.remove(number)
            return (inputs, "\(name) withdraws")
        }
    }

    private func placement(_ reference: String, _ inputs: MatchInputs) throws(ServiceError) -> Int {
        guard let number = inputs.placement(reference) else {
            throw .notFound(
                "There is no placement \(reference) in the term \(inputs.term.record.term); see berth placement list."
            )
        }
        return number
    }
}
