/// What each item of a list in a cell may be.
public enum InterchangeListItem: Sendable, Hashable {
    /// A code: lower-case words joined by underscores.
    case code
    /// A code, or two with a colon between them, such as `first_language:welsh`.
    case attribute
    /// A code, with `:partly` behind it for something that is possible only in part.
    case ability
    /// A code, or two with `@` between them, such as `hospital@acute_trust`.
    case place

    /// Says what is wrong with an item; nil when nothing is.
    func fault(in item: String) -> String? {
        let separator: Character = self == .place ? "@" : ":"
        let parts = item.split(separator: separator, omittingEmptySubsequences: false)
        let isWell =
            switch self {
            case .code: parts.count == 1
            case .attribute, .place: parts.count <= 2
            case .ability: parts.count == 1 || (parts.count == 2 && parts[1] == "partly")
            }
        if isWell, parts.allSatisfy({ String($0).isCode }) { return nil }
        let form =
            switch self {
            case .code: "a code: lower-case words joined by underscores"
            case .attribute: "a code, or two with a colon between them, as in first_language:welsh"
            case .ability: "a code, or a code with :partly behind it"
            case .place: "a code, or two with @ between them, as in hospital@acute_trust"
            }
        return "\"\(item)\" is not \(form); put semicolons between several."
    }
}
