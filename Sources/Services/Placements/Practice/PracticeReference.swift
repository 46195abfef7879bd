import Domain
import FoundationEssentials
import Postgres

/// What names a practice placement: the student's reference with the number of the placement behind a slash, or the
/// student's alone. A student's own reference may hold slashes, so both readings are looked up.
struct PracticeReference: Sendable {
    /// The key of the whole text, as a student's.
    let key: String
    /// The key before the last slash and the number behind it.
    let numbered: (student: String, number: Int)?

    init(_ text: String) {
        key = Reference.key(text)
        if let slash = key.lastIndex(of: "/"), let number = Int(key[key.index(after: slash)...]), number >= 1,
            number <= Int(Int16.max)
        {
            numbered = (String(key[..<slash]), number)
        } else {
            numbered = nil
        }
    }

    /// A condition on `student` and `practice` that goes by the key of the students.
    var condition: SQL {
        guard let numbered else { return "student.reference_key = \(key)" }
        return """
            student.reference_key = any (\([key, numbered.student]))
            and (student.reference_key = \(key) or practice.practice_no = \(numbered.number))
            """
    }
}
