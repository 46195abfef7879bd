import Foundation
import Testing

/// What a command left behind: its exit code and what it wrote.
struct CommandOutcome: Sendable, CustomTestStringConvertible {
    let code: Int32
    let output: String
    let errors: String

    var testDescription: String { "exit \(code)\noutput: \(output)\nerrors: \(errors)" }

    /// The lines written to standard output, without the empty one after the last.
    var lines: [String] {
        output.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }

    /// Standard output as JSON.
    func json() throws -> JSONValue { try JSONValue(text: output) }

    /// The object `error` that a failure prints with `--format json`.
    func jsonError() throws -> JSONValue {
        try #require(try JSONValue(text: errors)["error"], "there is no error object in \(errors)")
    }
}
