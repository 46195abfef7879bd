/// Where the result of a queued query goes.
protocol PipelineSink: AnyObject {
    func take(_ table: borrowing ResultTable)
    func fail(_ error: PostgresError)
    /// The error of a result that could not be read.
    var failure: PostgresError? { get }
}

/// One request of a pipeline whose result is still to come.
final class PipelineEntry {
    let sink: (any PipelineSink)?
    /// The statement that this request prepares.
    let prepares: StatementCache.Statement?
    /// The cached statement that this request runs.
    let uses: StatementCache.Statement?
    let statement: String
    var succeeded = false

    init(
        sink: (any PipelineSink)? = nil, prepares: StatementCache.Statement? = nil,
        uses: StatementCache.Statement? = nil, statement: String
    ) {
        self.sink = sink
        self.prepares = prepares
        self.uses = uses
        self.statement = statement
    }

    /// Whether the server has taken a statement by this request.
    func confirms(_ statement: StatementCache.Statement) -> Bool { succeeded && prepares === statement }
}
