/// A message that a session sent with `notify`.
public struct PostgresNotification: Hashable, Sendable {
    /// The channel.
    public let channel: String
    /// What was sent along; empty when nothing was.
    public let payload: String
    /// The process of the server whose session sent it.
    public let backendProcess: Int32
}
