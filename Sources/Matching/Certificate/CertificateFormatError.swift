/// Why a stored certificate cannot be read.
public struct CertificateFormatError: Error, Sendable, Hashable {
    /// What is wrong with a line.
    public enum Reason: String, Sendable, Hashable {
        /// The file does not begin as certificates of this version do.
        case notACertificate = "this is not a certificate of version 1"
        /// A word is not the number that must stand there.
        case notANumber = "a number is missing, malformed or too large"
        /// The line has too few or too many words, or begins with another word.
        case wrongWords = "the line does not have the words that must stand here"
        /// The file ends too soon, or a line is not closed.
        case truncated = "the file ends too soon"
    }

    /// The line, counted from 1.
    public let line: Int
    /// What is wrong with it.
    public let reason: Reason
}

extension CertificateFormatError: CustomStringConvertible {
    /// One sentence that names the line.
    public var description: String { "line \(line): \(reason.rawValue)" }
}
