/// One relaxation that places a student while everybody else stays placed, and what exactly it does.
///
/// The objective changes by exactly ``objectiveChange`` when the relaxation is made and the instance, without the other
/// students who are unplaced, is solved anew. With them another student might get the new place.
public struct SmallestChange: Sendable, Hashable {
    /// The position of the relaxation among those that were offered.
    public let index: Int
    /// What is relaxed.
    public let relaxation: Relaxation
    /// How the objective changes; one student less is unplaced.
    public let objectiveChange: Objective
    /// Who moves, the newly placed student first and each next one making way for the one before.
    public let moves: [Move]
}
