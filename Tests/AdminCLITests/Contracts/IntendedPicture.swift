import Domain
import Foundation
import TestSupport
import Testing

@testable import AdminCLI

/// The picture that the head of `plymouth.history` says is meant, read from its comment lines.
struct IntendedPicture {
    struct Candidate: Equatable, CustomStringConvertible {
        let reference: String
        let name: String
        let outlook: String
        /// The day they are expected, where they have not started; for those who started, that day.
        let day: String?
        let blamed: String?

        var description: String { "\(reference) \(name) \(outlook) \(day ?? "-") \(blamed ?? "-")" }
    }

    let candidates: [Candidate]
    /// Outlook to number, from the sentence above the list.
    let counts: [String: Int]

    static func read() throws -> IntendedPicture {
        let text = try String(
            contentsOfFile: PackageRoot.path + "/seeds/demo/plymouth.history", encoding: .utf8)
        var candidates: [Candidate] = []
        var counts: [String: Int] = [:]
        for line in text.split(separator: "\n").prefix(while: { $0.hasPrefix("#") }) {
            let body = line.dropFirst().trimmingCharacters(in: .whitespaces)
            if let candidate = try candidate(body) { candidates.append(candidate) }
            if body.contains("in post,") && body.contains("lost.") {
                for (name, word) in [
                    ("achieved", "in post"), ("on_course", "on course"), ("at_risk", "at risk"),
                    ("will_miss", "will miss"), ("lost", "lost"),
                ] {
                    counts[name] = try number(before: word, in: body)
                }
            }
        }
        return IntendedPicture(candidates: candidates, counts: counts)
    }

    private static func candidate(_ line: String) throws -> Candidate? {
        let outlooks = ["achieved", "at_risk", "on_course", "will_miss", "lost"]
        let words = line.split(separator: " ").map(String.init)
        guard let reference = words.first, reference.hasPrefix("PLY-C-"),
            let place = words.firstIndex(where: outlooks.contains)
        else { return nil }
        let rest = words[(place + 1)...].joined(separator: " ")
        let day = rest.split { $0 == " " || $0 == "," }.map(String.init)
            .first { CalendarDate(iso: $0) != nil }
        let blamed = rest.range(of: "to blame: ").map { String(rest[$0.upperBound...]) }
        return Candidate(
            reference: reference, name: words[1..<place].joined(separator: " "), outlook: words[place],
            day: words[place] == "lost" ? nil : day, blamed: blamed)
    }

    private static func number(before word: String, in line: String) throws -> Int {
        let range = try #require(line.range(of: " \(word)"), "the head does not say how many are \(word)")
        let digits = line[..<range.lowerBound].reversed().prefix(while: \.isNumber)
        return try #require(Int(String(digits.reversed())))
    }
}
