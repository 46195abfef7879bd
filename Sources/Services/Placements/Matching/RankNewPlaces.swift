public import Domain
import FoundationEssentials
import Matching
public import Postgres

/// Where new places would help most.
public struct NewPlacesReport: Sendable, Codable, Hashable {
    /// One more place at one placement.
    public struct Single: Sendable, Codable, Hashable {
        /// The placement.
        public let placementRef: String
        /// Its host.
        public let host: String
        /// Its setting.
        public let setting: String
        /// How the objective of the whole match changes.
        public let objectiveChange: MatchObjective
    }

    /// New places at a placement, as a part of the smallest set.
    public struct Part: Sendable, Codable, Hashable {
        /// The placement.
        public let placementRef: String
        /// How many new places.
        public let places: Int
    }

    /// Students without a place as things are.
    public let unplaced: Int
    /// The single places that help, the one that helps most first.
    public let singles: [Single]
    /// The fewest new places with which everybody has one whom any placement can take.
    public let smallestSet: [Part]
    /// How many these are.
    public let smallestSetPlaces: Int
    /// Students who would be without a place even then: no placement is possible for them.
    public let stillUnplaced: Int
}

/// Says which single new place helps most, and the smallest set of new places that places everybody.
public struct RankNewPlaces: Verb {
    /// Those who run matches.
    public static var action: Action { .runMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let term: String?
    let limit: Int
    let asOf: CalendarDate?

    /// - Parameters:
    ///   - term: its code; nil where the partnership has only one.
    ///   - limit: how many single places are told at most.
    ///   - asOf: the day whose rules and withdrawals count; nil for today.
    public init(term: String?, limit: Int = 10, asOf: CalendarDate? = nil) {
        self.term = term
        self.asOf = asOf
        self.limit = limit
    }

    /// Answers. Minimum numbers and pairs are left aside.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> NewPlacesReport {
        let term = try work.term(self.term, on: db)
        let inputs = try work.matchInputs(of: term, asOf: asOf ?? work.today, on: db)
        let problem = try MatchProblem(inputs)
        let flow: EditableFlow
        let set: NewPlaces?
        let possible = inputs.placements.map { !$0.facts.isWithdrawn }
        do {
            flow = try EditableFlow(problem.instance, restrictions: problem.restrictions)
            set = try flow.smallestNewPlaces(weights: possible.map { $0 ? 1 : nil })
        } catch {
            throw ServiceError.badData("The match cannot be solved: \(error).")
        }
        let present = flow.objective
        return NewPlacesReport(
            unplaced: present.unplaced, singles: try singles(flow, inputs),
            smallestSet: (set?.settings ?? []).map {
                .init(placementRef: inputs.placements[Int($0.setting)].reference, places: $0.places)
            }, smallestSetPlaces: set?.count ?? 0, stillUnplaced: set?.objective.unplaced ?? present.unplaced)
    }

    private func singles(_ flow: EditableFlow, _ inputs: MatchInputs) throws(ServiceError) -> [NewPlacesReport
        .Single]
    {
        let present = flow.objective
        var found: [(change: Objective, placement: Int)] = []
        for placement in inputs.placements.indices where !inputs.placements[placement].facts.isWithdrawn {
            let trial = flow.copy()
            do {
                try trial.setCapacity(flow.capacity(of: placement) + 1, of: placement)
            } catch {
                throw .badData("One more place cannot be tried: \(error).")
            }
            let change = trial.objective - present
            if change < .zero { found.append((change, placement)) }
        }
        return found.sorted { ($0.change, $0.placement) < ($1.change, $1.placement) }.prefix(limit).map {
            let placement = inputs.placements[$0.placement]
            return .init(
                placementRef: placement.reference, host: placement.host, setting: placement.setting,
                objectiveChange: MatchObjective($0.change))
        }
    }
}
