/// Something that happened to an apprenticeship on a day.
public struct ApprenticeshipEvent: Sendable, Hashable {
    /// What can happen.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Training began.
        case started
        /// A break in learning began.
        case breakStarted = "break_started"
        /// Training went on after a break.
        case returned
        /// Training is complete and the assessment can begin.
        case gateway
        /// The assessment was passed.
        case achieved
        /// The apprentice gave up.
        case withdrawn
        /// The apprentice went to another employer or provider.
        case transferred

        /// The event after the name of an apprentice, such as `started`.
        public var words: String {
            switch self {
            case .started: "started"
            case .breakStarted: "began a break"
            case .returned: "came back from a break"
            case .gateway: "reached the gateway"
            case .achieved: "achieved"
            case .withdrawn: "withdrew"
            case .transferred: "transferred"
            }
        }

        /// Where in the reference data the reasons of such an event are listed; nil for what needs none.
        public var decision: String? {
            switch self {
            case .breakStarted, .withdrawn, .transferred: "apprenticeship_\(rawValue)"
            case .started, .returned, .gateway, .achieved: nil
            }
        }
    }

    /// What happened.
    public let kind: Kind
    /// On which day; the state from that day on is the one after the event.
    public let on: CalendarDate

    /// Puts an event together.
    public init(_ kind: Kind, on date: CalendarDate) {
        self.kind = kind
        on = date
    }
}
