import Services
import Testing

@Suite struct CSVReaderTests {
    @Test func readsPlainRowsWithEitherLineEndAndWithoutALast() {
        for end in ["\n", "\r\n"] {
            let outcome = CSVOutcome("a,b,c\(end)1,2,3\(end),,\(end)x y,é,😀")
            #expect(outcome.header == ["a", "b", "c"])
            #expect(outcome.fields == [["1", "2", "3"], ["", "", ""], ["x y", "é", "😀"]])
            #expect(outcome.lines == [2, 3, 4])
            #expect(outcome.error == nil)
        }
    }

    @Test func takesQuotedFieldsAsTheyStand() {
        let outcome = CSVOutcome("a,b\n\"x,\"\"y\"\"\",\"\"\n\"\"\"\",\"two\nlines\"\r\n\" é\r\n\",\"\rz\"\n")
        #expect(
            outcome.fields == [["x,\"y\"", ""], ["\"", "two\nlines"], [" é\r\n", "\rz"]])
        #expect(outcome.error == nil)
    }

    @Test func countsPhysicalLinesAcrossQuotedLineEnds() {
        let outcome = CSVOutcome("a,b\n\"1\n2\r\n3\",x\ny,\"\n\"\nz,w\nq")
        #expect(outcome.lines == [2, 5, 7])
        #expect(outcome.message == "line 8: 1 field where the header has 2")
    }

    @Test func acceptsAByteOrderMark() {
        let outcome = CSVOutcome("\u{FEFF}a,b\n1,2\n")
        #expect(outcome.header == ["a", "b"])
        #expect(outcome.fields == [["1", "2"]])
        let quoted = CSVOutcome("\u{FEFF}\"a\"\n1\n")
        #expect(quoted.header == ["a"])
    }

    @Test func readsAHeaderAlone() {
        for text in ["a,b", "a,b\n", "a,b\r\n", "\u{FEFF}a,b\n"] {
            let outcome = CSVOutcome(text)
            #expect(outcome.header == ["a", "b"])
            #expect(outcome.rows.isEmpty)
            #expect(outcome.error == nil)
        }
    }

    @Test func readsEmptyLinesOfASingleColumnAsEmptyFields() {
        let outcome = CSVOutcome("a\n\n\"\"\nx\n\n")
        #expect(outcome.fields == [[""], [""], ["x"], [""]])
        #expect(outcome.lines == [2, 3, 4, 5])
    }

    @Test func endsTheLastRecordWhereTheFileEnds() {
        #expect(CSVOutcome("a,b\n1,").fields == [["1", ""]])
        #expect(CSVOutcome("a,b\n1,\"\"").fields == [["1", ""]])
        #expect(CSVOutcome("a,b\n1,\"x\"").fields == [["1", "x"]])
        #expect(CSVOutcome("a\n\"\"").fields == [[""]])
    }

    @Test func givesFieldsWithoutTheirGuardAndRawWithIt() throws {
        var reader = CSVReader()
        var seen: [[String]] = []
        try reader.feed(Array("a,b,c\n'=1,'t Hooft,-2\n".utf8)) { row in
            seen.append(row.values())
            let raw = row.raw(0)
            let bytes = Array(row.bytes(0))
            let outside = [row[3], row.raw(-1)]
            let empty = [row.isEmpty(3), row.isEmpty(-1), row.isEmpty(0)]
            #expect(raw == "'=1")
            #expect(bytes == Array("'=1".utf8))
            #expect(outside == ["", ""])
            #expect(empty == [true, true, false])
        }
        try reader.finish { _ in }
        #expect(seen == [["=1", "'t Hooft", "-2"]])
    }

    @Test func keepsBytesAliveForACallerWhoKeepsThem() throws {
        var reader = CSVReader()
        var kept: [ArraySlice<UInt8>] = []
        try reader.feed(Array("a,b\none,two\nthree,four\n".utf8)) { kept.append($0.bytes(1)) }
        #expect(kept.map { String(decoding: $0, as: UTF8.self) } == ["two", "four"])
    }

    @Test func stopsForGoodAfterAnErrorOfTheFileOrOfTheCaller() throws {
        struct Refused: Error {}
        var reader = CSVReader()
        #expect(throws: Refused.self) {
            try reader.feed(Array("a\n1\n2\n".utf8)) { _ in throw Refused() }
        }
        #expect(reader.rowsRead == 1)
        #expect(throws: CSVError(.readerStopped)) { try reader.feed([0x61]) { _ in } }
        #expect(throws: CSVError(.readerStopped)) { try reader.finish { _ in } }

        var finished = CSVReader()
        try finished.feed(Array("a\n".utf8)) { _ in }
        try finished.finish { _ in }
        #expect(throws: CSVError(.readerStopped)) { try finished.finish { _ in } }
    }

    @Test func callsTheHeaderBeforeTheFirstRowAndOnlyOnce() throws {
        var events: [String] = []
        var reader = CSVReader()
        for byte in Array("a,b\n1,2\n3,4".utf8) {
            try reader.feed(
                [byte], header: { events.append("header \($0.count)") }, row: { events.append($0[0]) })
        }
        try reader.finish(header: { _ in events.append("again") }, row: { events.append($0[0]) })
        #expect(events == ["header 2", "1", "3"])
    }

    @Test func deliversRaggedRowsWhenAsked() {
        let outcome = CSVOutcome("a,b\n1\n\n1,2,3\n4,5\n\"\"\n", raggedRows: .delivered)
        #expect(outcome.error == nil)
        #expect(outcome.fields == [["1"], [""], ["1", "2", "3"], ["4", "5"], [""]])
        #expect(
            outcome.rows.map { $0.shapeError?.description } == [
                "line 2: 1 field where the header has 2", "line 3: the line is empty, remove it",
                "line 4: more fields than the header's 2", nil, "line 6: 1 field where the header has 2",
            ])
    }
}
