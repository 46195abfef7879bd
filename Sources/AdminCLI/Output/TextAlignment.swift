/// The side of its column that a text keeps to: words left, numbers right.
enum TextAlignment: Sendable {
    case left
    case right
}
