import FoundationEssentials
import Matching
import MatchingSupport
import RandomSupport
import Testing

/// Both formats of instances, whole and cut anywhere, and what is said about files that are wrong.
struct InstanceReaderTests {
    static func read(_ text: String, piece: Int = .max) throws -> [ReadInstance] {
        try read(Array(text.utf8), piece: piece)
    }

    static func read(_ bytes: [UInt8], piece: Int = .max) throws -> [ReadInstance] {
        var reader = InstanceReader()
        var instances: [ReadInstance] = []
        var start = 0
        while start < bytes.count {
            let end = piece > bytes.count - start ? bytes.count : start + piece
            instances += try reader.feed(Array(bytes[start..<end]))
            start = end
        }
        return try instances + reader.finish()
    }

    static func error(_ text: String) -> ReadingError? { error(Array(text.utf8)) }

    static func error(_ bytes: [UInt8]) -> ReadingError? {
        do {
            _ = try read(bytes)
            return nil
        } catch {
            return error as? ReadingError
        }
    }

    static func text(of instance: MatchingInstance, pairs: [MatchingInstance.Pair], end: String = "\n")
        -> String
    {
        var lines = ["\(instance.studentCount) \(instance.settingCount) \(pairs.count)"]
        for (capacity, minimum) in zip(instance.capacities, instance.minimums) {
            lines.append("\(capacity) \(minimum)")
        }
        for pair in pairs {
            lines.append(
                "\(pair.student) \(pair.setting) \(pair.rank) \(pair.problems) \(pair.travel) \(pair.band)")
        }
        return lines.map { $0 + end }.joined()
    }

