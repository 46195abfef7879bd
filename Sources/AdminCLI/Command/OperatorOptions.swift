import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// Who does it, and where.
struct OperatorOptions: ParsableArguments {
    @Option(name: .customLong("as"), help: "The operator; BERTH_USER when left out.")
    var login: String?

    @Option(help: "The partnership, where the operator works in several; BERTH_PARTNERSHIP when left out.")
    var partnership: String?

    /// Signs the operator in and runs something as them.
    func asOperator<R: Sendable>(
        connections: Int = 1, _ body: @Sendable (Workspace, Operator) async throws -> R
    ) async throws -> R {
        let context = CommandContext.current
        let login = try login(in: context)
        let partnership =
            partnership ?? context.environment["BERTH_PARTNERSHIP"].flatMap { $0.isEmpty ? nil : $0 }
        return try await context.withWorkspace(connections: connections) { workspace in
            let signedIn = try await context.signIn(login, partnership, workspace)
            return try await body(workspace, signedIn)
        }
    }

    /// The operator named, by option or environment.
    func login(in context: CommandContext) throws -> String {
        guard let login = login ?? context.environment["BERTH_USER"], !login.isEmpty else {
            throw ServiceError(
                .usage, "Nobody is named as the operator; say who you are with --as NAME or BERTH_USER.")
        }
        return login
    }

    /// Does one verb as the operator.
    @discardableResult
    func perform<V: Verb>(_ verb: V) async throws -> V.Output {
        try await asOperator { workspace, signedIn in
            try await workspace.perform(verb, as: signedIn)
        }
    }
}

extension CommandContext {
    /// Signs in; when Berth's own server is not running, starts it and tries once more.
    func signIn(
        _ login: String, _ partnership: String?, _ workspace: Workspace
    ) async throws -> Operator {
        do {
            return try await workspace.signIn(login, partnership: partnership)
        } catch {
            guard error.kind == .unavailable, self.workspace == nil,
                try await DatabaseTarget(self).startIfOurs(self)
            else { throw error }
            return try await workspace.signIn(login, partnership: partnership)
        }
    }
}
