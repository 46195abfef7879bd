import Foundation
import Testing

@testable import AdminCLI

/// The commands of the program as the argument parser itself describes them.
struct CommandTree: Sendable {
    /// One option, flag or argument.
    struct Argument: Sendable {
        let name: String
        let isPositional: Bool
        let abstract: String
        let values: [String]
    }

    /// One command.
    struct Node: Sendable, CustomTestStringConvertible {
        let path: [String]
        let abstract: String
        let arguments: [Argument]
        let isLeaf: Bool

        var line: String { path.joined(separator: " ") }
        var testDescription: String { "berth \(line)" }

        func option(_ name: String) -> Argument? {
            arguments.first { !$0.isPositional && $0.name == name }
        }
    }

    let nodes: [Node]
    var leaves: [Node] { nodes.filter(\.isLeaf) }

    static func read() async throws -> CommandTree {
        let outcome = await (try Desk()).run(["--experimental-dump-help"])
        try #require(outcome.code == 0)
        let root = try #require(try outcome.json()["command"])
        var nodes: [Node] = []
        collect(root, path: [], into: &nodes)
        return CommandTree(nodes: nodes)
    }

    /// The command that a line of arguments names, by the longest path.
    func node(of arguments: [String]) -> Node? {
        nodes.filter { !$0.path.isEmpty && arguments.starts(with: $0.path) }
            .max { $0.path.count < $1.path.count }
    }

    private static func collect(_ command: JSONValue, path: [String], into nodes: inout [Node]) {
        let children = (command["subcommands"]?.elements ?? []).filter { $0["commandName"]?.string != "help" }
        let arguments = (command["arguments"]?.elements ?? []).map { argument in
            let names = argument["names"]?.elements.compactMap { $0["name"]?.string } ?? []
            return Argument(
                name: names.max { $0.count < $1.count } ?? argument["valueName"]?.string ?? "",
                isPositional: argument["kind"]?.string == "positional",
                abstract: argument["abstract"]?.string ?? "",
                values: (argument["allValues"] ?? argument["allValueStrings"])?.elements.compactMap(\.string)
                    ?? [])
        }
        nodes.append(
            Node(
                path: path, abstract: command["abstract"]?.string ?? "", arguments: arguments,
                isLeaf: children.isEmpty))
        for child in children {
            guard let name = child["commandName"]?.string else { continue }
            collect(child, path: path + [name], into: &nodes)
        }
    }
}
