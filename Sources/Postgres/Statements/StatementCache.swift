import CLibPQ

/// The statements that a connection has prepared; the least recently used one goes first.
final class StatementCache {
    /// A text by its bytes, as the server compares it.
    private struct Key: Hashable {
        let text: String

        static func == (one: Key, other: Key) -> Bool { sameBytes(one.text, other.text) }

        func hash(into hasher: inout Hasher) {
            var text = text
            text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    /// A statement that the server knows by a name.
    final class Statement {
        let name: String
        let text: String
        let oids: [Oid]
        var lastUse: UInt64 = 0
        /// Whether the server does not know it any more, or it is to be given up.
        var isForgotten = false

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
    private var byText: [Key: [Statement]] = [:]
    /// The statement used last: most are run several times in a row, and comparing one text is less than hashing it.
    private var last: Statement?
    private var clock: UInt64 = 0
    private var serial = 0
    private(set) var count = 0

    init(limit: Int) { self.limit = max(limit, 1) }

    func find(_ text: String, oids: UnsafeMutablePointer<Oid>, count: Int) -> Statement? {
        if let last, last.matches(oids, count: count), sameBytes(last.text, text) {
            clock += 1
            last.lastUse = clock
            return last
        }
        guard let candidates = byText[Key(text: text)] else { return nil }
        for statement in candidates where statement.matches(oids, count: count) {
            clock += 1
            statement.lastUse = clock
            last = statement
            return statement
        }
        return nil
    }

    /// A name that this connection has not used before.
    func nextName() -> String {
        serial += 1
        return "berth_\(serial)"
    }

    /// Keeps a statement; answers the one that had to go for it.
    func insert(_ statement: Statement) -> Statement? {
        var evicted: Statement?
        if count >= limit {
            // A walk over a few hundred entries is nothing beside the round trip that prepared the new one.
            evicted = byText.values.lazy.joined().min { $0.lastUse < $1.lastUse }
            if let evicted { remove(evicted) }
        }
        clock += 1
        statement.lastUse = clock
        byText[Key(text: statement.text), default: []].append(statement)
        count += 1
        return evicted
    }

    func remove(_ statement: Statement) {
        let key = Key(text: statement.text)
        guard var list = byText[key], let index = list.firstIndex(where: { $0 === statement }) else { return }
        if last === statement { last = nil }
        list.remove(at: index)
        byText[key] = list.isEmpty ? nil : list
        count -= 1
    }

    func removeAll() {
        last = nil
        byText.removeAll()
        count = 0
    }
}
