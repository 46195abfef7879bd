/// Where an apprenticeship stands on a day.
public enum ApprenticeshipState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Agreed or not, but not begun.
    case notStarted = "not_started"
    /// In training.
    case inLearning = "in_learning"
    /// On a break in learning.
    case onBreak = "on_break"
    /// Through the gateway, not yet assessed.
    case atGateway = "at_gateway"
    /// The assessment is passed.
    case achieved
    /// Given up.
    case withdrawn
    /// Gone to another employer or provider.
    case transferred

    /// True between the start and the end, breaks and gateway included.
    public var isUnderWay: Bool { self == .inLearning || self == .onBreak || self == .atGateway }

    /// True while in training or assessment: under way and not on a break.
    public var isTakingPart: Bool { self == .inLearning || self == .atGateway }

    /// True once nothing more can happen.
    public var isOver: Bool { self == .achieved || self == .withdrawn || self == .transferred }

    /// The state as a person reads it.
    public var displayName: String {
        switch self {
        case .notStarted: "not started"
        case .inLearning: "in learning"
        case .onBreak: "on a break"
        case .atGateway: "at the gateway"
        case .achieved: "achieved"
        case .withdrawn: "withdrawn"
        case .transferred: "transferred"
        }
    }

    /// What may happen next.
    public var mayFollow: [ApprenticeshipEvent.Kind] {
        switch self {
        case .notStarted: [.started]
        case .inLearning: [.breakStarted, .gateway, .withdrawn, .transferred]
        case .onBreak: [.returned, .withdrawn, .transferred]
        case .atGateway: [.achieved, .withdrawn, .transferred]
        case .achieved, .withdrawn, .transferred: []
        }
    }

    /// The state after an event; nil when it may not follow.
    public func after(_ event: ApprenticeshipEvent.Kind) -> ApprenticeshipState? {
        guard mayFollow.contains(event) else { return nil }
        return switch event {
        case .started, .returned: .inLearning
        case .breakStarted: .onBreak
        case .gateway: .atGateway
        case .achieved: .achieved
        case .withdrawn: .withdrawn
        case .transferred: .transferred
        }
    }
}
