import Foundation
import TestSupport
import Testing

/// The built program as a real process.
///
/// What it writes goes to files, so that a process that nobody reads from never stands still.
final class BerthProcess: Sendable {
    /// The number of the process.
    let pid: Int32
    private let process: ProcessBox
    private let ended: AsyncStream<Void>
    private let folder: URL

    /// The program beside the test bundle.
    static let program: URL = {
        let own = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = own.deletingLastPathComponent()
        // On macOS the bundle is a folder, and what runs is a helper elsewhere.
        if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
            folder = URL(filePath: bundle.bundlePath).deletingLastPathComponent()
        }
        return folder.appending(path: "berth")
    }()

    /// Starts it.
    /// - Parameters:
    ///   - arguments: after the program's name.
    ///   - environment: the whole environment beside `PATH` and `HOME`.
    ///   - shell: a script for `sh`, in which `"$@"` is the command, instead of the command by itself.
    static func start(
        _ arguments: [String], environment: [String: String], shell: String? = nil
    ) throws -> BerthProcess {
        try #require(
            FileManager.default.isExecutableFile(atPath: program.path),
            "\(program.path) is not built; swift build --product berth")
        let folder = FileManager.default.temporaryDirectory.appending(path: "berth-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        if let shell {
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = ["-c", shell, "sh", program.path] + arguments
        } else {
            process.executableURL = program
            process.arguments = arguments
        }
        let inherited = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "TMPDIR"].contains($0.key)
        }
        process.environment = inherited.merging(environment) { $1 }
        process.currentDirectoryURL = URL(filePath: PackageRoot.path)
        for name in ["output", "errors"] {
            try Data().write(to: folder.appending(path: name))
        }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "output"))
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: "errors"))
        let (ended, continuation) = AsyncStream.makeStream(of: Void.self)
        process.terminationHandler = { _ in continuation.finish() }
        try process.run()
        return BerthProcess(ProcessBox(process), ended, folder)
    }

    /// Runs it to its end.
    static func run(
        _ arguments: [String], environment: [String: String], shell: String? = nil
    ) async throws -> CommandOutcome {
        try await start(arguments, environment: environment, shell: shell).outcome()
    }

    private init(_ process: ProcessBox, _ ended: AsyncStream<Void>, _ folder: URL) {
        self.pid = process.process.processIdentifier
        self.process = process
        self.ended = ended
        self.folder = folder
    }

    /// Waits for the end; a process that was ended by a signal has 128 and its number as the code, as in a shell.
    func outcome() async throws -> CommandOutcome {
        for await _ in ended {}
        defer { try? FileManager.default.removeItem(at: folder) }
        let status = process.process.terminationStatus
        return CommandOutcome(
            code: process.process.terminationReason == .uncaughtSignal ? 128 + status : status,
            output: try String(contentsOf: folder.appending(path: "output"), encoding: .utf8),
            errors: try String(contentsOf: folder.appending(path: "errors"), encoding: .utf8))
    }

    /// Sends a signal.
    func signal(_ number: Int32) { kill(pid, number) }

    /// Waits until it has written so many lines or has ended.
    func lines(_ count: Int) async { await lines(count, of: "output") }

    /// Waits until it has written so many lines to standard error or has ended.
    func errorLines(_ count: Int) async { await lines(count, of: "errors") }

    private func lines(_ count: Int, of name: String) async {
        while process.process.isRunning {
            let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            if (text ?? "").count(where: { $0 == "\n" }) >= count { return }
            // Another process's file: there is no event to wait for, so the condition is looked at again.
            try? await Task.sleep(for: .milliseconds(1))
        }
    }
}

/// `Process` is used from one place at a time here: started before it is shared, then only asked.
private final class ProcessBox: @unchecked Sendable {
    let process: Process
    init(_ process: Process) { self.process = process }
}
