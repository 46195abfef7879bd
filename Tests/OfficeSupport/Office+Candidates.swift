public import Domain
import FoundationEssentials
public import Services

extension Office {
    /// The milestones of the overseas social worker's pathway up to the start in post, in an order that is allowed.
    public static let wayToStart = [
        "sourced", "screened", "interviewed", "offer_made", "offer_accepted", "references_cleared",
        "police_certificates_received", "registration_applied", "registered", "cos_requested", "cos_assigned",
        "visa_applied", "visa_granted", "accommodation_secured", "travel_booked", "arrived",
        "right_to_work_checked", "dbs_cleared", "started",
    ]

    /// The particulars of an overseas social worker.
    public static func particulars(
        _ given: String, _ family: String, of organisation: String = "plymouth_council"
    ) -> CandidateParticulars {
        CandidateParticulars(
            organisation: organisation, pathway: "overseas_social_worker", role: "social_worker",
            givenName: given, familyName: family)
    }

    /// Registers an overseas social worker and answers the reference.
    public func register(
        _ given: String, _ family: String, round: String? = "PLY-1/1",
        of organisation: String = "plymouth_council",
        on date: String = "2022-03-07", as login: String = "cora", in partnership: String = "plymouth"
    ) async throws -> String {
        let answer = try await perform(
            RegisterCandidate(
                Self.particulars(given, family, of: organisation),
                round: try round.map { try RoundReference($0) },
                on: try day(date)),
            as: login, in: partnership)
        return answer.candidate.candidateRef
    }

    /// Records milestones of a candidate from a day on, so many days apart; answers the day of the last.
    @discardableResult
    public func record(
        _ milestones: [String], of reference: String, from date: String, every days: Int = 3,
        as login: String = "cora", in partnership: String = "plymouth"
    ) async throws -> CalendarDate {
        var date = try day(date)
        for (place, milestone) in milestones.enumerated() {
            if place > 0 { date = date.adding(days: days) }
            try await perform(
                RecordMilestone(reference: reference, milestone: milestone, on: date), as: login,
                in: partnership)
        }
        return date
    }

    /// Records every milestone up to one, that one included.
    public func record(
        upTo milestone: String, of reference: String, from date: String, every days: Int = 3
    ) async throws {
        guard let last = Self.wayToStart.firstIndex(of: milestone) else { return }
        try await record(Array(Self.wayToStart[...last]), of: reference, from: date, every: days)
    }

    /// Registers a candidate in a round who has started in post by the end of August.
    public func starter(_ given: String, _ family: String, round: String = "PLY-1/1") async throws -> String {
        let reference = try await register(given, family, round: round)
        try await record(Self.wayToStart, of: reference, from: "2022-03-08", every: 9)
        return reference
    }

    /// The report on a round.
    public func show(
        _ round: String, asOf: String? = nil, asAt: String? = nil, as login: String = "cora"
    ) async throws -> RoundReport {
        try await perform(
            ShowRound(
                reference: try RoundReference(round), asOf: try asOf.map { try day($0) },
                asAt: try asAt.map { try instant($0) }), as: login)
    }
}
