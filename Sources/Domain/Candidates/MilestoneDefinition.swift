/// One milestone of a pathway: what it needs before it, who acts, how long it usually takes.
public struct MilestoneDefinition: Sendable, Hashable, Codable {
    /// The code by which files and facts name it, such as `registered`.
    public let code: String

    /// The name as a person reads it.
    public let name: String

    /// Its place in the pathway's listing; where dates are equal, it decides.
    public let position: Int

    /// Who acts next while it is open.
    public let actor: ActorKind

    /// Who is waited for, in words, such as `Social Work England`.
    public let waitingOn: String

    /// How long it usually takes once everything before it has happened.
    public let usualDuration: DayAmount

    /// The codes of the milestones that must happen before it.
    public let prerequisites: [String]

    /// Makes a definition.
    public init(
        code: String, name: String, position: Int, actor: ActorKind, waitingOn: String,
        usualDuration: DayAmount,
        prerequisites: [String]
    ) {
        self.code = code
        self.name = name
        self.position = position
        self.actor = actor
        self.waitingOn = waitingOn
        self.usualDuration = usualDuration
        self.prerequisites = prerequisites
    }
}
