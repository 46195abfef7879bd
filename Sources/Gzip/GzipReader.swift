import CZlib

/// Unpacks gzip, piece by piece, by zlib: memory does not grow with the data.
///
/// Several members one after the other, as `cat a.gz b.gz` makes them, are one stream (RFC 1952, 2.2).
public final class GzipReader {
    /// The most bytes that are handed on at once.
    static let pieceSize = 256 << 10

    private var stream = z_stream()
    private var output = [UInt8](repeating: 0, count: pieceSize)
    private var isBetweenMembers = true
    private var isOpen = false

    /// Makes a reader at the beginning of a stream.
    public init() throws(GzipError) {
        // The window of gzip and 16 for its header, which zlib then checks together with the check sum.
        let status = inflateInit2_(
            &stream, MAX_WBITS + 16, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        if status != Z_OK { throw .outOfMemory }
        isOpen = true
    }

    deinit { if isOpen { inflateEnd(&stream) } }

    /// Unpacks the next piece of the stream.
    ///
    /// - Parameters:
    ///   - bytes: any number of compressed bytes.
    ///   - sink: is handed what they hold, in pieces of at most 256 KiB.
    /// - Throws: ``GzipError``; whatever the sink throws.
    public func read(_ bytes: [UInt8], into sink: (ArraySlice<UInt8>) throws -> Void) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            isBetweenMembers = false
            let (status, used, made) = inflate(rest)
            rest = rest.dropFirst(used)
            if made > 0 { try sink(output[..<made]) }
            switch status {
            case Z_STREAM_END:
                isBetweenMembers = true
                if inflateReset(&stream) != Z_OK { throw GzipError.damaged }
            case Z_OK: break
            case Z_BUF_ERROR where used > 0 || made > 0: break
            case Z_MEM_ERROR: throw GzipError.outOfMemory
            default: throw GzipError.damaged
            }
        }
    }

    /// Says that no more comes.
    ///
    /// - Throws: `truncated` in the middle of a member.
    public func finish() throws(GzipError) {
        if !isBetweenMembers { throw .truncated }
    }

    /// What packed bytes hold, whole.
    ///
    /// - Throws: ``GzipError``.
    public static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        var unpacked: [UInt8] = []
        let reader = try GzipReader()
        try reader.read(bytes) { unpacked += $0 }
        try reader.finish()
        return unpacked
    }

    /// One call of zlib: its answer, how many bytes it took and how many it made.
    private func inflate(_ input: ArraySlice<UInt8>) -> (status: Int32, used: Int, made: Int) {
        input.withUnsafeBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                // zlib does not write to its input; the pointer is not const for history's sake.
                stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                stream.avail_in = UInt32(clamping: source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(clamping: target.count)
                let given = Int(stream.avail_in)
                let status = CZlib.inflate(&stream, Z_NO_FLUSH)
                return (status, given - Int(stream.avail_in), target.count - Int(stream.avail_out))
            }
        }
    }
}
