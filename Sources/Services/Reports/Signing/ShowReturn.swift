public import Domain
public import FoundationEssentials
public import Postgres
import Crypto

/// A signed report with what it says.
public struct SignedReturn: Sendable {
    /// Who signed what, when.
    public let record: ReturnRecord
    /// The report as it was signed, to the byte.
    public let content: Data
}

/// Shows a signed report as it was signed.
public struct ShowReturn: Verb {
    /// Those who see signed reports.
    public static var action: Action { .viewReturns }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String
    let version: Int?

    /// - Parameter version: the last when nil.
    public init(reference: String, version: Int? = nil) {
        self.reference = reference
        self.version = version
    }

    /// Answers from the archive, and checks what it says against the hash that was kept with it.
    ///
    /// - Throws: `notFound` for one that does not exist, `notAllowed` for one that was signed with a threshold below
    ///   that of the rules, where that binds the operator.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> SignedReturn {
        let row = try work.signedReturn(reference, version: version, on: db)
        if let threshold = try work.thresholdWithheld(of: row.record, on: db) {
            throw ServiceError(
                .notAllowed,
                "\(row.record.returnRef) version \(row.record.version) is signed with a threshold of \(threshold) and shows numbers in which people could be recognised, so \(work.actor.login) may not read it; ask for one that is signed for publication, in berth report returns."
            )
        }
        if Work.hexadecimal(SHA256.hash(data: row.content)) != row.record.contentSha256 {
            throw ServiceError(
                .internal,
                "What is kept of \(row.record.returnRef) version \(row.record.version) is not what was signed; verify the database and restore it from a copy."
            )
        }
        return SignedReturn(record: try work.told(row.record), content: row.content)
    }
}
