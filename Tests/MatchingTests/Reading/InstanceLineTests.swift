import FoundationEssentials
import Matching
import MatchingSupport
import RandomSupport
import Testing

/// An instance written as a line is the instance that is read from it.
struct InstanceLineTests {
    private static func instance(_ random: inout Seeded) throws -> MatchingInstance {
        let settings = Int.random(in: 0...5, using: &random)
        let students = Int.random(in: 0...7, using: &random)
        let capacities = (0..<settings).map { _ in Int32.random(in: 0...3, using: &random) }
        var pairs: [MatchingInstance.Pair] = []
        for student in 0..<students {
            for setting in 0..<settings where Bool.random(using: &random) {
                pairs.append(
                    .init(
                        student: Int32(student), setting: Int32(setting),
                        rank: .random(in: 1...9, using: &random),
                        problems: .random(in: 0...4, using: &random),
                        travel: .random(in: 0...120, using: &random), band: .random(in: 1...3, using: &random)
                    ))
            }
        }
        let together: [(Int32, Int32)] = students >= 4 ? [(0, 2), (1, 3)] : []
        return try MatchingInstance(
            studentCount: students, capacities: capacities,
            minimums: capacities.map { Int32.random(in: 0...$0, using: &random) }, pairs: pairs,
            together: together)
    }

    @Test func whatIsWrittenIsRead() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Seeded(seed: seed)
        for turn in 0..<200 {
            let instance = try Self.instance(&random)
            let line = InstanceLine.encoded(instance, id: "WOR-M-0001-4")
            #expect(line.last == 0x0A && line.count { $0 == 0x0A } == 1)
            let read = try InstanceReaderTests.read(line, piece: Int.random(in: 1...40, using: &random))
            try #require(
                read.count == 1, "seed \(seed) turn \(turn): \(String(decoding: line, as: UTF8.self))")
            #expect(read[0].id == "WOR-M-0001-4")
            #expect(
                InstanceLine.encoded(read[0].instance, id: "WOR-M-0001-4") == line,
                "seed \(seed) turn \(turn)")
            #expect(InstanceFingerprint(read[0].instance) == InstanceFingerprint(instance), "seed \(seed)")
            #expect(
                read[0].instance.together.map { [$0.0, $0.1] } == instance.together.map { [$0.0, $0.1] })
        }
    }

    @Test func theNameIsPlainOrLeftOut() throws {
        let instance = try MatchingInstance(
            studentCount: 1, capacities: [1], minimums: [0],
            pairs: [.init(student: 0, setting: 0, rank: 1, problems: 0, travel: 5, band: 1)])
        let odd = try InstanceReaderTests.read(InstanceLine.encoded(instance, id: "a\"b\\c\nd\u{1}é"))
        #expect(odd.map(\.id) == ["abcd"])
        let line = String(decoding: InstanceLine.encoded(instance), as: UTF8.self)
        #expect(!line.contains("\"id\""))
        #expect(try InstanceReaderTests.read(line).map(\.id) == [nil])
    }
}
