import Domain
import FoundationEssentials
import Postgres

/// The promise that a post is kept for a candidate: it holds until they have been in it, or somebody releases it.
struct Reservation {
    let post: PostRow
    let candidateID: UUID
    private let candidate: String
    /// The day by which they may come: when they are expected, or today where that has passed.
    private let expected: CalendarDate

    /// - Parameter known: the assignments to the post.
    /// - Returns: nil where the post is kept for nobody, or the promise is kept.
    init?(_ post: PostRow, _ known: some Sequence<AssignmentRow>, today: CalendarDate) {
        guard let lasting = post.reservations.lasting, let candidate = lasting.candidate,
            !known.contains(where: { $0.candidateID == lasting.candidateID })
        else { return nil }
        self.post = post
        candidateID = lasting.candidateID
        self.candidate = candidate
        expected = max(lasting.expectedOn ?? today, today)
    }

    /// What it is that stands in the way, in words.
    var words: String {
        "The post \(post.record.postRef) is kept for \(candidate)\(post.record.reservedFrom.map { ", expected on \($0)" } ?? "")"
    }

    /// Whether somebody employed in the post would be in it when the candidate comes. Agency only covers it until then.
    func isBroken(by record: AssignmentRecord, candidateID: UUID?) -> Bool {
        record.kind == .employee && candidateID != self.candidateID
            && (record.endedOn.map { $0 > expected } ?? true)
    }

    /// Whether the candidate could not start in the post as it is to be, but could in the post as it is.
    func isBroken(by record: PostRecord) -> Bool {
        record.reservedFor != candidate || isShut(record) && !isShut(post.record)
    }

    private func isShut(_ record: PostRecord) -> Bool {
        record.closedOn != nil || record.spells.contains { $0.until.map { $0 > expected } ?? true }
    }
}
