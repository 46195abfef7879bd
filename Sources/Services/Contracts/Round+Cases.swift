import Domain
import FoundationEssentials
import Postgres

/// A candidate of a round at some moment: who, and what is known.
struct CandidateCase: Sendable {
    let id: UUID
    let reference: String
    let name: String
    let pathwayCode: String
    var state: CandidateState
}

/// What a round aimed at on a day, as known at a moment: the last of its dated facts.
struct RoundAim: Sendable, Equatable {
    var target: Int
    var opensOn: CalendarDate
    var dueOn: CalendarDate
    var optionExercisedOn: CalendarDate?
    var optionLapsedOn: CalendarDate?
    var closedOn: CalendarDate?
}

extension Work {
    /// The aim of a round at a moment; nil before it was opened.
    func aim(of roundID: UUID, at moment: Moment, on db: isolated PostgresConnection) throws -> RoundAim? {
        let events = try db.query(
            """
            select kind, happened_on, target, opens_on, due_on
            from berth.round_event
            where partnership_id = \(partnership.id) and round_id = \(roundID)
              and happened_on <= \(moment.asOf) and recorded_at <= \(moment.asAt)
            order by happened_on, sequence
            """, as: (String, CalendarDate, Int, CalendarDate, CalendarDate).self)
        var aim: RoundAim?
        for event in events {
            var next = aim ?? RoundAim(target: event.2, opensOn: event.3, dueOn: event.4)
            next.target = event.2
            next.opensOn = event.3
            next.dueOn = event.4
            switch event.0 {
            case "option_exercised": next.optionExercisedOn = event.1
            case "option_lapsed": next.optionLapsedOn = event.1
            case "closed": next.closedOn = event.1
            default: break
            }
            aim = next
        }
        return aim
    }

    /// The candidates of a round at a moment, by reference, with their facts.
    ///
    /// Two queries whatever the size of the round: everybody who was ever placed in it with all decisions about
    /// them, and their facts in the order of the primary key.
    func cases(
        of roundID: UUID, at moment: Moment, reference: ReferenceData, on db: isolated PostgresConnection
    ) throws -> [CandidateCase] {
        var cases = try placedCases(of: roundID, at: moment, reference: reference, on: db)
        if cases.isEmpty { return [] }
        var places: [UUID: Int] = [:]
        places.reserveCapacity(cases.count)
        for (place, candidate) in cases.enumerated() { places[candidate.id] = place }

        var current: UUID?
        var place: Int?
        var pathway: Pathway?
        let facts = try db.query(
            """
            select subject_id, milestone_code, happened_on
            from berth.milestone_fact
            where partnership_id = \(partnership.id) and subject_id = any (\(cases.map(\.id)))
              and recorded_at <= \(moment.asAt)
            order by subject_id, milestone_code, revision
            """, as: (UUID, String, CalendarDate?).self)
        for (id, milestone, happenedOn) in facts {
            if id != current {
                current = id
                place = places[id]
                pathway = place.flatMap { reference.pathways[cases[$0].pathwayCode] }
            }
            guard let place, let index = pathway?.index(of: milestone) else { continue }
            cases[place].state.facts[index] = happenedOn
        }
        return cases
    }

    private func placedCases(
        of roundID: UUID, at moment: Moment, reference: ReferenceData, on db: isolated PostgresConnection
    ) throws -> [CandidateCase] {
        let rows = try db.query(
            """
            select candidate.candidate_id, candidate.reference, candidate.given_name, candidate.family_name,
                   candidate.pathway_code, candidate.registered_on,
                   event.kind, event.happened_on, event.round_id, event.reason_code
            from berth.candidate
            join berth.candidate_event as event
                on event.partnership_id = candidate.partnership_id
               and event.candidate_id = candidate.candidate_id
            where candidate.partnership_id = \(partnership.id)
              and candidate.candidate_id in (
                  select placed.candidate_id
                  from berth.candidate_event as placed
                  where placed.partnership_id = \(partnership.id) and placed.round_id = \(roundID)
              )
              and event.happened_on <= \(moment.asOf) and event.recorded_at <= \(moment.asAt)
            order by candidate.reference, event.happened_on, event.sequence
            """,
            as: (
                UUID, String, String, String, String, CalendarDate, String, CalendarDate, UUID?, String?
            ).self)
        let former = try former(
            rows.map(\.0), before: "candidate_changed", at: moment, as: CandidateRecord.self, on: db)
        var cases: [CandidateCase] = []
        var standing = CandidateStanding()
        var row = rows.startIndex
        while row < rows.endIndex {
            let first = rows[row]
            standing = CandidateStanding()
            while row < rows.endIndex, rows[row].0 == first.0 {
                if let kind = CandidateEventKind(rawValue: rows[row].6) {
                    standing.apply(
                        CandidateEvent(
                            kind: kind, on: rows[row].7, roundID: rows[row].8, reasonCode: rows[row].9))
                }
                row += 1
            }
            guard standing.roundID == roundID else { continue }
            let pathway = former[first.0]?.pathway ?? first.4
            let milestones = try reference.pathway(pathway).count
            cases.append(
                CandidateCase(
                    id: first.0, reference: first.1,
                    name: former[first.0]?.fullName ?? "\(first.2) \(first.3)",
                    pathwayCode: pathway,
                    state: CandidateState(
                        registeredOn: first.5, facts: MilestoneFacts(count: milestones), exit: standing.exit))
            )
        }
        return cases
    }
}
