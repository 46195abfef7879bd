import Domain
import FoundationEssentials
public import Postgres
public import Services
public import TestSupport

/// A workspace on a database of its own, with partnerships, people and contracts that every test may count on.
///
/// Plymouth has the council and the Tavy trust; `ada` administers, `cora` coordinates, `max` manages, `vic` looks,
/// `pia` sits on the council's panel, `paul` is the trust's partner and `olga` coordinates for the trust only.
/// Worcestershire has its own council and `wendy`; `ada` works in both. Contract `PLY-1` of the council has round 1
/// (twelve by 31 October 2022) and the option of round 2 (to decide by 14 October); `TAV-1` of the trust and `WOR-1`
/// of Worcestershire have one round each. The clock stands at 30 September 2022, ten in the morning in London.
public struct Office: Sendable {
    /// The database.
    public let database: TestDatabase
    /// The services.
    public let workspace: Workspace
    /// What the services take for the present.
    public let clock: TestClock

    /// Puts an office over a database.
    public init(database: TestDatabase, clock: TestClock) {
        self.database = database
        self.clock = clock
        self.workspace = Self.workspace(over: database.pool(as: .application), clock: clock)
    }

    /// A further workspace, as another process would have it.
    public static func workspace(over pool: PostgresPool, clock: TestClock) -> Workspace {
        let random: @Sendable () -> UInt64 = {
            var generator = SystemRandomNumberGenerator()
            return generator.next()
        }
        return Workspace(
            pool: pool, now: clock.now, ids: IDSource(now: clock.now, random: random),
            logger: TestServer.silent)
    }

    /// Signs somebody in.
    public func signIn(_ login: String, in partnership: String = "plymouth") async throws -> Operator {
        try await workspace.signIn(login, partnership: partnership)
    }

    /// Does a verb as somebody.
    @discardableResult
    public func perform<V: Verb>(
        _ verb: V, as login: String = "cora", in partnership: String = "plymouth"
    ) async throws -> V.Output {
        try await workspace.perform(verb, as: try await signIn(login, in: partnership))
    }

    /// Runs a closure as the superuser, whom row security does not bind.
    public func asSuperuser<Value: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        try await database.pool().withConnection(body)
    }
}

/// Gives a test an office of its own.
/// - Parameter body: the test.
public func withOffice<Value>(_ body: (Office) async throws -> Value) async throws -> Value {
    try await withDatabase(.prepared(preparedOffice)) { database in
        let clock = TestClock(try instant("2022-09-30T09:00:00Z"))
        return try await body(Office(database: database, clock: clock))
    }
}

private let preparedOffice = PreparedDatabase { database in
    let loader = LoadReferenceData(folder: PackageRoot.path + "/seeds/reference")
    _ = try await database.pool(as: .owner).withConnection { db in try loader.perform(at: Date(), on: db) }
    let office = Office(database: database, clock: TestClock(try instant("2022-01-04T09:00:00Z")))
    try await office.furnish()
}
