import Services
import Testing

@Suite struct CSVLimitTests {
    @Test func refusesAMillionColumnsAfterTheFirstTwoHundred() {
        let header = Array(String(repeating: "c,", count: 1_000_000).utf8)
        let outcome = CSVOutcome(header)
        #expect(outcome.message == "line 1, column 201: more than 200 columns")
        #expect(outcome.bytesConsumed <= 400)
    }

    @Test func refusesAMillionFieldsBelowAShortHeaderAtTheFirstTooMany() {
        let text = "a,b\n" + String(repeating: "1,", count: 1_000_000)
        let refused = CSVOutcome(text)
        #expect(
            refused.message == "line 2: more fields than the header's 2"
        )
        #expect(refused.bytesConsumed <= 8)
        let delivered = CSVOutcome(text, raggedRows: .delivered)
        #expect(delivered.message == "line 2, column 201: more than 200 columns")
        #expect(delivered.bytesConsumed <= 404)
    }

    @Test func takesExactlyTheLimits() {
        let limits = CSVLimits(columns: 2, fieldBytes: 4, recordBytes: 9, rows: 2)
        for text in [
            "a,b\n1234,5678\n1,2\n", "a,b\r\n1234,5678\r\n\"1\"\"2\"\"\",2\r\n", "a,b\n1,2\n1,\"1234\"\r\n",
        ] {
            let bytes = Array(text.utf8)
            #expect(CSVOutcome(bytes, limits: limits).error == nil, "\(text)")
            #expect(
                CSVOutcome(bytes, cuts: Array(bytes.indices.dropFirst()), limits: limits).error == nil,
                "\(text)")
        }
    }

    @Test(arguments: [
        ("a,b,c\n", "line 1, column 3: more than 2 columns"),
        ("a,b\n1,12345\n", "line 2, column 2 \"b\": the field is longer than 4 bytes"),
        ("a,b\n1,\"12\n45\"\n", "line 2, column 2 \"b\": the field is longer than 4 bytes"),
        ("a,b\n1,\"12345", "line 2, column 2 \"b\": the field is longer than 4 bytes"),
        ("a,b\n1,12345\"\n", "line 2, column 2 \"b\": the field is longer than 4 bytes"),
        ("a,b\n1,12345\u{0}\n", "line 2, column 2 \"b\": the field is longer than 4 bytes"),
        ("a,b\n1,\"12345\"x\n", "line 2, column 2 \"b\": the field is longer than 4 bytes"),
        ("a,b\n1,éé1\n", "line 2, column 2 \"b\": the field is longer than 4 bytes"),
        ("12345,b\n", "line 1, column 1: the field is longer than 4 bytes"),
        ("a,b\n1,2\n3,4\n5,6\n", "line 4: more than 2 rows, split the file"),
    ])
    func namesTheLimitThatWasPassed(_ text: String, _ message: String) {
        let limits = CSVLimits(columns: 2, fieldBytes: 4, recordBytes: 100, rows: 2)
        let bytes = Array(text.utf8)
        let whole = CSVOutcome(bytes, limits: limits)
        #expect(whole.message == message)
        let single = CSVOutcome(bytes, cuts: Array(bytes.indices.dropFirst()), limits: limits)
        #expect(single.sameReading(as: whole), "byte by byte: \(single)")
    }

    @Test func namesTheRecordLimit() {
        let limits = CSVLimits(fieldBytes: 8, recordBytes: 10)
        let bytes = Array("a,b,c\n12345,12345,1\n".utf8)
        let whole = CSVOutcome(bytes, limits: limits)
        #expect(whole.message == "line 2, column 2 \"b\": the record is longer than 10 bytes")
        #expect(
            CSVOutcome(bytes, cuts: Array(bytes.indices.dropFirst()), limits: limits).sameReading(as: whole))
    }

    @Test func refusesALongFieldWithinOneChunkOfTheLimit() throws {
        var reader = CSVReader()
        try reader.feed(Array("a,b\n1,\"".utf8)) { _ in }
        let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 256 << 10)
        var fed = 0
        var refusal: CSVError?
        while refusal == nil, fed < 100 {
            fed += 1
            do { try reader.feed(chunk) { _ in } } catch { refusal = error as? CSVError }
        }
        #expect(refusal?.kind == .fieldTooLong(limit: 1 << 20))
        #expect(fed == 5)
    }
}
