#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file to import, which can be read from its beginning as often as needed.
///
/// An import reads it once, again after a lost race, and once more to write the file with the errors. Standard
/// input and pipes are therefore copied to a temporary file, which has no name and goes with this object.
public final class ImportSource: Sendable {
    /// The file as a person named it.
    public let name: String
    private let descriptor: CInt

    /// Opens a file; `-` is standard input.
    ///
    /// - Throws: `notFound` when there is no such file, `badData` when it cannot be read.
    public init(path: String) throws(ServiceError) {
        name = path == "-" ? "standard input" : path
        let opened = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        if opened < 0 { throw Self.failure(name, errno) }
        var status = stat()
        if fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            descriptor = opened
            return
        }
        defer { close(opened) }
        descriptor = try Self.copy(opened, name)
    }

    deinit { close(descriptor) }

    /// Reads the bytes from an offset into a buffer and answers how many there were; 0 at the end.
    ///
    /// - Throws: `badData` when the file cannot be read.
    func read(into buffer: inout [UInt8], at offset: Int) throws(ServiceError) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, off_t(offset))
            }
            if count >= 0 { return count }
            let code = errno
            if code != EINTR { throw Self.failure(name, code) }
        }
    }

    private static func copy(_ source: CInt, _ name: String) throws(ServiceError) -> CInt {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        // mkstemp(3) wants six of these at the end and puts letters of its own in their place.
        let ending = String(repeating: "X", count: 6)
        var template = Array("\(folder)/berth-import-\(ending)".utf8CString)
        let target = mkstemp(&template)
        if target < 0 { throw failure(name, errno) }
        unlink(template)
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = buffer.withUnsafeMutableBytes { Self.readSome(source, $0.baseAddress, $0.count) }
            if count == 0 { return target }
            var code = count < 0 ? errno : 0
            if code == EINTR { continue }
            var written = 0
            while code == 0, written < count {
                let step = buffer.withUnsafeBytes {
                    write(target, $0.baseAddress.map { $0 + written }, count - written)
                }
                if step >= 0 { written += step } else if errno != EINTR { code = errno }
            }
            if code != 0 {
                close(target)
                throw failure(name, code)
            }
        }
    }

    /// `read(2)`, which inside this type is hidden by the method of that name.
    private static func readSome(_ source: CInt, _ target: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.read(source, target, count)
        #elseif canImport(Musl)
            Musl.read(source, target, count)
        #else
            Darwin.read(source, target, count)
        #endif
    }

    private static func failure(_ name: String, _ code: CInt) -> ServiceError {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        let isMissing = code == ENOENT || code == ENOTDIR
        return ServiceError(
            isMissing ? .notFound : .badData, "The file \(name) cannot be read: \(reason). Check its name.")
    }
}
