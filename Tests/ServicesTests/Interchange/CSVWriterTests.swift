import RandomSupport
import Services
import Testing

@Suite struct CSVWriterTests {
    func written(_ columns: [String], _ rows: [[String?]]) throws -> String {
        var writer = CSVWriter(columns: columns)
        for row in rows { try writer.append(row) }
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func quotesOnlyWhatNeedsIt() throws {
        #expect(
            try written(["a", "b,c"], [["plain", "x,y"], ["\"q\"", "l\nm"], [nil, ""], ["é 😀", "r\rs"]])
                == "a,\"b,c\"\nplain,\"x,y\"\n\"\"\"q\"\"\",\"l\nm\"\n,\n\u{E9} 😀,\"r\rs\"\n")
    }

    @Test func guardsWhatASpreadsheetWouldRun() throws {
        #expect(
            try written(
                ["a"], [["=1+1"], ["+44 1752"], ["-5"], ["@x"], ["\tx"], ["\rx"], ["'=1"], ["'t Hooft"]])
                == "a\n'=1+1\n'+44 1752\n'-5\n'@x\n'\tx\n\"'\rx\"\n''=1\n't Hooft\n")
        #expect(try written(["a"], [["=\u{301}1"]]) == "a\n'=\u{301}1\n")
    }

    @Test func guardsAndUnguardsEveryValueBackToItself() {
        for value in [
            "", "'", "''", "=", "'=", "''=", "'a", "-", "'-5", "\t", "'\r\n", "\r\n", "a=", "=\u{301}",
        ] {
            let guarded = CSVWriter.guarded(value)
            #expect(
                CSVReader.unguarded(guarded).unicodeScalars.elementsEqual(value.unicodeScalars), "\(value)")
        }
        #expect(CSVReader.unguarded("=1") == "=1")
        #expect(CSVReader.unguarded("'=\u{301}").unicodeScalars.count == 2)
    }

    @Test func refusesARowOfTheWrongWidth() {
        var writer = CSVWriter(columns: ["a", "b"])
        #expect(throws: CSVError(.tooFewFields(found: 1, expected: 2))) { try writer.append(["1"]) }
        #expect(throws: CSVError(.tooManyFields(expected: 2))) { try writer.append(["1", "2", "3"]) }
    }

    @Test func tellsAnEmptyOnlyFieldFromAnEmptyLine() throws {
        #expect(try written(["a"], [[""], [nil]]) == "a\n\"\"\n\"\"\n")
    }

    @Test func replacesNUL() throws {
        #expect(try written(["a"], [["x\u{0}y"]]) == "a\n\"x\u{FFFD}y\"\n")
    }

    @Test func handsOverInPieces() throws {
        var writer = CSVWriter(columns: ["a"])
        #expect(writer.take() == Array("a\n".utf8))
        #expect(writer.take().isEmpty)
        try writer.append(["1"])
        #expect(writer.take() == Array("1\n".utf8))
    }

    @Test func everyTableComesBackFromTheReader() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("CSV round trip seed \(seed)")
        var random = Seeded(seed: seed)
        let pieces = [
            "a", ",", "\"", "\n", "\r", "\r\n", "'", "=", "+", "-", "@", "\t", " ", "é", "e\u{301}", "😀", "𝔘",
        ]
        for round in 0..<2_000 {
            let width = Int.random(in: 1...5, using: &random)
            let columns = (0..<width).map { "column \($0), \"x\"" }
            let rows = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                (0..<width).map { _ in
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in
                        pieces[Int.random(in: 0..<pieces.count, using: &random)]
                    }.joined()
                }
            }
            let records = try CSVRecords(text: written(columns, rows))
            #expect(records.header.names == columns, "seed \(seed), round \(round)")
            #expect(
                records.rows.map { $0.values.map { Array($0.utf8) } }
                    == rows.map { $0.map { Array($0.utf8) } },
                "seed \(seed), round \(round)")
        }
    }
}
