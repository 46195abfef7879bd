import Domain
import FoundationEssentials

/// What milestones are recorded of: a candidate, or a practice placement of a student. Locked by whoever made this.
struct MilestoneSubject: Sendable {
    /// The kinds, each with its column in `milestone_fact`.
    enum Kind: String, Sendable {
        case candidate, practice
    }

    let kind: Kind
    let id: UUID
    let reference: String
    let organisationID: UUID
    let pathway: String
    /// The day after which nothing is recorded, and why; nil where there is none.
    var closed: (on: CalendarDate, sentence: String)?

    /// The key for the column of a kind: the others are empty.
    func id(of kind: Kind) -> UUID? { kind == self.kind ? id : nil }
}

extension CandidateRow {
    /// The candidate as a subject of milestones.
    func subject(_ exit: CandidateExit?) -> MilestoneSubject {
        MilestoneSubject(
            kind: .candidate, id: candidateId, reference: candidateRef, organisationID: organisationId,
            pathway: pathway,
            closed: exit.map {
                (
                    $0.on,
                    "\(candidateRef) was \($0.kind.rawValue) on \($0.on); reinstate them before recording what came later."
                )
            })
    }
}
