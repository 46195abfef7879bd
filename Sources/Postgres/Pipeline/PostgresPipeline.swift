/// Sends queries without waiting for the results of those before: many in one round trip.
///
/// Between two syncs the queries are one unit: when one fails, those after it are not run, and outside a transaction
/// those before it are undone too.
public final class PostgresPipeline {
    private let core: ConnectionCore
    private var pending: [PipelineEntry] = []
    /// Statements prepared in this unit that the server has not confirmed yet.
    private var unconfirmed: [StatementCache.Statement] = []
    /// The first failure that no handle has reported yet.
    private var unreported: PostgresError?
    private var isOpen = true

    init(core: ConnectionCore) throws(PostgresError) {
        self.core = core
        try core.enterPipeline()
    }

    /// Queues a statement; its handle answers how many rows it touched.
    @discardableResult
    public func execute(_ sql: SQL) throws(PostgresError) -> PostgresPipelineHandle<Int> {
        try queue(sql) { (table) throws(PostgresError) in table.affectedRows }
    }

    /// Queues a query; its handle answers the rows as tuples.
    public func query<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) throws(PostgresError) -> PostgresPipelineHandle<[(repeat each Column)]> {
        try queue(sql) { (table) throws(PostgresError) in try RowDecoding.rows(table, as: type) }
    }

    /// Queues a query of one column; its handle answers the values.
    public func query<Column: PostgresDecodable>(
        _ sql: SQL, as type: Column.Type
    ) throws(PostgresError) -> PostgresPipelineHandle<[Column]> {
        try queue(sql) { (table) throws(PostgresError) in try RowDecoding.values(table, as: type) }
    }

    /// Queues a query; its handle answers the rows decoded by the names of their columns.
    public func queryRows<Row: Decodable>(
        _ sql: SQL, as type: Row.Type
    ) throws(PostgresError) -> PostgresPipelineHandle<[Row]> {
        try queue(sql) { (table) throws(PostgresError) in try RowDecoding.decoded(table, as: type) }
    }

    /// Waits for everything that was queued. Called by itself when a handle is asked and at the end.
    ///
    /// Failures are kept for the handles; only the loss of the connection is thrown here.
    public func sync() throws(PostgresError) {
        guard isOpen, !pending.isEmpty else { return }
        let entries = pending
        pending = []
        let confirmed = unconfirmed
        unconfirmed = []
        let failure = try core.syncPipeline(entries)
        for statement in confirmed where entries.contains(where: { $0.confirms(statement) }) {
            core.keep(statement)
        }
        if unreported == nil { unreported = failure }
    }

    private func queue<Value>(
        _ sql: SQL, _ read: @escaping (borrowing ResultTable) throws(PostgresError) -> Value
    ) throws(PostgresError) -> PostgresPipelineHandle<Value> {
        guard isOpen else { throw PostgresError(.misuse, "the pipeline has ended") }
        let handle = PostgresPipelineHandle(pipeline: self, read: read)
        let (prepared, used) = try core.sendInPipeline(sql, unconfirmed: unconfirmed)
        if let prepared {
            unconfirmed.append(prepared)
            pending.append(PipelineEntry(prepares: prepared, statement: sql.text))
        }
        pending.append(PipelineEntry(sink: handle, uses: used, statement: sql.text))
        return handle
    }

    func wasReported() { unreported = nil }

    /// Syncs and leaves pipeline mode; throws the first failure that nobody has heard of.
    func end(reporting: Bool) throws(PostgresError) {
        guard isOpen else { return }
        var lost: PostgresError?
        do throws(PostgresError) { try sync() } catch { lost = error }
        isOpen = false
        core.leavePipeline()
        if let lost { throw lost }
        if reporting, let unreported { throw unreported }
    }
}

/// The result of a query in a pipeline, there when the pipeline has been synced.
public final class PostgresPipelineHandle<Value>: PipelineSink {
    private weak var pipeline: PostgresPipeline?
    private let read: (borrowing ResultTable) throws(PostgresError) -> Value
    private var outcome: Result<Value, PostgresError>?

    init(pipeline: PostgresPipeline, read: @escaping (borrowing ResultTable) throws(PostgresError) -> Value) {
        self.pipeline = pipeline
        self.read = read
    }

    /// The result; syncs the pipeline first if that has not been done.
    ///
    /// - Throws: the query's own error, or `.pipelineAborted` when one before it failed.
    public func get() throws(PostgresError) -> Value {
        if outcome == nil { try pipeline?.sync() }
        guard let outcome else { throw PostgresError(.misuse, "the pipeline ended without this result") }
        if case .failure = outcome { pipeline?.wasReported() }
        return try outcome.get()
    }

    func take(_ table: borrowing ResultTable) {
        do throws(PostgresError) { outcome = .success(try read(table)) } catch { outcome = .failure(error) }
    }

    func fail(_ error: PostgresError) { outcome = .failure(error) }
    var failure: PostgresError? {
        if case .failure(let error) = outcome { return error }
        return nil
    }
}

extension PostgresError.Kind {
    /// A query of a pipeline was not run, because one before it failed; see `underlying`.
    public static let pipelineAborted: PostgresError.Kind = "pipeline aborted"
}

extension PostgresConnection {
    /// Runs a closure that queues queries; they go out together and their results come back together.
    ///
    /// ```swift
    /// let (names, count) = try db.pipeline { pipeline in
    ///     let names = try pipeline.query("select name from partner", as: String.self)
    ///     let count = try pipeline.query("select count(*) from candidate", as: Int.self)
    ///     return (try names.get(), try count.get())
    /// }
    /// ```
    ///
    /// - Throws: what the closure throws, and the first failure that no handle has thrown.
    public func pipeline<Result>(_ body: (PostgresPipeline) throws -> Result) throws -> Result {
        let pipeline = try PostgresPipeline(core: try requireCore())
        let result: Result
        do {
            result = try body(pipeline)
        } catch {
            // The closure's error is the first; the pipeline is only brought to its end.
            try? pipeline.end(reporting: false)
            throw error
        }
        try pipeline.end(reporting: true)
        return result
    }
}
