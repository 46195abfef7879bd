/// An apprenticeship as the take-up report counts it.
public struct TakeUpCase: Sendable {
    /// Who it is: two apprenticeships of one person have the same.
    public let person: String
    /// Whether the person works in a maintained school.
    public let isInSchool: Bool
    /// Whether the person was employed here already.
    public let wasEmployee: Bool
    /// Whether it goes on with one that was begun at another employer of the partnership.
    public let isFromPartner: Bool
    /// What happened.
    public let episode: ApprenticeshipEpisode

    /// Puts a case together.
    public init(
        person: String, isInSchool: Bool, wasEmployee: Bool, isFromPartner: Bool = false,
        episode: ApprenticeshipEpisode
    ) {
        self.person = person
        self.isInSchool = isInSchool
        self.wasEmployee = wasEmployee
        self.isFromPartner = isFromPartner
        self.episode = episode
    }

    /// Whether it started on an earlier day than another, both having started.
    func startsBefore(_ other: TakeUpCase) -> Bool {
        guard let start = episode.startedOn, let other = other.episode.startedOn else { return false }
        return start < other
    }
}
