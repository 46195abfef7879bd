public import Domain
import FoundationEssentials
public import Postgres

/// What changed from one run to another.
public struct MatchComparison: Sendable, Codable, Hashable {
    /// A student whose place changed.
    public struct Change: Sendable, Codable, Hashable {
        /// The student.
        public let studentRef: String
        /// The placement in the earlier run.
        @ExplicitNull public var from: String?
        /// The placement in the later run.
        @ExplicitNull public var to: String?
        /// `moved`, `placed`, `lost_place`, `joined` (was not in the earlier run) or `left` (is not in the later).
        public let kind: String
        /// Whether somebody decided the later place with a lock.
        public let locked: Bool
        /// Whether a place that was published is taken away or exchanged.
        public let promiseBroken: Bool
    }

    /// The earlier run.
    public let from: MatchRunRecord
    /// The later run.
    public let to: MatchRunRecord
    /// How many students have the same placement in both, or none in both.
    public let unchanged: Int
    /// How many have another placement.
    public let moved: Int
    /// How many promises are broken.
    public let promisesBroken: Int
    /// Who approved the later run; nil for a draft.
    @ExplicitNull public var approvedBy: String?
    /// Every change, by student.
    public let changes: [Change]
}

/// Compares two runs, student by student.
public struct CompareMatches: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let earlier: String
    let later: String

    /// Names the two runs.
    public init(from earlier: String, to later: String) {
        self.earlier = earlier
        self.later = later
    }

    /// Answers.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MatchComparison {
        let from = try work.matchRun(earlier, on: db)
        let to = try work.matchRun(later, on: db)
        if from.termID != to.termID {
            throw ServiceError.badData(
                "\(from.record.ref) is of the term \(from.record.term) and \(to.record.ref) of \(to.record.term); compare runs of one term."
            )
        }
        let before = try byReference(work.matchedStudents(of: from.id, on: db))
        let after = try byReference(work.matchedStudents(of: to.id, on: db))
        let wasPublished = from.record.publishedAt != nil
        var changes: [MatchComparison.Change] = []
        var unchanged = 0
        for reference in Set(before.keys).union(after.keys).sorted() {
            let (old, new) = (before[reference], after[reference])
            guard let kind = kind(old, new) else {
                unchanged += 1
                continue
            }
            changes.append(
                .init(
                    studentRef: reference, from: old?.placement, to: new?.placement, kind: kind,
                    locked: new?.isLocked ?? false,
                    promiseBroken: wasPublished && old?.placement != nil && kind != "left"))
        }
        return MatchComparison(
            from: from.record, to: to.record, unchanged: unchanged,
            moved: changes.count { $0.kind == "moved" },
            promisesBroken: changes.count(where: \.promiseBroken), approvedBy: to.record.publishedBy,
            changes: changes)
    }

    private func byReference(_ students: [MatchedStudent]) -> [String: MatchedStudent] {
        Dictionary(students.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func kind(_ old: MatchedStudent?, _ new: MatchedStudent?) -> String? {
        switch (old, new) {
        case (nil, _): "joined"
        case (_, nil): "left"
        case (.some(let old), .some(let new)):
            if old.placementID == new.placementID {
                nil
            } else if old.placementID == nil {
                "placed"
            } else {
                new.placementID == nil ? "lost_place" : "moved"
            }
        }
    }
}
