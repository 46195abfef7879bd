public import Domain
public import Postgres

/// One thing that somebody does with Berth: a change, or a question.
///
/// ``Workspace/perform(_:as:)`` opens the transaction, checks the permission, sets the actor for row security and
/// runs ``perform(_:on:)`` on the connection. A verb therefore only guards, changes, writes the audit event and
/// answers.
public protocol Verb<Output>: Sendable {
    /// What it answers.
    associatedtype Output: Sendable

    /// The entry of the permission table that is asked.
    static var action: Action { get }

    /// True for a question: it then runs in a read-only transaction that sees one moment.
    static var isReadOnly: Bool { get }

    /// True for a verb whose parts have to be read as of one moment; a question's always are.
    static var seesOneMoment: Bool { get }

    /// True for one piece of a longer piece of work that can simply be done again: its commit does not wait for the
    /// disk, and the last step of the work, which does, makes all of them last.
    static var isRepeatable: Bool { get }

    /// Does it, inside the transaction.
    func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Output
}

extension Verb {
    /// A verb changes something unless it says otherwise.
    public static var isReadOnly: Bool { false }

    /// Only a question sees one moment, unless the verb says otherwise.
    public static var seesOneMoment: Bool { isReadOnly }

    /// A verb's commit is on the disk when it answers, unless it says otherwise.
    public static var isRepeatable: Bool { false }
}
