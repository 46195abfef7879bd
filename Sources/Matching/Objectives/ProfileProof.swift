/// An assignment together with the proof that no rank profile is better, in the form in which a run is stored.
///
/// ```
/// berth profile certificate 1
/// instance STUDENTS SETTINGS PAIRS HASH
/// order most_first_choices | fewest_last_choices
/// SETTING VALUE VALUE VALUE VALUE   one line for each student; −1 is unplaced
/// PRICE PRICE PRICE PRICE           one line for each setting
/// end
/// ```
/// The four numbers are the parts of one value, the weightiest first.
public struct ProfileProof: Sendable, Hashable {
    static let title = "berth profile certificate 1"

    /// The setting of each student, or −1.
    public let assignment: [Int32]
    /// The proof.
    public let certificate: ProfileCertificate

    init(assignment: [Int32], certificate: ProfileCertificate) {
        self.assignment = assignment
        self.certificate = certificate
    }

    /// Checks the stored assignment against an instance in one pass.
    public func verify(for instance: MatchingInstance) -> CertificateVerdict {
        do throws(CertificateFault) {
            try certificate.verify(assignment, for: instance)
        } catch {
            return .invalid(error)
        }
        return .valid(Objective(of: assignment, in: instance) ?? .zero)
    }

    /// The stored form.
    public func encoded() -> [UInt8] {
        let order =
            certificate.order == .mostFirstChoices ? "most_first_choices" : "fewest_last_choices"
        var text = "\(Self.title)\n\(certificate.fingerprint.line)order \(order)\n"
        for (setting, value) in zip(assignment, certificate.values) { text += "\(setting) \(value.words)\n" }
        for price in certificate.prices { text += "\(price.words)\n" }
        return Array((text + "end\n").utf8)
    }

    /// Reads the stored form.
    ///
    /// - Throws: ``CertificateFormatError`` that names the line, counted from 1.
    public init(decoding bytes: [UInt8]) throws(CertificateFormatError) {
        var lines = CertificateLines(bytes)
        guard try lines.next().joined(separator: " ") == Self.title else {
            throw lines.error(.notACertificate)
        }
        let fingerprint = try lines.fingerprint()
        let order: ProfileOrder
        switch try lines.words(after: "order", count: 1).first {
        case "most_first_choices": order = .mostFirstChoices
        case "fewest_last_choices": order = .fewestLastChoices
        default: throw lines.error(.wrongWords)
        }
        var assignment: [Int32] = []
        var values: [ProfileCost] = []
        for _ in 0..<fingerprint.students {
            let words = try lines.next()
            guard words.count == 5 else { throw lines.error(.wrongWords) }
            assignment += try lines.numbers(words.prefix(1), as: Int32.self)
            values.append(ProfileCost(try lines.numbers(words.suffix(4), as: Int128.self)))
        }
        var prices: [ProfileCost] = []
        for _ in 0..<fingerprint.settings {
            let words = try lines.next()
            guard words.count == 4 else { throw lines.error(.wrongWords) }
            prices.append(ProfileCost(try lines.numbers(words, as: Int128.self)))
        }
        guard try lines.next() == ["end"], lines.isAtEnd else { throw lines.error(.wrongWords) }
        self.init(
            assignment: assignment,
            certificate: ProfileCertificate(
                fingerprint: fingerprint, order: order, values: values, prices: prices))
    }
}

extension ProfileCost {
    /// The parts with blanks between them.
    fileprivate var words: String { "\(first) \(second) \(third) \(fourth)" }

    /// A value from its four parts.
    fileprivate init(_ parts: [Int128]) {
        self.init(first: parts[0], second: parts[1], third: parts[2], fourth: parts[3])
    }
}
