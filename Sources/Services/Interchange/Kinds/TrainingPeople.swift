import Domain
import FoundationEssentials

/// Who is in which training when, as far as an import has seen: nobody is on two standards at once.
struct TrainingPeople: Sendable {
    /// One training of a person.
    struct Training: Sendable {
        let standard: String
        let days: Period
        let line: Int?
    }

    /// A person.
    struct Person: Sendable {
        let reference: String
        let organisationID: UUID
        var trainings: [String: Training] = [:]
        var standards: Set<String> = []
    }

    private var people: [String: Person] = [:]

    /// What names an apprenticeship: the person and the standard.
    static func name(_ record: ApprenticeRecord) -> String {
        "\(Reference.key(record.apprenticeRef)) \(Reference.key(record.standardRef))"
    }

    /// Somebody by reference who is, was or will be on a standard.
    func person(_ reference: String, on standard: String) -> Person? {
        person(reference).flatMap { $0.standards.contains(Reference.key(standard)) ? $0 : nil }
    }

    /// Somebody by reference.
    func person(_ reference: String) -> Person? { people[Reference.key(reference)] }

    /// Adds what is stored, unless the file has said otherwise before.
    mutating func add(_ row: ApprenticeshipRow, line: Int?) {
        if people[Reference.key(row.record.apprenticeRef)]?.trainings[Reference.key(row.record.standardRef)]
            != nil
        {
            return
        }
        add(
            row.record, row.organisationID, ApprenticeTable.training(row.record, try? row.episode()),
            line: line)
    }

    /// Adds a training, in the place of what was known of it; one without days keeps the person only.
    mutating func add(_ record: ApprenticeRecord, _ organisationID: UUID, _ days: Period?, line: Int?) {
        let key = Reference.key(record.apprenticeRef)
        var person = people[key] ?? Person(reference: record.apprenticeRef, organisationID: organisationID)
        person.trainings[Reference.key(record.standardRef)] = days.map {
            Training(standard: record.standardRef, days: $0, line: line)
        }
        person.standards.insert(Reference.key(record.standardRef))
        people[key] = person
    }

    /// Another training of the person on some of the same days.
    func overlap(_ record: ApprenticeRecord, _ days: Period?) -> Training? {
        guard let days, let person = person(record.apprenticeRef) else { return nil }
        let own = Reference.key(record.standardRef)
        return person.trainings.filter { $0.key != own && $0.value.days.overlaps(days) }.values
            .min { $0.days.from < $1.days.from }
    }
}
