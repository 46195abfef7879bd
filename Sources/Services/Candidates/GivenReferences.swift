import Domain
import Postgres

/// References of candidates that come from outside, by hand or in a file.
///
/// One of our own shape is stored in capitals and has to have the right check character; its number moves the
/// partnership's counter on, or a later registration would meet it.
struct GivenReferences: Sendable {
    /// The letters with which the references begin that the partnership's counter gives out.
    private let ownPrefix: String
    /// The highest number of our own that was given; 0 for none.
    private(set) var highestOwnNumber = 0

    init(_ work: Work) {
        ownPrefix = "\(work.partnership.prefix)-\(Reference.Kind.candidate.rawValue)-"
    }

    /// The reference as it is stored.
    ///
    /// - Throws: `badData` for one of ours whose check character does not fit.
    mutating func take(_ given: String) throws(ServiceError) -> String {
        // Our own have three dashes; looking closer costs more than all else about a row of a file.
        guard given.utf8.reduce(0, { $0 + ($1 == UInt8(ascii: "-") ? 1 : 0) }) == 3 else { return given }
        if let canonical = Reference.canonical(given) {
            if canonical.hasPrefix(ownPrefix),
                let number = Int(canonical.dropFirst(ownPrefix.count).prefix { $0 != "-" })
            {
                highestOwnNumber = max(highestOwnNumber, number)
            }
            return canonical
        }
        if given.uppercased().hasPrefix(ownPrefix), Reference.checkFails(given) {
            throw .badData(
                "The check character of \(given) does not fit, so it is mistyped; look it up with berth candidate search."
            )
        }
        return given
    }

    /// Keeps the counter of the partnership above the numbers that were given.
    func raiseCounter(_ work: Work, on db: isolated PostgresConnection) throws {
        if highestOwnNumber == 0 { return }
        try db.execute(
            """
            insert into berth.counter as counter (partnership_id, kind, value)
            values (\(work.partnership.id), 'candidate', \(highestOwnNumber))
            on conflict (partnership_id, kind) do update set value = excluded.value
            where counter.value < excluded.value
            """)
    }
}

extension Work {
    /// Lets what comes with references of its own queue up, so that no two of them can bring the same one in another
    /// case. Everybody else goes on: the lock does not keep rows from referring to the partnership.
    func queueForReferences(on db: isolated PostgresConnection) throws {
        try db.execute(
            """
            select partnership_id
            from berth.partnership
            where partnership_id = \(partnership.id)
            for no key update
            """)
    }
}
