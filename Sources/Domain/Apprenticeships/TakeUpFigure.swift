/// A count of the take-up report.
public enum TakeUpFigure: String, Sendable, Hashable, Codable, CaseIterable {
    /// Under way on the day before the period.
    case apprenticesBefore = "apprentices_before"
    /// Began in the period, not counting those that go on with one from another employer of the partnership: a change of
    /// employer leaves the start where it was (Department for Education, apprenticeship statistics: a start is of a
    /// programme).
    case starts
    /// Came in the period from another employer of the partnership, to go on with the same standard.
    case transferredIn = "transferred_in"
    /// People who began in the period, new to the employer or not, each once. Of one employer, those who came from another
    /// partner too: the return asks who began to work for a body in the period under an agreement that began in it
    /// (Apprenticeships, Skills, Children and Learning Act 2009, section A10(2)(b)), and an agreement is with an employer.
    case newApprentices = "new_apprentices"
    /// Of these, people who were employed here already.
    case existingEmployees = "existing_employees"
    /// Of these, people who were not.
    case newHires = "new_hires"
    /// In learning at its end.
    case inLearning = "in_learning"
    /// On a break at its end.
    case onBreak = "on_break"
    /// At the gateway at its end.
    case atGateway = "at_gateway"
    /// Under way at its end: the three before.
    case apprenticesAtEnd = "apprentices_at_end"
    /// Achieved in the period.
    case achieved
    /// Withdrew in the period.
    case withdrawn
    /// Transferred in the period.
    case transferred
    /// In training or assessment on any day of the period.
    case participants
    /// Under way in the period, and on a break on all of its days.
    case onBreakThroughout = "on_break_throughout"

    /// The figure as a person reads it.
    public var displayName: String {
        switch self {
        case .apprenticesBefore: "Apprentices before"
        case .starts: "Starts"
        case .transferredIn: "Transferred in"
        case .newApprentices: "New apprentices"
        case .existingEmployees: "Already employed"
        case .newHires: "New hires"
        case .inLearning: "In learning"
        case .onBreak: "On break"
        case .atGateway: "At gateway"
        case .apprenticesAtEnd: "Apprentices at end"
        case .achieved: "Achieved"
        case .withdrawn: "Withdrawn"
        case .transferred: "Transferred"
        case .participants: "Took part"
        case .onBreakThroughout: "On break throughout"
        }
    }

    /// Whether it counts what happened in the period, and not how things stood at one of its edges.
    public var isOfEvents: Bool {
        switch self {
        case .apprenticesBefore, .inLearning, .onBreak, .atGateway, .apprenticesAtEnd: false
        default: true
        }
    }

    /// Figures whose sum is that of others, in every group: what is hidden of one must not be reckoned from the rest.
    public static let sums: [(parts: [TakeUpFigure], whole: [TakeUpFigure])] = [
        ([.inLearning, .onBreak, .atGateway], [.apprenticesAtEnd]),
        (
            [.apprenticesBefore, .starts, .transferredIn],
            [.apprenticesAtEnd, .achieved, .withdrawn, .transferred]
        ),
        ([.apprenticesBefore, .starts, .transferredIn], [.participants, .onBreakThroughout]),
        ([.existingEmployees, .newHires], [.newApprentices]),
    ]

    /// Whether an apprenticeship counts here.
    ///
    /// - Parameters:
    ///   - period: what happened in it and how it stood on the days at its edges.
    ///   - isOneEmployer: whether whoever comes from another partner counts as new.
    func counts(_ one: TakeUpCase, in period: Period, isOneEmployer: Bool) -> Bool {
        let episode = one.episode
        func happened(_ kind: ApprenticeshipEvent.Kind) -> Bool {
            episode.events.contains { $0.kind == kind && period.contains($0.on) }
        }
        return switch self {
        case .apprenticesBefore: episode.state(on: period.from.adding(days: -1)).isUnderWay
        case .starts: !one.isFromPartner && happened(.started)
        case .transferredIn: one.isFromPartner && happened(.started)
        case .newApprentices, .existingEmployees, .newHires:
            (isOneEmployer || !one.isFromPartner) && happened(.started)
        case .inLearning: episode.state(on: period.to) == .inLearning
        case .onBreak: episode.state(on: period.to) == .onBreak
        case .atGateway: episode.state(on: period.to) == .atGateway
        case .apprenticesAtEnd: episode.state(on: period.to).isUnderWay
        case .achieved: happened(.achieved)
        case .withdrawn: happened(.withdrawn)
        case .transferred: happened(.transferred)
        case .participants: episode.participates(in: period)
        case .onBreakThroughout: episode.isUnderWay(in: period) && !episode.participates(in: period)
        }
    }
}
