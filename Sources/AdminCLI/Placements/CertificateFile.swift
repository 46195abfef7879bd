import FoundationEssentials
import Matching
import Services

/// The certificates of the instances of a file, one after the other in their order.
struct CertificateFile {
    /// The certificates, each with the line of the file on which it begins, less one.
    let certificates: [(proof: StoredProof, linesBefore: Int)]

    /// Reads a file.
    ///
    /// - Throws: `notFound` when there is no such file, `badData` with the line of what is wrong.
    init(path: String) throws(ServiceError) {
        let bytes: [UInt8]
        do {
            bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw ServiceError(.notFound, "The file \(path) cannot be read. Check its name.")
        }
        var certificates: [(StoredProof, Int)] = []
        var line = 0
        for part in Self.parts(of: bytes) {
            do {
                certificates.append((try StoredProof(decoding: Array(part)), line))
            } catch {
                let place = line + error.line
                throw ServiceError(
                    .badData, "\(path) is no certificate: line \(place): \(error.reason).",
                    details: [.init(line: place, reason: "\(error.reason).")])
            }
            line += part.count { $0 == 0x0A }
        }
        if certificates.isEmpty { throw ServiceError(.badData, "The file \(path) holds no certificate.") }
        self.certificates = certificates
    }

    /// The file in its certificates, of which each begins with a title.
    private static func parts(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        var lineStart = 0
        var titles = 0
        while lineStart < bytes.count {
            let end = bytes[lineStart...].firstIndex(of: 0x0A) ?? bytes.count - 1
            let line = String(decoding: bytes[lineStart...end], as: UTF8.self)
            if line.hasPrefix("berth "), line.contains("certificate ") {
                // The proof about the longest journey has a plain certificate inside.
                let isInside =
                    titles == 1 && line.hasPrefix("berth certificate")
                    && bytes[start...].starts(with: Array("berth worst-off".utf8))
                if lineStart > start, !isInside {
                    parts.append(bytes[start..<lineStart])
                    start = lineStart
                    titles = 0
                }
                titles += 1
            }
            lineStart = end + 1
        }
        if start < bytes.count { parts.append(bytes[start...]) }
        return parts
    }
}
