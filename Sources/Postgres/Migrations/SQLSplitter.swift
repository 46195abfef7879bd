/// Finds the statements in a script, as far as strings, comments and function bodies are concerned.
///
/// The server parses what it is sent; this only finds the semicolons between statements, so that a script can be sent
/// in parts, and the first words, so that a migration that commits by itself can be refused.
struct SQLSplitter {
    /// One statement of a script.
    struct Statement: Equatable {
        /// Its text, without comments before it and without its semicolon.
        var text: String
        /// The line it begins on, counted from 1.
        var line: Int
        /// Its words before the first that is none, at most four, in lower case.
        var words: [String]
    }

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var line = 1
    private var statements: [Statement] = []
    private var start: (position: Int, line: Int)?
    private var words: [String] = []
    private var areWordsOver = false
    /// Open `begin` and `case` in a function whose body is written without quotes.
    private var depth = 0
    private var parentheses = 0

    private init(_ script: String) { scalars = Array(script.unicodeScalars) }

    /// The statements of a script, in their order.
    static func split(_ script: String) -> [Statement] {
        var splitter = SQLSplitter(script)
        splitter.run()
        return splitter.statements
    }

    private mutating func run() {
        while let scalar = peek() {
            switch scalar {
            case "-" where peek(1) == "-": skip { $0 == "\n" }
            case "/" where peek(1) == "*": skipComment()
            case "'": quoted("'", backslash: isEscapeString)
            case "\"": quoted("\"", backslash: false)
            case "$" where !follows(\.isWordPart): dollarQuoted()
            case ";" where depth == 0 && parentheses == 0: finish()
            case _ where scalar.isWordStart: word()
            default:
                if scalar == "(" { parentheses += 1 }
                if scalar == ")" { parentheses = max(0, parentheses - 1) }
                if !scalar.properties.isWhitespace {
                    begin()
                    areWordsOver = true
                }
                advance()
            }
        }
        finish()
    }

    private func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    private func follows(_ test: (Unicode.Scalar) -> Bool) -> Bool {
        position > 0 && test(scalars[position - 1])
    }

    /// Whether the quote here opens `E'…'`, where a backslash protects what follows.
    private var isEscapeString: Bool {
        guard position > 0, scalars[position - 1] == "e" || scalars[position - 1] == "E" else { return false }
        return position < 2 || !scalars[position - 2].isWordPart
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < scalars.count {
            if scalars[position] == "\n" { line += 1 }
            position += 1
        }
    }

    private mutating func skip(until test: (Unicode.Scalar) -> Bool) {
        while let scalar = peek(), !test(scalar) { advance() }
    }

    private mutating func begin() {
        if start == nil { start = (position, line) }
    }

    private mutating func skipComment() {
        var open = 0
        repeat {
            if peek() == "/", peek(1) == "*" {
                open += 1
                advance(2)
            } else if peek() == "*", peek(1) == "/" {
                open -= 1
                advance(2)
            } else {
                advance()
            }
        } while open > 0 && position < scalars.count
    }

    private mutating func quoted(_ quote: Unicode.Scalar, backslash: Bool) {
        begin()
        areWordsOver = true
        advance()
        while let scalar = peek(), scalar != quote { advance(backslash && scalar == "\\" ? 2 : 1) }
        // A doubled quote is read as a second string that begins at once, which comes to the same.
        advance()
    }

    private mutating func dollarQuoted() {
        begin()
        areWordsOver = true
        var end = position + 1
        while end < scalars.count, scalars[end].isWordPart, scalars[end] != "$" { end += 1 }
        let isTag =
            end < scalars.count && scalars[end] == "$"
            && !(scalars[position + 1].properties.numericType != nil)
        guard isTag else { return advance() }
        let tag = scalars[position...end]
        advance(tag.count)
        while position < scalars.count, !scalars[position...].starts(with: tag) { advance() }
        advance(tag.count)
    }

    private mutating func word() {
        begin()
        var text = ""
        while let scalar = peek(), scalar.isWordPart {
            text.unicodeScalars.append(scalar)
            advance()
        }
        let word = text.lowercased()
        if !areWordsOver, words.count < 4 { words.append(word) }
        guard words.first == "create", words.contains("function") || words.contains("procedure") else {
            return
        }
        if word == "begin" || (word == "case" && depth > 0) { depth += 1 }
        if word == "end" { depth = max(0, depth - 1) }
    }

    private mutating func finish() {
        if let start {
            let text = String(String.UnicodeScalarView(scalars[start.position..<position]))
            statements.append(Statement(text: text, line: start.line, words: words))
        }
        start = nil
        words = []
        areWordsOver = false
        depth = 0
        parentheses = 0
        advance()
    }
}

extension Unicode.Scalar {
    fileprivate var isWordStart: Bool { self == "_" || properties.isAlphabetic || value > 127 }
    fileprivate var isWordPart: Bool { isWordStart || ("0"..."9").contains(self) || self == "$" }
}
