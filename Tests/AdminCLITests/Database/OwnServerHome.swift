import Foundation
import TestSupport
import Testing

@testable import AdminCLI

/// A folder for a server of its own, stopped and removed afterwards.
struct OwnServerHome: Sendable {
    let folder: URL
    /// No `DATABASE_URL`: the server under `BERTH_HOME` is meant.
    var environment: [String: String] {
        ["BERTH_HOME": folder.path, "BERTH_USER": "demo", "BERTH_PARTNERSHIP": "plymouth"]
    }

    static func with<Value>(_ body: (OwnServerHome) async throws -> Value) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "berth-home-\(UUID().uuidString)")
        let home = OwnServerHome(folder: folder)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(home))
        } catch {
            result = .failure(error)
        }
        _ = try await home.berth("db stop")
        // Where the server runs as another user its data are elsewhere, and a note says where.
        let note = folder.appending(path: "postgres/location")
        if let text = try? String(contentsOf: note, encoding: .utf8),
            let elsewhere = text.split(separator: "\n").first(where: { $0.hasPrefix("/") })
        {
            try? FileManager.default.removeItem(atPath: String(elsewhere))
        }
        try? FileManager.default.removeItem(at: folder)
        return try result.get()
    }

    /// Runs the built program.
    func berth(_ line: String) async throws -> CommandOutcome {
        try await BerthProcess.run(try CommandLineSplitter.split(line), environment: environment)
    }

    /// Runs the built program and fails the test unless it succeeds.
    @discardableResult
    func done(
        _ line: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> CommandOutcome {
        let outcome = try await berth(line)
        try #require(
            outcome.code == 0, "berth \(line): \(outcome.testDescription)", sourceLocation: sourceLocation)
        return outcome
    }

    /// The number of the server's main process, from `db status`.
    func serverPID() async throws -> Int32 {
        let status = try await done("db status").output
        let digits = try #require(status.split(separator: "process ").last).prefix(while: \.isNumber)
        return try #require(Int32(digits), "\(status)")
    }
}
