import CLibPQ

/// The statements that a connection has prepared; the least recently used one goes first.
struct StatementCache {
    /// A statement that the server knows by a name.
    final class Statement {
        let name: String
        let text: String
        let oids: [Oid]
        var lastUse: UInt64 = 0

        init(name: String, text: String, oids: [Oid]) {
            self.name = name
            self.text = text
            self.oids = oids
        }

        func matches(_ other: UnsafeMutablePointer<Oid>, count: Int) -> Bool {
            guard oids.count == count else { return false }
            for index in 0..<count where oids[index] != other[index] { return false }
            return true
        }
    }

    let limit: Int
    // Found by text first: nearly every text has one set of types, and hashing them too would cost on every query.
    private var byText: [String: [Statement]] = [:]
    private var clock: UInt64 = 0
    private var serial = 0
    private(set) var count = 0

    init(limit: Int) { self.limit = max(limit, 1) }

    mutating func find(_ text: String, oids: UnsafeMutablePointer<Oid>, count: Int) -> Statement? {
        guard let candidates = byText[text] else { return nil }
        for statement in candidates where statement.matches(oids, count: count) {
            clock += 1
            statement.lastUse = clock
            return statement
        }
        return nil
    }

    /// A name that this connection has not used before.
    mutating func nextName() -> String {
        serial += 1
        return "berth_\(serial)"
    }

    /// Keeps a statement; answers the one that had to go for it.
    mutating func insert(_ statement: Statement) -> Statement? {
        var evicted: Statement?
        if count >= limit {
            // A walk over a few hundred entries is nothing beside the round trip that prepared the new one.
            evicted = byText.values.lazy.joined().min { $0.lastUse < $1.lastUse }
            if let evicted { remove(evicted) }
        }
        clock += 1
        statement.lastUse = clock
        byText[statement.text, default: []].append(statement)
        count += 1
        return evicted
    }

    mutating func remove(_ statement: Statement) {
        guard var list = byText[statement.text], let index = list.firstIndex(where: { $0 === statement })
        else {
            return
        }
        list.remove(at: index)
        byText[statement.text] = list.isEmpty ? nil : list
        count -= 1
    }

    mutating func removeAll() {
        byText.removeAll()
        count = 0
    }
}
