import FoundationEssentials
import Gzip
import Matching
import Services

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file of placement problems as `berth match solve` takes it: plain text or JSON lines, packed with gzip or not.
struct InstanceFile {
    /// The file; `-` is standard input.
    let path: String

    private var name: String { path == "-" ? "standard input" : path }

    /// Reads the file piece by piece and hands on each instance with the seconds that reading it took.
    ///
    /// - Throws: `notFound` when there is no such file, `badData` with the line of what is wrong.
    func forEach(_ body: (ReadInstance, _ seconds: Double) throws -> Void) throws {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw failure(errno) }
        defer { if path != "-" { close(descriptor) } }
        let clock = ContinuousClock()
        var reader = InstanceReader()
        var unpacker: GzipReader?
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var spent = Duration.zero
        var isFirst = true
        var isAtEnd = false
        while !isAtEnd {
            var instances: [ReadInstance] = []
            let started = clock.now
            do {
                let count = try fill(&piece, from: descriptor)
                isAtEnd = count == 0
                if isFirst, count > 0 {
                    isFirst = false
                    // By the mark of gzip too, since a pipe has no name.
                    if path.hasSuffix(".gz") || piece.prefix(min(2, count)) == [0x1F, 0x8B] {
                        unpacker = try GzipReader()
                    }
                }
                try take(Array(piece[..<count]), isAtEnd, &reader, unpacker, into: &instances)
            } catch let error as ReadingError {
                throw ServiceError(
                    .badData, "The instances of \(name) cannot be read: \(error).",
                    details: [.init(line: error.line, reason: "\(error.reason).")])
            } catch let error as GzipError {
                throw ServiceError(.badData, "The instances of \(name) cannot be read: \(error).")
            }
            spent += clock.now - started
            for instance in instances {
                try body(instance, spent / .seconds(1))
                spent = .zero
            }
        }
    }

    private func take(
        _ bytes: [UInt8], _ isAtEnd: Bool, _ reader: inout InstanceReader, _ unpacker: GzipReader?,
        into instances: inout [ReadInstance]
    ) throws {
        if let unpacker {
            var unpacked: [[UInt8]] = []
            try unpacker.read(bytes) { unpacked.append(Array($0)) }
            for piece in unpacked { instances += try reader.feed(piece) }
            if isAtEnd { try unpacker.finish() }
        } else if !bytes.isEmpty {
            instances += try reader.feed(bytes)
        }
        if isAtEnd { instances += try reader.finish() }
    }

    private func fill(_ piece: inout [UInt8], from descriptor: CInt) throws(ServiceError) -> Int {
        while true {
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            if errno != EINTR { throw failure(errno) }
        }
    }

    private func failure(_ code: CInt) -> ServiceError {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        let isMissing = code == ENOENT || code == ENOTDIR
        return ServiceError(
            isMissing ? .notFound : .badData, "The file \(name) cannot be read: \(reason). Check its name.")
    }
}
