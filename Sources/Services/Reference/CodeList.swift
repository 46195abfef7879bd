import Domain
import Postgres

/// The codes of one list of the reference data, such as `role`, from which a record chooses.
struct CodeList: Sendable {
    /// The lists of posts and of who is in them; those of decisions are named by the decision.
    enum Name: String, Sendable {
        case role, route, destination
        case leavingReason = "leaving_reason"
    }

    let list: String
    /// In the order of code.
    let codes: [String]

    /// What is wrong with a code, in a sentence that names those that it may have meant; nil for one of the list.
    func fault(_ code: String) -> String? {
        if codes.contains(code) { return nil }
        let near = codes.filter { Self.isNear($0, code) }.map { ($0, Self.distance($0, code)) }
        let offered = near.isEmpty ? Array(codes.prefix(20)) : near.sorted { $0.1 < $1.1 }.prefix(5).map(\.0)
        return
            "\"\(code)\" is not in the list \(list); use one of \(offered.joined(separator: ", ")). All of them: berth code list \(list)."
    }

    /// Refuses a code that is not of the list.
    ///
    /// - Throws: `badData`.
    func refuseUnknown(_ code: String) throws(ServiceError) {
        if let fault = fault(code) { throw .badData(fault) }
    }

    /// Whether somebody who wrote one may have meant the other: a part of it, or no more than a third of it mistyped.
    private static func isNear(_ code: String, _ given: String) -> Bool {
        let given = given.lowercased()
        if given.isEmpty { return false }
        let words = Set(given.split { !$0.isLetter })
        if !words.isDisjoint(with: code.split(separator: "_")) { return true }
        return code.contains(given) || distance(code, given) * 3 <= code.count
    }

    /// How many letters have to be put in, left out or changed to make one word the other.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (line, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for (place, other) in right.enumerated() {
                let changed = diagonal + (letter == other ? 0 : 1)
                diagonal = row[place + 1]
                row[place + 1] = min(changed, diagonal + 1, row[place] + 1)
            }
        }
        return row[right.count]
    }
}

extension Work {
    /// The codes of a list.
    func codes(_ list: CodeList.Name, on db: isolated PostgresConnection) throws -> CodeList {
        try codes(of: list.rawValue, on: db)
    }

    /// The codes of a list by its name, such as those of a decision.
    func codes(of list: String, on db: isolated PostgresConnection) throws -> CodeList {
        CodeList(
            list: list,
            codes: try db.query(
                "select reason_code from berth.reason_code where decision = \(list) order by reason_code",
                as: String.self))
    }

    /// Refuses a reason that is not one of those for a decision.
    func refuseUnknownReason(
        _ code: String?, for decision: String, on db: isolated PostgresConnection
    ) throws {
        let codes = try codes(of: decision, on: db)
        guard let code else {
            throw ServiceError.badData(
                "A reason is needed; use one of \(codes.codes.joined(separator: ", ")).")
        }
        try codes.refuseUnknown(code)
    }
}
