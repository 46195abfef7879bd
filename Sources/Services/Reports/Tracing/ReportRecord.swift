public import FoundationEssentials

/// A record that went into a report.
public struct ReportRecord: Sendable, Hashable {
    /// What kind of record, such as `apprenticeship_event`.
    public let kind: String
    /// The record as people name it, with its revision where it has one; one of its kind has it.
    public let ref: String
    /// What it says, in a line.
    public let text: String
    /// The organisation that it belongs to; nil for what belongs to all.
    public let organisationID: UUID?
    /// The code of that organisation.
    public let organisation: String?
    /// The key of the person or thing that it is about, for its pseudonym; it is never shown.
    public let subjectID: UUID
    /// The keys of what else it is about, such as the post that somebody is in; they are never shown.
    public let otherSubjects: [UUID]
    /// Whether it is about a person, so that few of them would be found out.
    public let isOfPerson: Bool
    /// When it was recorded; nil for what was known from the start, such as a rule.
    public let recordedAt: Date?

    /// Puts a record together.
    public init(
        kind: String, ref: String, text: String, organisationID: UUID?, organisation: String?,
        subjectID: UUID, otherSubjects: [UUID] = [], isOfPerson: Bool, recordedAt: Date?
    ) {
        self.kind = kind
        self.ref = ref
        self.text = text
        self.organisationID = organisationID
        self.organisation = organisation
        self.subjectID = subjectID
        self.otherSubjects = otherSubjects
        self.isOfPerson = isOfPerson
        self.recordedAt = recordedAt
    }

    /// What names the record among all kinds.
    var key: String { "\(kind) \(ref)" }

    /// The line of which the hash of a report's inputs is made.
    var line: String { "\(key)\t\(text)\t\(recordedAt.map { ReportInstant($0).description } ?? "")\n" }
}
