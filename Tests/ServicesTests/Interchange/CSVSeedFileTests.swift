import Foundation
import Services
import Testing

/// The files that Berth is seeded with are the first that its reader must take.
@Suite struct CSVSeedFileTests {
    static let files: [URL] = {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let folder = root.appending(path: "seeds/reference")
        let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (found ?? []).filter { $0.pathExtension == "csv" }.sorted { $0.path < $1.path }
    }()

    @Test func findsSeedFiles() { #expect(Self.files.count >= 8) }

    @Test(arguments: files) func readsAndWritesBackEverySeedFile(_ file: URL) throws {
        let records = try CSVRecords(path: file.path)
        #expect(!records.rows.isEmpty)
        var writer = CSVWriter(columns: records.header.names)
        for row in records.rows { try writer.append(row.values) }
        let again = try CSVRecords(text: String(decoding: writer.take(), as: UTF8.self))
        #expect(again.header == records.header)
        #expect(again.rows.map(\.values) == records.rows.map(\.values))
    }
}
