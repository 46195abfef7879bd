public import Domain
import FoundationEssentials
public import Logging
public import Postgres

/// The service layer put together: a database, a clock, a source of keys.
///
/// ```swift
/// let demo = try await workspace.signIn("demo", partnership: "plymouth")
/// let round = try await workspace.perform(ShowRound(reference: "PLY-OSW-2022/1"), as: demo)
/// ```
public struct Workspace: Sendable {
    /// The connections that everything runs on.
    public let pool: PostgresPool
    /// The clock.
    public let now: Now
    let ids: IDSource
    let logger: Logger
    let referenceCache: ReferenceCache

    /// Puts a workspace together.
    public init(pool: PostgresPool, now: Now, ids: IDSource, logger: Logger) {
        self.pool = pool
        self.now = now
        self.ids = ids
        self.logger = logger
        self.referenceCache = ReferenceCache()
    }

    /// Does a verb as somebody, in one transaction.
    ///
    /// - Throws: `notAllowed` when the permission table says no; whatever the verb refuses; `busy` when the
    ///   transaction lost several races in a row.
    public func perform<V: Verb>(_ verb: V, as actor: Operator) async throws(ServiceError) -> V.Output {
        guard let partnership = actor.partnership else {
            let codes = actor.partnerships.map(\.code).joined(separator: ", ")
            throw ServiceError(
                .usage,
                codes.isEmpty
                    ? "\(actor.login) has no role in any partnership; an administrator can grant one with berth user grant."
                    : "\(actor.login) works in several partnerships (\(codes)); name one with --partnership or BERTH_PARTNERSHIP."
            )
        }
        let reach = actor.reach(of: V.action, in: partnership)
        if reach == .nothing {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not \(V.action.phrase) in \(partnership.name); \(V.action.instead)."
            )
        }
        if V.action.concernsWholePartnership, reach != .everyOrganisation {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not \(V.action.phrase) in \(partnership.name), since their role is for one organisation; ask an administrator of the whole partnership."
            )
        }
        return try await run(verb, as: actor, in: partnership, reach: reach)
    }

    /// How often what lost a race is run again: some questions write into the audit that they were asked, at one place
    /// for the whole partnership, and several people ask at once.
    private static let retries = 8

    func run<V: Verb>(
        _ verb: V, as actor: Operator, in partnership: PartnershipContext, reach: Operator.Reach
    ) async throws(ServiceError) -> V.Output {
        let instant = now()
        let work = Work(
            actor: actor, partnership: partnership, now: instant, today: LondonTime.date(of: instant),
            requestID: ids.next(), ids: ids, referenceCache: referenceCache)
        var options = TransactionOptions()
        options.readOnly = V.isReadOnly
        options.isolation = V.seesOneMoment ? .repeatableRead : .readCommitted
        options.setup = Self.actorSettings(actor: actor, partnership: partnership, reach: reach)
        if V.isRepeatable { options.setup.append("set local synchronous_commit = off") }
        let prepared = options
        return try await translating {
            try await pool.transaction(prepared, retries: Self.retries) { db in
                try verb.perform(work, on: db)
            }
        }
    }

    /// `set local`, not set_config(): only the former reaches the workers of a distributed database.
    static func actorSettings(
        actor: Operator, partnership: PartnershipContext, reach: Operator.Reach
    ) -> [SQL] {
        let organisations =
            switch reach {
            case .everyOrganisation: "all"
            case .organisations(let ids): ids.map { $0.uuidString.lowercased() }.joined(separator: ",")
            case .nothing: ""
            }
        return [
            "set local berth.partnership_id = \(literal: partnership.id.uuidString.lowercased())",
            "set local berth.actor_id = \(literal: actor.accountID.uuidString.lowercased())",
            "set local berth.organisations = \(literal: organisations)",
        ]
    }

    /// Runs something on the database and turns every failure into a ``ServiceError``.
    func translating<R>(_ body: () async throws -> R) async throws(ServiceError) -> R {
        do {
            return try await body()
        } catch let error as ServiceError {
            throw error
        } catch let error as PostgresError {
            throw ConstraintMessages.translate(error, reference: ids.next(), logger: logger)
        } catch let error as CalendarHorizonError {
            throw ServiceError(.badData, String(describing: error))
        } catch is CancellationError {
            throw ServiceError(.busy, "The work was interrupted before it was done; nothing was stored.")
        } catch {
            let reference = ids.next()
            logger.error("unexpected failure", metadata: ["reference": "\(reference)", "error": "\(error)"])
            throw ServiceError(
                .internal, "Something went wrong on our side; the log has it under \(reference).")
        }
    }
}
