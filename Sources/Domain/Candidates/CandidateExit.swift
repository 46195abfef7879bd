/// That a candidate left the round before reaching it, when and why.
public struct CandidateExit: Sendable, Hashable, Codable {
    /// Who ended it.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The candidate withdrew.
        case withdrawn
        /// The council rejected the candidate.
        case rejected
    }

    /// Who ended it.
    public let kind: Kind

    /// From which day it holds.
    public let on: CalendarDate

    /// The coded reason.
    public let reasonCode: String

    /// Makes an exit.
    public init(kind: Kind, on: CalendarDate, reasonCode: String) {
        self.kind = kind
        self.on = on
        self.reasonCode = reasonCode
    }
}
