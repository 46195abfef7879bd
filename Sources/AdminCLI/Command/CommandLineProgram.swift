import ArgumentParser
import FoundationEssentials
import Logging
import Postgres
import PostgresServer
import Services

/// Runs the command line and answers the exit code.
public enum CommandLineProgram {
    /// Runs the arguments after the program's name in the context of the process.
    public static func run(_ arguments: [String]) async -> Int32 {
        await run(arguments, in: .process())
    }

    /// Runs the arguments in a context.
    static func run(_ arguments: [String], in context: CommandContext) async -> Int32 {
        await CommandContext.$current.withValue(context) {
            do {
                var command = try CommandPath.parsed(arguments) ?? BerthCommand.parseAsRoot(arguments)
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
                return 0
            } catch {
                return report(error, asJSON: wantsJSON(arguments), context)
            }
        }
    }

    private static func wantsJSON(_ arguments: [String]) -> Bool {
        zip(arguments, arguments.dropFirst()).contains { $0 == "--format" && $1 == "json" }
            || arguments.contains("--format=json")
    }

    private static func report(_ error: any Error, asJSON: Bool, _ context: CommandContext) -> Int32 {
        let failure: ServiceError
        switch error {
        case let service as ServiceError:
            failure = service
        case let server as ServerError:
            failure = ServiceError(.unavailable, "\(server)")
        case let migration as MigrationError:
            failure = ServiceError(.conflict, "\(migration)")
        case let csv as CSVError:
            failure = ServiceError(.badData, "\(csv)")
        case let postgres as PostgresError:
            failure = explained(postgres, context)
        case let exit as ExitCode:
            return exit.rawValue
        default:
            let code = BerthCommand.exitCode(for: error)
            if code == .success {
                context.write(BerthCommand.fullMessage(for: error) + "\n")
                return 0
            }
            if code == .validationFailure {
                failure = ServiceError(.usage, sentence(BerthCommand.message(for: error)))
            } else {
                context.logger.error("unexpected failure", metadata: ["error": "\(error)"])
                failure = ServiceError(.internal, "Something went wrong on our side: \(error)")
            }
        }
        print(failure, asJSON: asJSON, context)
        return failure.kind.exitCode
    }

    /// What a refusal of the database means that no verb has explained.
    private static func explained(_ error: PostgresError, _ context: CommandContext) -> ServiceError {
        if error.isConnectionLoss { return .unreachable(error) }
        switch error.sqlState {
        case .some("3F000"), .some("42P01"), .some("42883"):
            return ServiceError(
                .unavailable, "The database has not been set up for this version; run berth db migrate.")
        case .some("42501"):
            return ServiceError(
                .notAllowed,
                "The database does not allow this to the account in its address. It belongs to berth_owner (create database berth owner berth_owner), and BERTH_OWNER_URL names that account."
            )
        case .some("40001"), .some("40P01"), .some("55P03"), .some("57014"):
            return ServiceError(.busy, "The database is busy with somebody else's work; try again.")
        default:
            context.logger.error("database failure", metadata: ["error": "\(error.debugDescription)"])
            return ServiceError(.internal, "Something went wrong on our side: \(error).")
        }
    }

    /// The first line of the parser's message: what is wrong, without the usage that follows.
    private static func sentence(_ message: String) -> String {
        let first = message.split(separator: "\n").first.map(String.init) ?? message
        let isEnded = first.hasSuffix(".") || first.hasSuffix("?")
        return "\(first)\(isEnded ? "" : ".") Add --help to see what the command takes."
    }

    private static func print(_ failure: ServiceError, asJSON: Bool, _ context: CommandContext) {
        if asJSON, let text = try? JSONOutput.text(ErrorReport(failure)) {
            context.writeError(text)
            return
        }
        context.writeError("berth: \(failure.message)\n")
        if let cause = failure.cause { context.writeError("  \(cause)\n") }
        for detail in failure.details {
            var place: [String] = []
            if let line = detail.line { place.append("line \(line)") }
            if let column = detail.column { place.append(column) }
            let value = detail.value.map { $0.isEmpty ? "" : " \"\($0)\"" } ?? ""
            let head = "\(place.joined(separator: ", "))\(value)"
            // What has no place is the message again, or one more of its kind.
            if head.isEmpty && detail.reason == failure.message { continue }
            context.writeError("  \(head.isEmpty ? "" : "\(head): ")\(detail.reason)\n")
        }
    }
}

/// A failure as `--format json` prints it.
private struct ErrorReport: Encodable {
    struct Body: Encodable {
        let code: String
        let message: String
        let details: [ServiceError.Detail]
    }

    let error: Body

    init(_ failure: ServiceError) {
        error = Body(code: failure.kind.rawValue, message: failure.message, details: failure.details)
    }
}
