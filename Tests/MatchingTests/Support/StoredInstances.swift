import FoundationEssentials
import Matching

/// The instances that are kept beside the tests, with their known answers.
enum StoredInstances {
    /// What is known about an instance.
    struct Truth: Decodable {
        var weakly_stable: Int?
        var strongly_stable: Int?
        var super_stable: Int?
        var max_weakly_stable: Int?
        var min_weakly_stable: Int?
        var lex_optimum: [Int]?
        var lex_optimum_with_minimum: [Int]?
        var lex_optimum_with_minimum_and_pairs: [Int]?
    }

    private struct Line: Decodable {
        var truth: Truth
    }

    /// The bytes of one of the files.
    static func bytes(_ name: String, file: String = #filePath) throws -> [UInt8] {
        let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
        return [UInt8](try Data(contentsOf: folder.appending(path: "Data/\(name)")))
    }

    /// The instances of a file of JSON lines with what is known about them.
    static func withTruth(_ name: String) throws -> [(read: ReadInstance, truth: Truth)] {
        let bytes = try bytes(name)
        var reader = InstanceReader()
        let instances = try reader.feed(bytes) + reader.finish()
        let truths = try bytes.split(separator: 0x0A).map {
            try JSONDecoder().decode(Line.self, from: Data($0)).truth
        }
        return Array(zip(instances, truths))
    }

    /// The objective that a list of four numbers stands for.
    static func objective(_ parts: [Int]) -> Objective {
        Objective(unplaced: parts[0], problems: parts[1], rank: parts[2], travel: parts[3])
    }
}