    static func json(of instance: MatchingInstance) -> String {
        let pairs = instance.pairs.map {
            "{\"s\":\($0.student),\"t\":\($0.setting),\"rank\":\($0.rank),\"problems\":\($0.problems),"
                + "\"travel\":\($0.travel),\"band\":\($0.band)}"
        }
        let couples = instance.together.map { "[\($0.0),\($0.1)]" }
        return
            "{\"n\":\(instance.studentCount),\"m\":\(instance.settingCount),\"capacity\":\(instance.capacities),"
            + "\"minimum\":\(instance.minimums),\"edges\":[\(pairs.joined(separator: ","))],"
            + "\"same_setting_pairs\":[\(couples.joined(separator: ","))]}\n"
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func whatIsWrittenIsRead(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let instance = try SmallInstance.make(
            .init(students: 9, settings: 6, hasMinimums: true, couples: 2), random: &random)
        let piece = 1 + random.below(40)
        let json = try Self.read(Self.json(of: instance) + "\n" + Self.json(of: instance), piece: piece)
        #expect(json.map(\.instance) == [instance, instance] && json.map(\.line) == [1, 3], "seed \(seed)")
        let alone = try MatchingInstance(
            studentCount: instance.studentCount, capacities: instance.capacities, minimums: instance.minimums,
            pairs: instance.pairs)
        let shuffled = instance.pairs.shuffled(using: &random)
        for end in ["\n", "\r\n", "  \t\n"] {
            let text = Self.text(of: instance, pairs: shuffled, end: end)
            #expect(try Self.read(text, piece: piece).map(\.instance) == [alone], "seed \(seed)")
            // No end of the last line, and blank lines after it.
            #expect(try Self.read(String(text.dropLast(end.count)), piece: piece).count == 1, "seed \(seed)")
            #expect(try Self.read(text + "\n \n\r\n", piece: piece).count == 1, "seed \(seed)")
        }
    }

    @Test func storedFilesAreRead() throws {
        #expect(try Self.read(StoredInstances.bytes("micro.jsonl"), piece: 997).count == 100)
        let medium = try Self.read(StoredInstances.bytes("medium.jsonl"))
        #expect(medium.map(\.id) == (0..<6).map { "medium-0\($0)" })
        #expect(medium[1].instance.studentCount == 143 && medium[1].instance.together.count == 9)
        let text = try Self.read(StoredInstances.bytes("p1000.txt"), piece: 4096)
        #expect(text.map(\.instance.pairCount) == [12416] && text[0].id == nil)
    }

    static let good = "2 2 3\n1 0\n2 2\n0 0 1 0 5 1\n0 1 2 0 6 1\n1 0 1 0 7 2\n"

    @Test(arguments: [
        ("", 1, ReadingError.Reason.empty),
        ("\n \n", 3, .empty),
        ("x", 1, .unknownFormat),
        ("2 2\n", 1, .wrongNumberOfColumns(expected: 3, found: 2)),
        ("2 2 3 4\n", 1, .wrongNumberOfColumns(expected: 3, found: 4)),
        ("2 2 3\n1 0\n", 2, .truncated(what: "settings", expected: 2, found: 1)),
        ("2 2 3\n1 0\n2 2\n0 0 1 0 5 1\n", 4, .truncated(what: "pairs", expected: 3, found: 1)),
        ("2 2 3\n1 0\n2 2\n0 0 1 0 5", 4, .wrongNumberOfColumns(expected: 6, found: 5)),
        (good + "1 1 1 0 7 2\n", 7, .rowsAfterTheEnd(pairs: 3)),
        (good + "\n1 1 1 0 7 2\n", 8, .rowsAfterTheEnd(pairs: 3)),
        ("2 2 3\n1 0\n2 2\n0 0 1 0 5 1\n\n0 1 2 0 6 1\n", 6, .blankLine),
        ("2 2 3\n\n1 0\n", 3, .blankLine),
        ("2 2 3\n1 -1\n", 2, .notANumber(found: "-1")),
        ("2 2 3\n1 0\n2 2\n0 0 1 0 5.5 1\n", 4, .notANumber(found: "5.5")),
        ("2 2 3\n1 0\n2 2\n0 0 1 0 5x 1\n", 4, .notANumber(found: "5x")),
        ("2 2 3\n1 0\n2 2\n0 0 1 0 5 1\u{0}\n", 4, .zeroByte),
        (
            "2 2 3\n1 0\n2 2\n0 0 1 0 2147483648 1\n", 4,
            .numberTooLarge(found: "2147483648", largest: 2_147_483_647)
        ),
        (
            "2 2 3\n1 0\n2 2\n0 0 1 0 99999999999999999999999 1\n", 4,
            .numberTooLarge(found: "99999999999999999999…", largest: 2_147_483_647)
        ),
        ("2147483647 2 3\n", 1, .numberTooLarge(found: "2147483647", largest: 1 << 24)),
        ("2 2 1\n1 0\n2 2\n0 0 1\r0 5 1\n", 4, .notANumber(found: "\\r")),
        (
            "2 2 1\n1 0\n2 3\n0 0 1 0 5 1\n", 3,
            .impossible(.minimumAboveCapacity(setting: 1, minimum: 3, capacity: 2))
        ),
        ("2 2 1\n1 0\n2 2\n2 0 1 0 5 1\n", 4, .impossible(.noSuchStudent(row: 0, student: 2))),
        (
            "2 2 3\n1 0\n2 2\n1 0 1 0 5 1\n0 1 2 0 6 1\n1 0 1 0 7 2\n", 6,
            .impossible(.duplicatePair(row: 2, first: 0, student: 1, setting: 0))
        ),
    ])
    func wrongTextIsNamed(text: String, line: Int, reason: ReadingError.Reason) {
        #expect(Self.error(text) == ReadingError(line: line, reason: reason))
        #expect(!"\(ReadingError(line: line, reason: reason))".isEmpty)
    }

    static let tail = "\"capacity\":[1],\"edges\":[]}"

    @Test(arguments: [
        (
            "{\"n\":1,\"m\":1,\(tail) x",
            ReadingError.Reason.notJSON(expected: "the end of the line", column: 41)
        ),
        ("{\"n\":1,\"m\":1,\"capacity\":[1]}", .missingKey("edges")),
        ("{\"m\":1,\(tail)", .missingKey("n")),
        ("{\"n\":1,\"n\":1,\"m\":1,\(tail)", .repeatedKey("n")),
        ("{\"n\":1,\"\\u006e\":1,\"m\":1,\(tail)", .repeatedKey("n")),
        ("{\"n\":1,\"m\":2,\(tail)", .wrongLength(key: "capacity", expected: 2, found: 1)),
        ("{\"n\":1,\"m\":1,\"minimum\":[],\(tail)", .wrongLength(key: "minimum", expected: 1, found: 0)),
        ("{\"n\":1.0,\"m\":1,\(tail)", .notJSON(expected: "a whole number from 0", column: 6)),
        ("{\"n\":1e2,\"m\":1,\(tail)", .notJSON(expected: "a whole number from 0", column: 6)),
        ("{\"n\":01,\"m\":1,\(tail)", .notJSON(expected: "a whole number from 0", column: 6)),
        ("{\"n\":-1,\"m\":1,\(tail)", .notJSON(expected: "a whole number from 0", column: 6)),
        ("{\"n\":null,\"m\":1,\(tail)", .notJSON(expected: "a whole number from 0", column: 6)),
        ("{\"n\":16777217,\"m\":1,\(tail)", .numberTooLarge(found: "16777217", largest: 1 << 24)),
        ("{\"n\":2147483648", .numberTooLarge(found: "2147483648…", largest: 2_147_483_647)),
        ("{\"n\":1,}", .notJSON(expected: "\"\"\"", column: 8)),
        ("{\"n\":1", .notJSON(expected: "\"}\"", column: 7)),
        ("{\"n\" 1", .notJSON(expected: "\":\"", column: 6)),
        ("{\"truth\":tru", .notJSON(expected: "a value", column: 10)),
        ("{\"truth\":1.", .notJSON(expected: "a digit", column: 12)),
        ("{\"truth\":\"\\x\"", .notJSON(expected: "an escape", column: 12)),
        ("{\"truth\":\"\\ud800\"", .notJSON(expected: "a low surrogate", column: 17)),
        ("{\"truth\":\"a", .notJSON(expected: "the closing quotation mark", column: 12)),
        ("{\"n\":1,\u{0}\"m\":1}", .zeroByte),
        (
            "{\"n\":1,\"m\":1,\"capacity\":[1],\"edges\":[{\"s\":0,\"t\":0,\"rank\":1,\"problems\":0,\"band\":1}]}",
            .missingKey("travel")
        ),
        (
            "{\"n\":1,\"m\":1,\"capacity\":[1],\"edges\":[],\"same_setting_pairs\":[[0,0]]}",
            .impossible(.togetherWithSelf(row: 0, student: 0))
        ),
        (
            "{\"n\":1,\"m\":1,\"capacity\":[1],\"edges\":[],\"same_setting_pairs\":[[0]]}",
            .notJSON(expected: "\",\"", column: 64)
        ),
    ])
    func wrongJSONIsNamed(text: String, reason: ReadingError.Reason) throws {
        #expect(Self.error("\n" + text) == ReadingError(line: 2, reason: reason))
    }

    @Test func deepValuesAreRefusedBeforeTheStackIs() {
        let text = "{\"truth\":" + String(repeating: "[", count: 1_000_000)
        #expect(
            Self.error(text)?.reason == .notJSON(expected: "a value that is less than 64 deep", column: 74))
    }

