/// What a post is on a day.
public enum PostStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// Funded and to be filled: vacant when nobody is employed in it.
    case established
    /// Kept but not to be filled for now, so never vacant; who is in it is in post all the same.
    case frozen
    /// Gone.
    case deleted
}
