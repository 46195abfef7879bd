/// How a connection is encrypted, and how the server proves who it is.
///
/// Production across a network should use ``Mode/verifyFull``. `prefer`, which is what libpq does when nothing is
/// said, falls back to plain text without a word and checks nothing.
public struct PostgresTLS: Hashable, Sendable {
    /// How much is asked for. The names are libpq's `sslmode`.
    public enum Mode: String, Hashable, Sendable {
        /// Plain text.
        case disable
        /// Encrypted if the server offers it, else plain text; nothing is verified.
        case prefer
        /// Encrypted; the certificate is not verified.
        case require
        /// Encrypted; the certificate must be signed by the authority.
        case verifyCA = "verify-ca"
        /// Encrypted; the certificate must be signed by the authority and carry the host's name.
        case verifyFull = "verify-full"
    }

    /// How much is asked for.
    public var mode: Mode
    /// Path of the authority's certificate in PEM.
    public var rootCertificate: String?
    /// Path of the client's certificate in PEM.
    public var certificate: String?
    /// Path of the client's private key in PEM.
    public var privateKey: String?

    /// Settings for a mode.
    public init(
        mode: Mode, rootCertificate: String? = nil, certificate: String? = nil, privateKey: String? = nil
    ) {
        self.mode = mode
        self.rootCertificate = rootCertificate
        self.certificate = certificate
        self.privateKey = privateKey
    }
}