    @Test func unknownKeysAreSkippedAndEscapesResolved() throws {
        let text =
            "\u{FEFF}{ \"truth\" : {\"a\":[1.5e-3,-0,true,null,{}],\"b\":\"\\\"]}\"} , \"id\":\"a\\u00e9\\ud83d\\ude00\\n\","
            + "\"n\":0,\"m\":0,\"capacity\":[ ],\"edges\":[],\"x\":[]} \r\n"
        let read = try Self.read(text)
        #expect(read.map(\.id) == ["aé😀\n"])
        #expect(read[0].instance.studentCount == 0)
        #expect(try Self.read("\u{FEFF}0 0 0\n").count == 1)
    }

    @Test func invalidUTF8IsRefused() {
        let text = Array("{\"id\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
        #expect(Self.error(text)?.reason == .notJSON(expected: "valid UTF-8", column: 11))
    }

    /// A damaged file may be read or refused, but nothing else may happen.
    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func damagedFilesNeverCrash(seed: UInt64) throws {
        var random = Seeded(seed: seed)
        let instance = try SmallInstance.make(.init(hasMinimums: true, couples: 1), random: &random)
        for text in [Self.json(of: instance), Self.text(of: instance, pairs: instance.pairs)] {
            var bytes = Array(text.utf8)
            for _ in 0...random.below(3) {
                let at = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes[at] = UInt8(random.below(256))
                case 1 where bytes.count > 1: bytes.remove(at: at)
                default: bytes.removeSubrange(at...)
                }
                if bytes.isEmpty { break }
            }
            do {
                for read in try Self.read(bytes, piece: 1 + random.below(30)) {
                    #expect(read.instance.pairCount <= bytes.count, "seed \(seed)")
                }
            } catch let error as ReadingError {
                #expect(error.line >= 1 && !error.description.isEmpty, "seed \(seed)")
            }
        }
    }
}
