import Domain

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
    /// One of a few codes.
    case oneOf([String])
    /// A first day and the day it ended, with a slash between them, such as `2022-04-01/2022-09-01`.
    case spell
    /// A candidate and a time that is over, such as `PLY-C-0001-T 2022-04-01/2022-09-01`.
    case reservation
    /// What was counted of somebody on a day, such as `2022-08-31/16/4.5`.
    case count

    /// Says what is wrong with an item; nil when nothing is.
    func fault(in item: String) -> String? {
        if case .spell = self {
            return FrozenSpell(item) != nil
                ? nil
                : "\"\(item)\" is not a spell; write its first day and the day it ended, as in 2022-04-01/2022-09-01, or leave the second out while it lasts."
        }
        if case .reservation = self {
            return PostReservation.parts(of: item) != nil
                ? nil
                : "\"\(item)\" is no reservation that is over; write the candidate, its first day and the day it ended, as in PLY-C-0001-T 2022-04-01/2022-09-01."
        }
        if case .count = self {
            return AssignmentCount(item) != nil
                ? nil
                : "\"\(item)\" is no count; write its day, the cases and the days lost, as in 2022-08-31/16/4.5, and leave empty what was not counted."
        }
        if case .oneOf(let codes) = self {
            return codes.contains(item)
                ? nil : "\"\(item)\" is not known here; use one of \(codes.joined(separator: ", "))."
        }
        let separator: Character = self == .place ? "@" : ":"
        let parts = item.split(separator: separator, omittingEmptySubsequences: false)
        let isWell =
            switch self {
            case .code: parts.count == 1
            case .attribute, .place: parts.count <= 2
            case .ability: parts.count == 1 || (parts.count == 2 && parts[1] == "partly")
            case .oneOf, .spell, .reservation, .count: false
            }
        if isWell, parts.allSatisfy({ String($0).isCode }) { return nil }
        let form =
            switch self {
            case .code: "a code: lower-case words joined by underscores"
            case .attribute: "a code, or two with a colon between them, as in first_language:welsh"
            case .ability: "a code, or a code with :partly behind it"
            case .place: "a code, or two with @ between them, as in hospital@acute_trust"
            case .oneOf, .spell, .reservation, .count: "known here"
            }
        return "\"\(item)\" is not \(form); put semicolons between several."
    }
}
