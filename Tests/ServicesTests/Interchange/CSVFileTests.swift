import Foundation
import Services
import Testing

@Suite struct CSVFileTests {
    /// A file that is gone after the closure.
    func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "berth-\(UUID().uuidString).csv")
        try Data(bytes).write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    @Test func readsAFileOfManyChunks() throws {
        var writer = CSVWriter(columns: ["number", "text"])
        for number in 0..<80_000 {
            try writer.append(["\(number)", number.isMultiple(of: 7) ? "é, \"x\"\n" : "plain"])
        }
        let bytes = writer.take()
        #expect(bytes.count > 3 * (256 << 10))
        try withFile(bytes) { path in
            var next = 0
            try CSVFile.forEachRow(
                path: path, header: { try $0.resolve(required: ["text", "number"]) },
                row: { columns, row in
                    let number = try #require(columns["number"])
                    let text = try #require(columns["text"])
                    if row[number] != "\(next)"
                        || row[text] != (next.isMultiple(of: 7) ? "é, \"x\"\n" : "plain")
                    {
                        Issue.record("row \(next) is \(row.values())")
                    }
                    next += 1
                })
            #expect(next == 80_000)

            var file = try CSVFile(path: path)
            var chunks = 0
            while try file.next(row: { _ in }) { chunks += 1 }
            #expect(chunks == (bytes.count + (256 << 10) - 1) / (256 << 10))
            #expect(file.rowsRead == 80_000)
            #expect(file.bytesConsumed == bytes.count)
        }
    }

    @Test func saysThatTheFileDoesNotExist() {
        let error = #expect(throws: CSVError.self) { try CSVRecords(path: "/nowhere/file.csv") }
        #expect(error?.description == "cannot read /nowhere/file.csv: No such file or directory")
        #expect(
            error?.kind
                == .unreadable(path: "/nowhere/file.csv", reason: "No such file or directory", notFound: true)
        )
    }

    @Test func saysThatADirectoryIsNoFile() {
        let error = #expect(throws: CSVError.self) { try CSVRecords(path: "/") }
        #expect(error?.description == "cannot read /: Is a directory")
    }

    @Test func refusesColumnsBeforeAnyRow() throws {
        try withFile(Array("a,b\n1,2\n".utf8)) { path in
            var rows = 0
            let error = #expect(throws: CSVError.self) {
                try CSVFile.forEachRow(
                    path: path, header: { try $0.resolve(required: ["a"]) }, row: { _, _ in rows += 1 })
            }
            #expect(error?.description == "unknown column b")
            #expect(rows == 0)
        }
    }

    @Test func givesRecordsByName() throws {
        try withFile(Array("b,a\n2,\"1\n\"\n4,3\n".utf8)) { path in
            let records = try CSVRecords(path: path)
            #expect(records.rows.map { $0["a"] } == ["1\n", "3"])
            #expect(records.rows.map { $0["b"] } == ["2", "4"])
            #expect(records.rows.map(\.line) == [2, 4])
            #expect(records.rows[0]["c"] == nil)
            try records.expect(required: ["a"], optional: ["b"])
            let error = #expect(throws: CSVError.self) { try records.expect(required: ["a", "z"]) }
            #expect(error?.description == "missing column z; unknown column b")
        }
    }
}
