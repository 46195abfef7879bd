import Domain
import FoundationEssentials
import Postgres

/// A milestone to record, or to correct, of whatever subject.
struct MilestoneChange: Sendable {
    let milestone: String
    /// The day it happened; nil to say that it never did.
    let happenedOn: CalendarDate?
    var note: String?
    /// Why it is out of order.
    var overrideReason: String?

    private var overrides: Bool { overrideReason?.contains { !$0.isWhitespace } ?? false }

    /// Stores the fact of a milestone that is not recorded.
    ///
    /// It comes after its prerequisites and not in the future; out of order only with a reason and the permission.
    func record(
        of subject: MilestoneSubject, with verb: String, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let date = happenedOn ?? work.today
        let history = try work.milestoneHistory(of: subject, on: db)
        let index = try history.index(of: milestone)
        if let happened = history.facts[index] {
            throw ServiceError.conflict(
                "\(milestone) of \(subject.reference) is recorded already, on \(happened); if that is wrong, use \(verb)."
            )
        }
        try refuseAfterClosing(date, of: subject)
        if let objection = history.objection(to: index, on: date) {
            try excuse("\(objection); record that first", of: subject, work)
        }
        let revision = history.revisions[index] + 1
        // After a correction to "never happened" the milestone can be recorded again; that is a further revision.
        try store(
            date, revision: revision, correction: revision > 1 ? "recorded again" : nil, of: subject, work,
            on: db)
    }

    /// Stores the correction of a milestone that is recorded, and answers the day that it was recorded on.
    func correct(
        of subject: MilestoneSubject, reason: String, _ work: Work, on db: isolated PostgresConnection
    ) throws -> CalendarDate {
        let history = try work.milestoneHistory(of: subject, on: db)
        let index = try history.index(of: milestone)
        guard let earlier = history.facts[index] else {
            throw ServiceError.conflict(
                "\(milestone) of \(subject.reference) is not recorded, so there is nothing to correct.")
        }
        if earlier == happenedOn {
            throw ServiceError.conflict(
                "\(milestone) of \(subject.reference) is recorded on \(earlier) already; nothing was changed."
            )
        }
        if let happenedOn { try refuseAfterClosing(happenedOn, of: subject) }
        if let objection = try objection(history, index, work) {
            try excuse("\(objection); correct that first", of: subject, work)
        }
        try store(
            happenedOn, revision: history.revisions[index] + 1, correction: reason, of: subject, work, on: db)
        return earlier
    }

    private func refuseAfterClosing(_ date: CalendarDate, of subject: MilestoneSubject) throws(ServiceError) {
        if let closed = subject.closed, date > closed.on { throw .conflict(closed.sentence) }
    }

    /// Lets something out of order pass that is meant, from somebody who may.
    private func excuse(_ objection: String, of subject: MilestoneSubject, _ work: Work) throws(ServiceError)
    {
        if !overrides { throw .badData("\(objection), or repeat with --override and the reason.") }
        try work.refuseOverrideWithoutPermission(subject)
    }

    private func objection(_ history: MilestoneHistory, _ index: Int, _ work: Work) throws(ServiceError)
        -> String?
    {
        if let happenedOn {
            try work.refuseFuture(happenedOn, "\(milestone) of \(history.subjectRef)")
            return history.objection(to: index, on: happenedOn)
        }
        let dependants = history.recordedDependants(of: index)
        if dependants.isEmpty { return nil }
        return
            "\(milestone) of \(history.subjectRef) cannot be taken back while \(dependants.joined(separator: " and ")), which \(dependants.count == 1 ? "needs" : "need") it, \(dependants.count == 1 ? "is" : "are") recorded"
    }

    private func store(
        _ date: CalendarDate?, revision: Int, correction: String?, of subject: MilestoneSubject, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        try db.execute(
            """
            insert into berth.milestone_fact (
                partnership_id, candidate_id, practice_id, milestone_code, revision, happened_on, note,
                override_reason, correction_reason, recorded_by, recorded_at)
            values (
                \(work.partnership.id), \(subject.id(of: .candidate)), \(subject.id(of: .practice)),
                \(milestone), \(Int16(clamping: revision)), \(date), \(note), \(overrideReason), \(correction),
                \(work.actor.accountID), \(work.now))
            """)
    }
}
