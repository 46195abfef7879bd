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
        return try await context.withOperator(
            login, partnership: partnership, connections: connections, body)
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
    /// Signs somebody in and runs something as them; when Berth's own server is not running, starts it first.
    func withOperator<R: Sendable>(
        _ login: String, partnership: String?, connections: Int = 1,
        _ body: @Sendable (Workspace, Operator) async throws -> R
    ) async throws -> R {
        let done = try await withWorkspace(connections: connections) { workspace -> R? in
            let signedIn: Operator
            do {
                signedIn = try await workspace.signIn(login, partnership: partnership)
            } catch let error as ServiceError {
                guard error.kind == .unavailable, self.workspace == nil,
                    try await DatabaseTarget(self).startIfOurs(self)
                else { throw error }
                return nil
            }
            return try await body(workspace, signedIn)
        }
        if let done { return done }
        // A pool whose connections failed rests for a while, so the second try has a pool of its own.
        return try await withWorkspace(connections: connections) { workspace in
            try await body(workspace, try await workspace.signIn(login, partnership: partnership))
        }
    }
}
