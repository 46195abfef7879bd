/// What went wrong with Berth's own PostgreSQL server, in words that say what to do next.
public struct ServerError: Error, Sendable, Equatable {
    /// The kinds of failure, for a caller that reacts differently to each.
    public enum Kind: Sendable, Equatable {
        /// The PostgreSQL server programs were not found.
        case programsMissing
        /// The data were made by another major version than the programs found.
        case wrongVersion(data: String, programs: String)
        /// The starter is root and there is no unprivileged user to run the server as.
        case noUnprivilegedUser
        /// A file or folder could not be read, written or locked.
        case file
        /// A program ended with an error or could not be run.
        case program
        /// The server did not come up or go down in time.
        case timeout
        /// The server runs but the database could not be prepared.
        case bootstrap
    }

    /// What kind of failure it is.
    public let kind: Kind
    /// One sentence for the operator, ending in what to do.
    public let message: String
    /// Output of the program or lines of the server's log, for the log only.
    public let details: String

    /// Makes an error.
    public init(_ kind: Kind, _ message: String, details: String = "") {
        self.kind = kind
        self.message = message
        self.details = details
    }
}

extension ServerError: CustomStringConvertible, CustomDebugStringConvertible {
    /// The sentence for the operator.
    public var description: String { message }

    /// The sentence with the details behind it.
    public var debugDescription: String { details.isEmpty ? message : "\(message)\n\(details)" }
}
