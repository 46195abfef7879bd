import Services
import Testing

@Suite struct CSVReaderFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let message: String
        var testDescription: String { message }

        init(_ text: String, _ message: String) {
            bytes = Array(text.utf8)
            self.message = message
        }

        init(_ before: String, _ bytes: [UInt8], _ after: String, _ message: String) {
            self.bytes = Array(before.utf8) + bytes + Array(after.utf8)
            self.message = message
        }
    }

    static let latin = ", as in Latin-1 or Windows-1252"
    static let save = ": save it as CSV UTF-8"

    static let cases: [Case] = [
        Case("", "the file is empty: its first line must be the header"),
        Case("\u{FEFF}", "the file is empty: its first line must be the header"),
        Case("\n", "line 1, column 1: the header has a column without a name"),
        Case("a,,c\n", "line 1, column 2: the header has a column without a name"),
        Case("a, \t\n", "line 1, column 2: the header has a column without a name"),
        Case("a,b,\n1,2,3\n", "line 1, column 3: the header has a column without a name"),
        Case("a,b,a\n", "line 1, column 3: the header has the column \"a\" twice, first as column 1"),
        Case("a,b\n1\n", "line 2: 1 field where the header has 2"),
        Case("a,b,c\n1,2,3\n\"1\n\",2\n", "line 3: 2 fields where the header has 3"),
        Case("a,b,c\n1,2", "line 2: 2 fields where the header has 3"),
        Case("a,b\n1,2\n3,4,5\n", "line 3: more fields than the header's 2"),
        Case("a,b\n1,2,\n", "line 2: more fields than the header's 2"),
        Case("a,b\n1,2\n\n3,4\n", "line 3: the line is empty, remove it"),
        Case("a,b\r\n1,2\r\n\r\n", "line 3: the line is empty, remove it"),
        Case(
            "a,b\n1,x\"y\"\n",
            "stray quote at line 2, column 2 \"b\": put quotes around the whole field and double those inside it"
        ),
        Case(
            "a,b\n1, \"y\"\n",
            "stray quote at line 2, column 2 \"b\": put quotes around the whole field and double those inside it"
        ),
        Case(
            "a\"\n",
            "stray quote at line 1, column 1: put quotes around the whole field and double those inside it"),
        Case(
            "a,b\n\"x\ny\"z,1\n",
            "text after the closing quote at line 3, column 1 \"a\": double a quote that belongs to the field"
        ),
        Case(
            "a,b\n\"x\" ,1\n",
            "text after the closing quote at line 2, column 1 \"a\": double a quote that belongs to the field"
        ),
        Case("a,b\n1,2\n3,\"x\ny\nz", "the quote that begins at line 3, column 2 \"b\" is never closed"),
        Case("a,b\n1,\"", "the quote that begins at line 2, column 2 \"b\" is never closed"),
        Case("a,\"b\n", "the quote that begins at line 1, column 2 is never closed"),
        Case("a,b\n1,\u{0}2\n", "NUL byte at line 2, column 2 \"b\": the file is not plain text"),
        Case("a,b\n\"x\n\u{0}\",2\n", "NUL byte at line 3, column 1 \"a\": the file is not plain text"),
        Case("a,b\n\"x\"\u{0},2\n", "NUL byte at line 2, column 1 \"a\": the file is not plain text"),
        Case("\u{0}", "NUL byte at line 1, column 1: the file is not plain text"),
        Case(
            "a,b\r1,2\r",
            "carriage return without line feed at line 1, column 2: save it with line ends LF or CRLF"),
        Case(
            "a,b\n1,2\r3,4\n",
            "carriage return without line feed at line 2, column 2 \"b\": save it with line ends LF or CRLF"),
        Case(
            "a,b\n1,\"2\"\r",
            "carriage return without line feed at line 2, column 2 \"b\": save it with line ends LF or CRLF"),
        Case(
            "a,b\n\r\r\n",
            "carriage return without line feed at line 2, column 1 \"a\": save it with line ends LF or CRLF"),
        Case(
            "name,b\n1,2\nJos", [0xE9], ",4\n",
            "not UTF-8 at line 3, column 1 \"name\" (byte 0xE9\(latin))\(save)"),
        Case("a,b\n1,Jos", [0xE9], "\n", "not UTF-8 at line 2, column 2 \"b\" (byte 0xE9\(latin))\(save)"),
        Case(
            "a,b\n1,\"Jos", [0xE9], "\"\n", "not UTF-8 at line 2, column 2 \"b\" (byte 0xE9\(latin))\(save)"),
        Case("a,b\n1,\"", [0xE9], "\n\"\n", "not UTF-8 at line 2, column 2 \"b\" (byte 0xE9\(latin))\(save)"),
        Case("a,", [0x93], "b\n", "not UTF-8 at line 1, column 2 (byte 0x93\(latin))\(save)"),
        Case("a\n1", [0xE9], "", "not UTF-8 at line 2, column 1 \"a\" (byte 0xE9)\(save)"),
        Case("a\n1", [0xC3, 0xC3], "\n", "not UTF-8 at line 2, column 1 \"a\" (byte 0xC3)\(save)"),
        Case("a\n1", [0xC0, 0x80], "\n", "not UTF-8 at line 2, column 1 \"a\" (byte 0xC0\(latin))\(save)"),
        Case("a\n1", [0xE0, 0x9F, 0x80], "\n", "not UTF-8 at line 2, column 1 \"a\" (byte 0xE0)\(save)"),
        Case("a\n1", [0xED, 0xA0, 0x80], "\n", "not UTF-8 at line 2, column 1 \"a\" (byte 0xED)\(save)"),
        Case(
            "a\n1", [0xF0, 0x8F, 0xBF, 0xBF], "\n", "not UTF-8 at line 2, column 1 \"a\" (byte 0xF0)\(save)"),
        Case(
            "a\n1", [0xF4, 0x90, 0x80, 0x80], "\n", "not UTF-8 at line 2, column 1 \"a\" (byte 0xF4)\(save)"),
        Case(
            "a\n1", [0xF0, 0x9F, 0x98], "\n", "not UTF-8 at line 2, column 1 \"a\" (byte 0xF0\(latin))\(save)"
        ),
        Case("", [0xFF, 0xFE, 0x61, 0x00], "", "the file is UTF-16\(save)"),
        Case("", [0xFE, 0xFF, 0x00, 0x61], "", "the file is UTF-16\(save)"),
        Case("", [0xFF, 0xFE], "", "the file is UTF-16\(save)"),
        Case("", [0x61, 0x00, 0x2C, 0x00, 0x62], "", "the file is UTF-16\(save)"),
        Case("", [0x00, 0x61, 0x00, 0x2C, 0x00], "", "the file is UTF-16\(save)"),
    ]

    @Test(arguments: cases) func saysExactlyWhatIsWrongAndWhere(_ wrong: Case) {
        let whole = CSVOutcome(wrong.bytes)
        #expect(whole.message == wrong.message)
        let single = CSVOutcome(wrong.bytes, cuts: Array(wrong.bytes.indices.dropFirst()))
        #expect(single.sameReading(as: whole), "byte by byte: \(single)")
    }

    @Test func deliversTheRowsBeforeTheFault() {
        let outcome = CSVOutcome("a,b\n1,2\n3,4\n5\n6,7\n")
        #expect(outcome.fields == [["1", "2"], ["3", "4"]])
        #expect(outcome.error?.line == 4)
    }

    @Test func namesTheColumnInPartsForMachines() {
        let error = CSVOutcome("a,b\n1,\"x\"y\n").error
        #expect(error == CSVError(.textAfterQuote, line: 2, column: 2, columnName: "b"))
    }

    @Test func cutsALongColumnNameInMessages() {
        let name = String(repeating: "é", count: 500)
        #expect(
            CSVOutcome("\(name),\(name)\n").message
                == "line 1, column 2: the header has the column \"\(String(repeating: "é", count: 60))…\" twice, "
                + "first as column 1")
    }
}
