/// Splits a line into arguments as a shell does, without anything a shell would run or expand.
///
/// Spaces, tabs and line ends separate. Single quotes keep everything; double quotes keep everything but `\"` and `\\`, which mean the
/// quote and the backslash; parts that touch are one argument, and `""` is an empty one. Outside double quotes a
/// backslash is itself. `#`, `$`, `*` and `;` mean nothing special.
enum CommandLineSplitter {
    /// A quote that the line does not close.
    struct UnclosedQuote: Error, Equatable, CustomStringConvertible {
        /// The quote, single or double.
        let quote: Unicode.Scalar
        /// Where it stands in the line, counted in Unicode scalars from 1.
        let column: Int

        var description: String { "the quote \(quote) at column \(column) is never closed" }
    }

    /// The arguments of a line; none for a line of blanks.
    static func split(_ line: String) throws(UnclosedQuote) -> [String] {
        var arguments: [String] = []
        var current: String.UnicodeScalarView?
        var open: (quote: Unicode.Scalar, column: Int)?
        var escaped = false
        // By scalar: a quote with a combining mark behind it is still the quote.
        for (index, character) in line.unicodeScalars.enumerated() {
            if let quote = open?.quote {
                if escaped {
                    if character != "\"", character != "\\" { current?.append("\\") }
                    current?.append(character)
                    escaped = false
                } else if character == quote {
                    open = nil
                } else if character == "\\", quote == "\"" {
                    escaped = true
                } else {
                    current?.append(character)
                }
            } else if character == "\"" || character == "'" {
                open = (character, index + 1)
                current = current ?? .init()
            } else if character == " " || character == "\t" || character == "\n" || character == "\r" {
                if let finished = current { arguments.append(String(finished)) }
                current = nil
            } else {
                current = current ?? .init()
                current?.append(character)
            }
        }
        if let open { throw UnclosedQuote(quote: open.quote, column: open.column) }
        if let current { arguments.append(String(current)) }
        return arguments
    }
}
