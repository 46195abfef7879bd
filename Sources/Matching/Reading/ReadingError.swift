/// Why a file of instances was refused, and on which line.
public struct ReadingError: Error, Sendable, Hashable {
    /// What was wrong.
    public enum Reason: Sendable, Hashable {
        /// There is nothing in the file but blank lines.
        case empty
        /// The first byte belongs to neither format.
        case unknownFormat
        /// A zero byte, which no text holds.
        case zeroByte
        /// A blank line between rows.
        case blankLine
        /// Something that is not a whole number from 0 stands where one is wanted.
        case notANumber(found: String)
        /// A number is above the largest that is read.
        case numberTooLarge(found: String, largest: Int)
        /// A line has too few or too many numbers.
        case wrongNumberOfColumns(expected: Int, found: Int)
        /// The file ends early; `what` is `settings` or `pairs`, both counts are of such rows.
        case truncated(what: String, expected: Int, found: Int)
        /// Rows go on after the promised number of pairs.
        case rowsAfterTheEnd(pairs: Int)
        /// A JSON line breaks the grammar; `column` is its byte, from 1.
        case notJSON(expected: String, column: Int)
        /// A JSON key that is needed is absent.
        case missingKey(String)
        /// A JSON key stands twice in one object.
        case repeatedKey(String)
        /// A JSON array has not the length that the counts promise.
        case wrongLength(key: String, expected: Int, found: Int)
        /// The rows are well formed but say something impossible.
        case impossible(InstanceError)
    }

    /// The line, from 1; the line on which the file ended for what is missing at the end.
    public let line: Int
    /// What was wrong.
    public let reason: Reason

    /// Makes an error for a line, from 1.
    public init(line: Int, reason: Reason) {
        self.line = line
        self.reason = reason
    }
}

extension ReadingError: CustomStringConvertible {
    /// One sentence that names the line and what is wrong.
    public var description: String { "line \(line): \(reason)" }
}

extension ReadingError.Reason: CustomStringConvertible {
    /// What is wrong, without the line.
    public var description: String {
        switch self {
        case .empty:
            "the file is empty"
        case .unknownFormat:
            "an instance begins with a digit (plain text) or with an opening brace (JSON lines)"
        case .zeroByte:
            "a zero byte stands in the text"
        case .blankLine:
            "a blank line stands between the rows"
        case .notANumber(let found):
            "\"\(found)\" is not a whole number from 0"
        case .numberTooLarge(let found, let largest):
            "\(found) is above the largest number that is read here, \(largest)"
        case .wrongNumberOfColumns(let expected, let found):
            "\(found) numbers stand where \(expected) are wanted"
        case .truncated(let what, let expected, let found):
            "the file ends after \(found) of \(expected) \(what)"
        case .rowsAfterTheEnd(let pairs):
            "rows go on after the promised \(pairs) pairs"
        case .notJSON(let expected, let column):
            "\(expected) is wanted at byte \(column)"
        case .missingKey(let key):
            "the key \"\(key)\" is missing"
        case .repeatedKey(let key):
            "the key \"\(key)\" stands twice"
        case .wrongLength(let key, let expected, let found):
            "\"\(key)\" has \(found) entries where \(expected) are wanted"
        case .impossible(let error):
            error.description
        }
    }
}
