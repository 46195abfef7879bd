import Logging
import Postgres

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Copies a file into a table, the work of `psql \copy`.
struct FileCopy {
    let path: String

    init(_ arguments: Arguments) throws(Arguments.Failure) {
        path = try arguments.text("--file")
    }

    func run(_ configuration: PostgresConfiguration) async throws -> [(String, Double)] {
        let connection = try await PostgresConnection.connect(
            configuration, logger: Logger(label: "berth-bench"))
        let rows = try await connection.perform { db in
            let file = open(path, O_RDONLY)
            guard file >= 0 else { throw Arguments.Failure(text: "\(path) cannot be read") }
            defer { _ = Self.closeFile(file) }
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            return try db.copyIn("copy narrow (id, group_id, noted_on, note) from stdin") { writer in
                while true {
                    let count = buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
                    if count <= 0 { break }
                    try buffer.withUnsafeBytes {
                        try writer.write(UnsafeRawBufferPointer(rebasing: $0[..<count]))
                    }
                }
            }
        }
        await connection.close()
        return [("rows", Double(rows))]
    }

    private static func closeFile(_ file: Int32) -> Int32 { close(file) }
}
