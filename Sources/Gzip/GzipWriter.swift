import CZlib

/// Packs bytes with gzip, by zlib.
public enum GzipWriter {
    /// The bytes as one gzip member; the same bytes give the same member, which names no file and no time.
    ///
    /// - Throws: `outOfMemory`.
    public static func packed(_ bytes: [UInt8]) throws(GzipError) -> [UInt8] {
        var stream = z_stream()
        let started = deflateInit2_(
            &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, zlibVersion(),
            Int32(MemoryLayout<z_stream>.size))
        if started != Z_OK { throw .outOfMemory }
        defer { deflateEnd(&stream) }
        var packed: [UInt8] = []
        var output = [UInt8](repeating: 0, count: GzipReader.pieceSize)
        var rest = bytes[...]
        var status = Z_OK
        while status != Z_STREAM_END {
            // More than the four gigabytes that zlib's counter holds go in several pieces.
            let piece = rest.prefix(1 << 30)
            let flush = piece.count == rest.count ? Z_FINISH : Z_NO_FLUSH
            let (used, made) = piece.withUnsafeBufferPointer { source in
                output.withUnsafeMutableBufferPointer { target in
                    // zlib does not write to its input; the pointer is not const for history's sake.
                    stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                    stream.avail_in = UInt32(clamping: source.count)
                    stream.next_out = target.baseAddress
                    stream.avail_out = UInt32(clamping: target.count)
                    status = deflate(&stream, flush)
                    return (
                        source.count - Int(stream.avail_in), target.count - Int(stream.avail_out)
                    )
                }
            }
            if status != Z_OK, status != Z_STREAM_END, status != Z_BUF_ERROR { throw .outOfMemory }
            rest = rest.dropFirst(used)
            packed += output[..<made]
        }
        return packed
    }
}
