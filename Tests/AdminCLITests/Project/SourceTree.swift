import Foundation
import TestSupport
import Testing

/// The Swift files of the checkout.
enum SourceTree {
    /// One file.
    struct File: Sendable {
        /// From the top folder.
        let path: String
        let text: String

        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        /// The folders above it.
        var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }
        /// The text without comments that take a whole line.
        var code: [(number: Int, line: Substring)] {
            lines.enumerated().map { ($0.offset + 1, $0.element) }
                .filter { !$0.1.drop(while: { $0 == " " }).hasPrefix("//") }
        }
    }

    /// The files under folders of the checkout, in the order of their paths.
    static func files(under folders: [String]) throws -> [File] {
        try folders.flatMap { folder -> [File] in
            let root = PackageRoot.path + "/" + folder
            let paths = try #require(
                FileManager.default.subpaths(atPath: root), "there is no folder \(folder)")
            return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
                File(
                    path: "\(folder)/\(path)",
                    text: try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8))
            }
        }
    }
}
