/// What a colour is to say beside the words; a terminal without colours loses nothing.
enum Tone: Sendable {
    case good
    case warning
    case bad
    case quiet

    /// The text in this tone; an empty text stays empty, because a colour never speaks alone.
    func applied(to text: String) -> String {
        text.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    private var code: String {
        switch self {
        case .good: "32"
        case .warning: "33"
        case .bad: "31"
        case .quiet: "2"
        }
    }
}
