import Domain
import Foundation
import Postgres
@testable import Services

/// Makes a report as signing and tracing do.
struct MakeReport: Verb {
    static var action: Action { .viewReturns }
    static var isReadOnly: Bool { true }
    let report: any TraceableReport

    func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport {
        try report.make(work, on: db)
    }
}

/// The JSON of a report, as far as its numbers go.
enum ReportNumbers: Decodable {
    case number(Double)
    case text(String)
    case list([ReportNumbers])
    case object([String: ReportNumbers])
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() || (try? container.decode(Bool.self)) != nil {
            self = .other
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([ReportNumbers].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: ReportNumbers].self))
        }
    }

    /// Passes on every number of a report, with the path to it.
    ///
    /// - Parameter name: what names an element of a list; its position when nil.
    static func walk(
        _ content: Data, naming name: (ReportNumbers) -> String?, _ found: (String, Double) -> Void
    ) throws {
        try JSONDecoder().decode(ReportNumbers.self, from: content).walk("", name, found)
    }

    private subscript(_ key: String) -> ReportNumbers? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    func has(_ key: String) -> Bool { self[key] != nil }

    func text(_ key: String) -> String? {
        if case .text(let text) = self[key] { text } else { nil }
    }

    func number(_ key: String) -> String? {
        if case .number(let number) = self[key] { String(Int(number)) } else { nil }
    }

    private func walk(
        _ path: String, _ name: (ReportNumbers) -> String?, _ found: (String, Double) -> Void
    ) {
        func joined(_ part: String) -> String { path.isEmpty ? part : "\(path)/\(part)" }
        switch self {
        case .number(let number): found(path, number)
        case .text, .other: break
        case .list(let list):
            for (place, element) in list.enumerated() {
                element.walk(joined(name(element) ?? String(place)), name, found)
            }
        case .object(let members):
            for (key, member) in members { member.walk(joined(key), name, found) }
        }
    }
}
