import Foundation
import Logging
import Testing

@testable import PostgresServer

/// A server in a folder of its own that is stopped and removed when the body ends.
///
/// Durability is off to save the seconds it costs: these tests end processes, not machines.
func withTemporaryServer(
    settings: [String: String] = ["fsync": "off", "shared_buffers": "16MB", "max_connections": "20"],
    subfolder: String = "", mode: Int = 0o755,
    _ body: (LocalServer) async throws -> Void
) async throws {
    let folder = "/tmp/berth-server-test-\(UUID().uuidString.prefix(8).lowercased())"
    try FileManager.default.createDirectory(
        atPath: folder + subfolder, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder)
    let server = LocalServer(
        location: ServerLocation(home: folder + subfolder), logger: Logger(label: "test"),
        environment: ProcessInfo.processInfo.environment, settings: settings)
    let result: Result<Void, any Error>
    do {
        result = .success(try await body(server))
    } catch {
        result = .failure(error)
    }
    try await server.stop()
    let location = server.location
    if location.base != location.folder { try FileManager.default.removeItem(atPath: location.base) }
    if location.socketDirectory.hasPrefix("/tmp/berth-\(location.fingerprint)") {
        try? FileManager.default.removeItem(atPath: location.socketDirectory)
    }
    try FileManager.default.removeItem(atPath: folder)
    try result.get()
}

extension LocalServer {
    /// Number of the running server's main process; fails the test if none runs.
    func runningProcess() async throws -> Int32 {
        let status = await status()
        guard case .running(let pid, _) = status else {
            throw ServerError(.program, "not running but \(status)")
        }
        return pid
    }
}
