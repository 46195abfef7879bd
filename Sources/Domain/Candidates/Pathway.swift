/// A way into a job: milestones, what each needs before it, who acts, how long it usually takes.
///
/// Milestones are known by index, `0..<count`, in an order in which everything a milestone needs has a
/// smaller index. A pathway is made once from its rows and shared; copying it copies one reference.
public struct Pathway: Sendable {
    /// The code by which files name it, such as `overseas_social_worker`.
    public let code: String

    /// The name as a person reads it.
    public let name: String

    /// The role it leads to, if the pathway says so.
    public let role: String?

    private final class Box: Sendable {
        let graph: MilestoneGraph
        init(_ graph: MilestoneGraph) { self.graph = graph }
    }

    private let box: Box

    var graph: MilestoneGraph { box.graph }

    /// Makes a pathway from its milestones in any order.
    ///
    /// Throws ``PathwayError`` when it is empty, a code occurs twice, a milestone needs itself, an unknown
    /// one or, by way of others, itself again, or a usual duration is below zero or above a hundred years.
    public init(
        code: String, name: String, role: String? = nil, milestones: [MilestoneDefinition]
    ) throws(PathwayError) {
        self.code = code
        self.name = name
        self.role = role
        box = Box(try MilestoneGraph(pathway: code, milestones: milestones))
    }

    /// The milestones by index.
    public var milestones: [MilestoneDefinition] { graph.milestones }

    /// How many milestones there are.
    public var count: Int { graph.milestones.count }

    /// The index of a milestone, or nil when the pathway has none of that code.
    public func index(of code: String) -> Int? { graph.indexOfCode[code] }

    /// The index of a milestone. Throws ``PathwayError/unknownMilestone(pathway:code:)``.
    public func requireIndex(of milestone: String) throws(PathwayError) -> Int {
        guard let index = index(of: milestone) else {
            throw .unknownMilestone(pathway: code, code: milestone)
        }
        return index
    }

    /// The indices of the milestones that one directly needs, ascending.
    public func prerequisites(of index: Int) -> ArraySlice<Int> {
        graph.prerequisiteList[graph.prerequisiteStart[index]..<graph.prerequisiteStart[index + 1]]
    }

    /// Whether the first milestone is a direct or indirect prerequisite of the second.
    public func isAncestor(_ index: Int, of descendant: Int) -> Bool {
        graph.isAncestor(index, of: descendant)
    }

    /// The indices of everything a milestone needs, directly or not, ascending; itself is none of them.
    public func ancestors(of index: Int) -> [Int] {
        (0..<index).filter { graph.isAncestor($0, of: index) }
    }

    /// The direct prerequisites that have not happened by a date: what recording a milestone on that date
    /// would jump over.
    public func unmetPrerequisites(of index: Int, in facts: MilestoneFacts, by date: CalendarDate) -> [Int] {
        prerequisites(of: index).filter { needed in
            guard let happened = facts[needed] else { return true }
            return happened > date
        }
    }
}

extension Pathway: Hashable {
    /// Equal when code, name, role and milestones are.
    public static func == (left: Pathway, right: Pathway) -> Bool {
        left.code == right.code && left.name == right.name && left.role == right.role
            && (left.box === right.box || left.milestones == right.milestones)
    }

    /// Hashes the code, which pathways do not share in practice.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}
