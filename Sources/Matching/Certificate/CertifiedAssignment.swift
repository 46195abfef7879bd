/// An assignment together with its certificate, in the form in which a run is stored.
///
/// The form is plain text in ASCII with one line feed after every line:
/// ```
/// berth certificate 1
/// instance STUDENTS SETTINGS PAIRS HASH
/// limits PROBLEMS RANK TRAVEL PATHLENGTH
/// closed SETTING …
/// withdrawn STUDENT …
/// locked STUDENT:SETTING …
/// SETTING VALUE        one line for each student; −1 is unplaced
/// PRICE                one line for each setting
/// end
/// ```
/// `HASH` is the fingerprint in 16 hexadecimal digits, everything else is decimal. Later versions may add lines
/// before the students; the number in the first line then rises.
public struct CertifiedAssignment: Sendable, Hashable {
    /// The setting of each student, or −1.
    public let assignment: [Int32]
    /// The proof.
    public let certificate: Certificate

    /// Puts an assignment and its certificate together.
    public init(assignment: [Int32], certificate: Certificate) {
        self.assignment = assignment
        self.certificate = certificate
    }

    /// Puts the parts of a solution together.
    public init(_ solution: FlowSolution) {
        self.init(assignment: solution.assignment, certificate: solution.certificate)
    }

    /// Checks the stored assignment against an instance in one pass.
    public func verify(for instance: MatchingInstance) -> CertificateVerdict {
        certificate.verify(assignment, for: instance)
    }

    /// The stored form.
    public func encoded() -> [UInt8] {
        var text = "berth certificate 1\n"
        text += certificate.fingerprint.line
        let limits = certificate.limits
        text += "limits \(limits.problems) \(limits.rank) \(limits.travel) \(limits.pathLength)\n"
        let restrictions = certificate.restrictions
        text += Self.line("closed", restrictions.closed.map { "\($0)" })
        text += Self.line("withdrawn", restrictions.withdrawn.map { "\($0)" })
        text += Self.line("locked", restrictions.locked.map { "\($0.student):\($0.setting)" })
        for student in assignment.indices {
            text += "\(assignment[student]) \(certificate.values[student])\n"
        }
        for price in certificate.prices { text += "\(price)\n" }
        text += "end\n"
        return Array(text.utf8)
    }

    /// One line of words.
    private static func line(_ name: String, _ words: [String]) -> String {
        ([name] + words).joined(separator: " ") + "\n"
    }

    /// Reads the stored form.
    ///
    /// - Throws: ``CertificateFormatError`` that names the line, counted from 1.
    public init(decoding bytes: [UInt8]) throws(CertificateFormatError) {
        var lines = CertificateLines(bytes)
        guard try lines.next() == ["berth", "certificate", "1"] else { throw lines.error(.notACertificate) }
        let fingerprint = try lines.fingerprint()
        // Each line is taken before its numbers are read, so that an error names the right one.
        let limitWords = try lines.words(after: "limits", count: 4)
        let limits = try lines.numbers(limitWords, as: Int32.self)
        let closedWords = try lines.words(after: "closed")
        let closed = try lines.numbers(closedWords, as: Int32.self)
        let withdrawnWords = try lines.words(after: "withdrawn")
        let withdrawn = try lines.numbers(withdrawnWords, as: Int32.self)
        var locked: [Restrictions.Lock] = []
        for word in try lines.words(after: "locked") {
            let ends = try lines.numbers(word.split(separator: ":"), as: Int32.self)
            guard ends.count == 2 else { throw lines.error(.wrongWords) }
            locked.append(Restrictions.Lock(student: ends[0], setting: ends[1]))
        }
        var assignment: [Int32] = []
        var values: [Int128] = []
        for _ in 0..<fingerprint.students {
            let words = try lines.next()
            guard words.count == 2 else { throw lines.error(.wrongWords) }
            assignment.append(contentsOf: try lines.numbers(words.prefix(1), as: Int32.self))
            values.append(contentsOf: try lines.numbers(words.suffix(1), as: Int128.self))
        }
        var prices: [Int128] = []
        for _ in 0..<fingerprint.settings {
            let words = try lines.next()
            guard words.count == 1 else { throw lines.error(.wrongWords) }
            prices.append(contentsOf: try lines.numbers(words, as: Int128.self))
        }
        guard try lines.next() == ["end"], lines.isAtEnd else { throw lines.error(.wrongWords) }
        self.init(
            assignment: assignment,
            certificate: Certificate(
                fingerprint: fingerprint,
                limits: PackedCost.Limits(
                    problems: limits[0], rank: limits[1], travel: limits[2], pathLength: Int(limits[3])),
                restrictions: Restrictions(closed: closed, locked: locked, withdrawn: withdrawn),
                values: values, prices: prices))
    }
}
