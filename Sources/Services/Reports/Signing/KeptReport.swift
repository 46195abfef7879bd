import FoundationEssentials

/// What a signed report keeps beside what it says: its figures, and the records that it was made from.
///
/// It is never shown as it is: it tells why a later version says something else.
struct KeptReport: Sendable, Codable, Hashable {
    /// A record that the report looked at.
    struct Record: Sendable, Codable, Hashable {
        let key: String
        /// The keys of what it is about: first the person or thing that it counts for.
        let about: [UUID]
    }

    /// A sum, as records and what each adds.
    struct Sum: Sendable, Codable, Hashable {
        let records: [Int]
        let amounts: [Int]
    }

    /// A figure.
    struct Figure: Sendable, Codable, Hashable {
        let key: String
        let value: String?
        let sums: [Sum]
        /// Positions of all records behind it.
        let records: [Int]
    }

    let figures: [Figure]
    /// Those behind figures first, then those that it looked at and left out.
    let records: [Record]
    /// How many of the records are behind a figure.
    let behind: Int

    /// What each figure says, by key.
    var values: [String: String?] {
        Dictionary(figures.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
