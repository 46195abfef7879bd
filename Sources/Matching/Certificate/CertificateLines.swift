/// The lines of a stored certificate, one after the other, split into words.
struct CertificateLines {
    /// The whole file.
    private let bytes: [UInt8]
    /// Where the next line begins.
    private var position = 0
    /// The number of the line that was read last, from 1.
    private var line = 0

    /// Starts before the first line.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What has not been read yet.
    var rest: ArraySlice<UInt8> { bytes[position...] }

    /// How many lines have been read.
    var count: Int { line }

    /// The line that names an instance.
    mutating func fingerprint() throws(CertificateFormatError) -> InstanceFingerprint {
        let words = try words(after: "instance", count: 4)
        guard words[3].utf8.count == 16, let hash = UInt64(words[3], radix: 16) else {
            throw error(.notANumber)
        }
        let counts = try numbers(words.prefix(3), as: Int32.self)
        return InstanceFingerprint(
            students: Int(counts[0]), settings: Int(counts[1]), pairs: Int(counts[2]), hash: hash)
    }

    /// Whether every line has been read.
    var isAtEnd: Bool { position == bytes.count }

    /// An error about the line that was read last.
    func error(_ reason: CertificateFormatError.Reason) -> CertificateFormatError {
        CertificateFormatError(line: max(1, line), reason: reason)
    }

    /// The words of the next line.
    mutating func next() throws(CertificateFormatError) -> [Substring] {
        line += 1
        guard let end = bytes[position...].firstIndex(of: 0x0A) else { throw error(.truncated) }
        let text = String(decoding: bytes[position..<end], as: UTF8.self)
        position = end + 1
        return text.split(separator: " ", omittingEmptySubsequences: false)
    }

    /// The words of the next line after its name.
    mutating func words(
        after name: String, count: Int? = nil
    ) throws(CertificateFormatError) -> ArraySlice<Substring> {
        let words = try next()
        guard words[0] == name, count == nil || count == words.count - 1 else { throw error(.wrongWords) }
        return words.dropFirst().map { $0 }[...]
    }

    /// Words as numbers.
    func numbers<Number: FixedWidthInteger>(
        _ words: some Sequence<Substring>, as type: Number.Type
    ) throws(CertificateFormatError) -> [Number] {
        var numbers: [Number] = []
        for word in words {
            guard word.utf8.first != 0x2B, let number = Number(word) else { throw error(.notANumber) }
            numbers.append(number)
        }
        return numbers
    }
}
