import FoundationEssentials
import Matching
import Testing

/// The line of an answer, read back by a decoder that is not ours.
struct SolutionLineTests {
    struct Parts: Decodable, Equatable {
        var unplaced: Int
        var problems: Int
        var rank: Int
        var travel: Int
    }

    struct Line: Decodable {
        var id: String?
        var students: Int
        var settings: Int
        var pairs: Int
        var objective: Parts
        var assignment: [Int?]
        var closed_settings: [Int]
        var bound: Parts
        var exact: Bool
        var certificate: String
        var blocking_pairs: [String: Int]
        var seconds: [String: Double]
    }

    @Test func everyKeyIsWritten() throws {
        // Setting 1 needs two, but one student may go there at most.
        let instance = try MatchingInstance(
            studentCount: 3, capacities: [1, 2], minimums: [0, 2],
            pairs: [
                .init(student: 0, setting: 0, rank: 1, problems: 1, travel: 20),
                .init(student: 1, setting: 0, rank: 2, travel: 7, band: 2),
                .init(student: 2, setting: 1, rank: 1, travel: 9),
            ])
        let solution = try Matcher.solve(instance)
        let bytes = SolutionLine(
            id: "a\"\\\u{1}é", instance: instance, solution: solution, isCertified: true,
            seconds: .init(read: 0.0000014, solve: 12.5, certify: .nan)
        ).bytes()
        #expect(bytes.last == 0x0A && bytes.dropLast().contains(0x0A) == false)
        let line = try JSONDecoder().decode(Line.self, from: Data(bytes))
        #expect(line.id == "a\"\\\u{1}é")
        #expect([line.students, line.settings, line.pairs] == [3, 2, 3])
        #expect(line.objective == Parts(unplaced: 2, problems: 0, rank: 2, travel: 7))
        #expect(line.assignment == [nil, 0, nil])
        #expect(line.closed_settings == [1])
        #expect(line.bound == Parts(unplaced: 1, problems: 0, rank: 3, travel: 16))
        #expect(line.exact && line.certificate == "valid")
        #expect(line.blocking_pairs == ["weak": 1])
        #expect(line.seconds == ["read": 0.000001, "solve": 12.5, "certify": 0])
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasSuffix("\"seconds\":{\"read\":0.000001,\"solve\":12.500000,\"certify\":0.000000}}\n"))
    }

    @Test func nothingIsNull() throws {
        let instance = try MatchingInstance(studentCount: 0, capacities: [], pairs: [])
        let solution = try Matcher.solve(instance)
        let bytes = SolutionLine(
            id: nil, instance: instance, solution: solution, isCertified: false,
            seconds: .init(read: -1, solve: .infinity, certify: 0)
        ).bytes()
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("{\"id\":null,\"students\":0,") && text.contains("\"certificate\":\"none\""))
        _ = try JSONDecoder().decode(Line.self, from: Data(bytes))
    }
}
