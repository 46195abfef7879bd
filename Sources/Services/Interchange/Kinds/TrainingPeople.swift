import Domain
import FoundationEssentials
import Postgres

/// Who is in which training when, planned or begun, as far as is known: nobody is on two standards at once.
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

    /// From the start, or the planned one, to the end, or the planned one with the breaks so far.
    static func days(_ record: ApprenticeRecord, _ episode: ApprenticeshipEpisode?) -> Period? {
        guard let start = episode?.startedOn ?? record.plannedStartOn else { return nil }
        if let end = episode?.endedOn { return Period(from: start, to: end) }
        let last = max(start, episode?.events.last?.on ?? start)
        guard let planned = record.plannedEndOn else {
            return episode?.startedOn == nil ? nil : Period(from: start, to: last)
        }
        return Period(from: start, to: max(last, episode?.plannedEnd(planned, on: last) ?? planned))
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
            row.record, row.organisationID, try? Self.days(row.record, row.episode()), line: line)
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

extension Work {
    /// Refuses to plan a training for days on which the person is, was or is to be on another standard.
    ///
    /// - Parameter row: what is stored of it; nil for what is new.
    /// - Throws: `conflict`.
    func refuseOtherTraining(
        _ record: ApprenticeRecord, _ row: ApprenticeshipRow?, on db: isolated PostgresConnection
    ) throws {
        if record.apprenticeRef.isEmpty { return }
        var people = TrainingPeople()
        let key = Reference.key(record.apprenticeRef)
        for other in try apprenticeships(where: "apprenticeship.reference_key = \(key)", on: db) {
            people.add(other, line: nil)
        }
        guard let other = people.overlap(record, TrainingPeople.days(record, try row?.episode())) else {
            return
        }
        throw ServiceError.conflict(
            "\(record.apprenticeRef) is on \(other.standard) from \(other.days.from) to \(other.days.to), and nobody is on two standards at once; give other days, or record the end of the other first."
        )
    }
}
