import Domain
import FoundationEssentials
import Services

/// The demo: histories of real commands, each replayed with the clock at the moment it names.
///
/// A line is an instant in UTC and the arguments of `berth`. So the demo goes through the same verbs, guards and
/// permissions as everybody's work, and is the same every time: clock and keys come from the file.
struct DemoHistory {
    /// Who replays the histories.
    static let login = "demo"

    let context: CommandContext
    let folder: String

    init(_ context: CommandContext, folder: String) {
        self.context = context
        self.folder = folder
    }

    /// Loads what is missing of each history: a load that was killed goes on where it stopped.
    func load() async throws {
        for name in ["plymouth", "worcestershire"] {
            let lines = try HistoryFile(path: "\(folder)/\(name).history").lines
            let (isFirst, done) = try await progress(in: name, of: lines)
            if done >= lines.count {
                context.write("The demo \(name) was loaded already.\n")
                continue
            }
            try await replay(Array(lines[done...]), partnership: name, isFirst: isFirst)
            context.write("Loaded the demo \(name): \(lines.count - done) commands.\n")
        }
    }

    /// Whether the operator is still to be made, and how many lines have been replayed.
    private func progress(
        in partnership: String, of lines: [HistoryFile.Line]
    ) async throws -> (isFirst: Bool, done: Int) {
        guard let last = lines.last else { return (false, 0) }
        return try await context.withWorkspace { workspace in
            let signedIn: Operator
            do {
                signedIn = try await workspace.signIn(Self.login, partnership: nil)
            } catch let error as ServiceError {
                if error.kind == .notAllowed { return (true, 0) }
                throw error
            }
            guard let place = signedIn.partnerships.first(where: { $0.code == partnership }) else {
                return (false, 0)
            }
            let done = try await workspace.perform(
                CountRequests(until: last.at), as: signedIn.working(in: place))
            return (false, done)
        }
    }

    private func replay(_ lines: [HistoryFile.Line], partnership: String, isFirst: Bool) async throws {
        guard let first = lines.first else { return }
        let clock = HistoryClock(first.at)
        let random = SeededGenerator(seed: partnership)
        let now = Now { clock.now }
        var replayed = context
        replayed.now = now
        replayed.ids = IDSource(now: now, random: { random.next() })
        replayed.write = { _ in }
        replayed.environment["BERTH_USER"] = Self.login
        replayed.environment["BERTH_PARTNERSHIP"] = partnership
        let setting = replayed
        try await setting.withWorkspace { workspace in
            var shared = setting
            shared.workspace = workspace
            if isFirst {
                let code = await CommandLineProgram.run(
                    ["user", "add", Self.login, "--name", "Demo operator", "--first-admin"], in: shared)
                try Self.check(code, "user add \(Self.login)")
            }
            for line in lines {
                clock.now = line.at
                let code = await CommandLineProgram.run(line.arguments.map(inFolder), in: shared)
                try Self.check(code, "\(partnership).history line \(line.number)")
            }
        }
    }

    /// An argument `demo:FILE` is a file of the demo's folder, wherever that lies.
    private func inFolder(_ argument: String) -> String {
        let mark = "demo:"
        return argument.hasPrefix(mark) ? "\(folder)/\(argument.dropFirst(mark.count))" : argument
    }

    private static func check(_ code: Int32, _ what: String) throws {
        if code != 0 {
            throw ServiceError(
                .badData,
                "The demo stopped at \(what), for the reason above; empty the database with berth db reset before you load it again."
            )
        }
    }
}
