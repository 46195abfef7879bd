/// Which of the two placements of the course a student is to do.
public enum PlacementStage: String, Sendable, Hashable, Codable, CaseIterable {
    /// The first, of seventy days in social work.
    case first
    /// The final one, of a hundred days, on which the student is assessed for the profession.
    case final
}
