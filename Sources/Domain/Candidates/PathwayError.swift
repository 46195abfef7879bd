/// Why a list of milestones is not a pathway.
public enum PathwayError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no milestone.
    case empty(pathway: String)
    /// Two milestones have one code.
    case duplicateCode(pathway: String, code: String)
    /// A milestone needs one that the pathway does not have.
    case unknownPrerequisite(pathway: String, code: String, prerequisite: String)
    /// A milestone needs itself.
    case selfPrerequisite(pathway: String, code: String)
    /// Milestones need each other in a circle; the first is repeated at the end.
    case cycle(pathway: String, codes: [String])
    /// A usual duration is below zero or above a hundred years.
    case badDuration(pathway: String, code: String, amount: Int)
    /// A code was asked for that the pathway does not have.
    case unknownMilestone(pathway: String, code: String)

    /// The reason in one sentence.
    public var description: String {
        switch self {
        case .empty(let pathway):
            "The pathway '\(pathway)' has no milestones; give it at least one."
        case .duplicateCode(let pathway, let code):
            "The pathway '\(pathway)' has the milestone '\(code)' twice; remove one."
        case .unknownPrerequisite(let pathway, let code, let prerequisite):
            "In the pathway '\(pathway)' the milestone '\(code)' needs '\(prerequisite)', which is not one of "
                + "its milestones; correct the name or add it."
        case .selfPrerequisite(let pathway, let code):
            "In the pathway '\(pathway)' the milestone '\(code)' needs itself; remove that prerequisite."
        case .cycle(let pathway, let codes):
            "In the pathway '\(pathway)' milestones need each other in a circle: "
                + codes.joined(separator: " -> ") + "; remove one of these prerequisites."
        case .badDuration(let pathway, let code, let amount):
            "In the pathway '\(pathway)' the milestone '\(code)' usually takes \(amount), which is not between 0 "
                + "and 36,525; correct it."
        case .unknownMilestone(let pathway, let code):
            "The pathway '\(pathway)' has no milestone '\(code)'."
        }
    }
}
