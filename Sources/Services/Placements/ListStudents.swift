public import Domain
import FoundationEssentials
public import Postgres

/// Lists students, by reference.
public struct ListStudents: Verb {
    /// Everybody who sees students.
    public static var action: Action { .viewStudents }
    /// A question.
    public static var isReadOnly: Bool { true }

    let term: String?
    let stage: PlacementStage?
    let organisation: String?
    let text: String?

    /// - Parameters:
    ///   - term: of one term only.
    ///   - stage: of one stage only.
    ///   - organisation: of one university only.
    ///   - text: part of a name, or a reference.
    public init(
        term: String? = nil, stage: PlacementStage? = nil, organisation: String? = nil, text: String? = nil
    ) {
        self.term = term
        self.stage = stage
        self.organisation = organisation
        self.text = text
    }

    /// Answers in the order of reference, without adjustments.
    ///
    /// - Throws: `notFound` for a term or organisation that does not exist.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [StudentRecord] {
        let termID = try term.map { try work.term($0, on: db).id }
        let organisationID = try organisation.map { try work.organisation($0, on: db).id }
        return try work.students(
            where: """
                (\(termID)::uuid is null or student.term_id = \(termID))
                and (\(organisationID)::uuid is null or student.organisation_id = \(organisationID))
                and (\(stage?.rawValue)::text is null or student.stage = \(stage?.rawValue))
                and \(condition)
                """, on: db
        ).map(\.record)
    }

    /// Each word has to begin a word of the name; or the whole is a reference.
    private var condition: SQL {
        guard let text, !text.isEmpty else { return "true" }
        let words = CandidateName.tokens(text)
        let byName: SQL =
            words.isEmpty
            ? "false"
            : SQL.joined(
                words.map { word in
                    "(student.name_key like \(word + "%") or student.name_key like \("% " + word + "%"))"
                        as SQL
                }, separator: " and ")
        return "(student.reference_key = \(Reference.key(text)) or (\(byName)))"
    }
}
