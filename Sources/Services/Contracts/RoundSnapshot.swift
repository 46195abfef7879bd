import Domain
import FoundationEssentials
import Postgres

/// A candidate as a snapshot keeps them: no name, since a snapshot outlives the reasons for holding one.
struct SnapshotCandidate: Sendable, Hashable {
    let ref: String
    let stage: String?
    let expectedOn: CalendarDate?
    let outlook: String
    let blamed: String?

    init(_ candidate: CandidateCase, _ assessment: Assessment) {
        ref = candidate.reference
        stage = assessment.progress.stageCode
        expectedOn = assessment.expectedOn
        outlook = assessment.outlook.rawValue
        blamed = assessment.blamedCode
    }

    /// Appends the JSON. Written by hand, since a night writes a hundred thousand of these; every value is a
    /// code, a date or a reference, whose letters the database limits to ones that JSON leaves alone.
    func appendJSON(to text: inout String) {
        text += "{\"ref\":\""
        text += ref
        text += "\",\"outlook\":\""
        text += outlook
        text += "\""
        if let stage { text += ",\"stage\":\"\(stage)\"" }
        if let expectedOn { text += ",\"expected_on\":\"\(expectedOn)\"" }
        if let blamed { text += ",\"blamed\":\"\(blamed)\"" }
        text += "}"
    }
}

/// What differs between a snapshot and the one before it.
public struct SnapshotChange: Sendable, Hashable, Codable {
    /// The candidate.
    public let ref: String
    /// `joined`, `left`, or the outlook before.
    public let from: String
    /// The outlook now, or `left`.
    public let to: String

    /// Compares the outlooks of two snapshots, both in the order of reference.
    static func between(
        _ earlier: [(ref: String, outlook: String)], _ present: [(ref: String, outlook: String)]
    ) -> [SnapshotChange] {
        var changes: [SnapshotChange] = []
        let before = Dictionary(earlier.map { ($0.ref, $0.outlook) }, uniquingKeysWith: { first, _ in first })
        let now = Set(present.map(\.ref))
        for candidate in present {
            switch before[candidate.ref] {
            case nil: changes.append(.init(ref: candidate.ref, from: "joined", to: candidate.outlook))
            case candidate.outlook: continue
            case .some(let outlook):
                changes.append(.init(ref: candidate.ref, from: outlook, to: candidate.outlook))
            }
        }
        for candidate in earlier where !now.contains(candidate.ref) {
            changes.append(.init(ref: candidate.ref, from: candidate.outlook, to: "left"))
        }
        return changes
    }

    func appendJSON(to text: inout String) {
        text += "{\"ref\":\"\(ref)\",\"from\":\"\(from)\",\"to\":\"\(to)\"}"
    }
}
