/// A statement, or a part of one, with the values that are bound to it.
///
/// Interpolating a value binds it: it never becomes part of the text. Parts are put together by interpolation,
/// `+` and ``joined(_:separator:)``; the places (`$1`, `$2` …) are numbered for the whole.
///
/// ```swift
/// let open: SQL = "closed_on is null and council = \(council)"
/// let rows = try db.query("select id, name from candidate where \(open) limit \(20)", as: (UUID, String).self)
/// ```
///
/// Four spellings, from safe to unsafe: `\(value)` binds, `\(identifier: name)` quotes a name,
/// `\(literal: text)` quotes a text for statements that take no places (`set local`), `\(unsafeRaw: text)` trusts.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    // The text is kept numbered from 1, so that a statement written in one piece renders at no cost;
    // splicing renumbers.
    private(set) var text: String
    private(set) var bindings: [any PostgresEncodable]
    /// Byte offsets of every `$` in `text`, in the order of `bindings`.
    private var places: [Int]

    /// A fragment without text.
    public init() {
        text = ""
        bindings = []
        places = []
    }

    /// A fragment from literal text without values.
    public init(stringLiteral value: String) {
        text = value
        bindings = []
        places = []
    }

    /// A fragment from literal text and interpolated values.
    public init(stringInterpolation: StringInterpolation) { self = stringInterpolation.sql }

    /// A fragment from text that is trusted as it is, for example from a migration file.
    public init(unsafeRaw text: String) { self.init(stringLiteral: text) }

    /// Whether there is no text.
    public var isEmpty: Bool { text.isEmpty }

    /// How many values are bound.
    public var bindingCount: Int { bindings.count }

    /// The text as it is sent, with numbered places and without the values. For logs and tests.
    public var renderedText: String { text }

    /// Appends another fragment with its values.
    public mutating func append(_ other: SQL) {
        guard !other.bindings.isEmpty else {
            text += other.text
            return
        }
        let utf8 = other.text.utf8
        var start = utf8.startIndex
        for (index, place) in other.places.enumerated() {
            let dollar = utf8.index(utf8.startIndex, offsetBy: place)
            text += other.text[start..<dollar]
            appendPlace(other.bindings[index])
            start = utf8.index(dollar, offsetBy: 1 + SQL.digits(index + 1))
        }
        text += other.text[start...]
    }

    /// One fragment after the other.
    public static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.append(right)
        return sum
    }

    /// Appends a fragment in place.
    public static func += (left: inout SQL, right: SQL) { left.append(right) }

    /// Puts fragments together with a separator between them; empty fragments are left out.
    public static func joined(_ fragments: some Sequence<SQL>, separator: SQL) -> SQL {
        var whole = SQL()
        var first = true
        for fragment in fragments where !fragment.isEmpty {
            if !first { whole.append(separator) }
            first = false
            whole.append(fragment)
        }
        return whole
    }

    /// A name in double quotes, with those inside it doubled: the only function of the module that quotes names.
    public static func quotedIdentifier(_ name: String) -> String {
        var quoted = "\""
        for character in name.unicodeScalars {
            if character == "\"" { quoted += "\"\"" } else { quoted.unicodeScalars.append(character) }
        }
        return quoted + "\""
    }

    /// A text in single quotes, safe whatever `standard_conforming_strings` says.
    public static func quotedLiteral(_ value: String) -> String {
        var quoted = ""
        var hasBackslash = false
        for character in value.unicodeScalars {
            switch character {
            case "'": quoted += "''"
            case "\\":
                hasBackslash = true
                quoted += "\\\\"
            default: quoted.unicodeScalars.append(character)
            }
        }
        return hasBackslash ? " E'\(quoted)'" : "'\(quoted)'"
    }

    fileprivate mutating func appendText(_ more: String) { text += more }

    fileprivate mutating func appendPlace(_ value: any PostgresEncodable) {
        places.append(text.utf8.count)
        bindings.append(value)
        text += "$"
        text += String(bindings.count)
    }

    private static func digits(_ number: Int) -> Int {
        var count = 1
        var rest = number / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        return count
    }
}

extension Sequence where Element == SQL {
    /// Puts the fragments together with a separator between them; empty fragments are left out.
    public func joined(separator: SQL) -> SQL { SQL.joined(self, separator: separator) }
}

extension SQL {
    /// Collects the text and the values of an interpolated ``SQL``.
    public struct StringInterpolation: StringInterpolationProtocol, Sendable {
        fileprivate var sql = SQL()

        /// Prepares for about so much text and so many values.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserve(text: literalCapacity + 3 * interpolationCount, bindings: interpolationCount)
        }

        /// Adds text of the statement.
        public mutating func appendLiteral(_ literal: String) { sql.appendText(literal) }

        /// Binds a value; an array becomes a PostgreSQL array.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value) {
            sql.appendPlace(value)
        }

        /// Binds a value that may be missing; `nil` becomes a typed null.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            sql.appendPlace(value)
        }

        /// Splices another fragment with its values.
        public mutating func appendInterpolation(_ fragment: SQL) { sql.append(fragment) }

        /// Adds a quoted name.
        public mutating func appendInterpolation(identifier name: String) {
            sql.appendText(SQL.quotedIdentifier(name))
        }

        /// Adds a quoted text, for statements that take no bound values such as `set local`.
        public mutating func appendInterpolation(literal value: String) {
            sql.appendText(SQL.quotedLiteral(value))
        }

        /// Adds text as it is. Whoever calls this answers for where the text comes from.
        public mutating func appendInterpolation(unsafeRaw text: String) { sql.appendText(text) }
    }

    fileprivate mutating func reserve(text textCount: Int, bindings count: Int) {
        text.reserveCapacity(textCount)
        bindings.reserveCapacity(count)
        places.reserveCapacity(count)
    }
}
