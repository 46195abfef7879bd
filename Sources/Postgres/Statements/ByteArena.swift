#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One growing block of memory that is written from the front and emptied as a whole.
///
/// Kept by a connection so that sending values allocates nothing once it is warm.
final class ByteArena {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int = 4096) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    /// Forgets the content; a block that one huge value has blown up is given back.
    func removeAll() {
        count = 0
        if capacity > 1 << 20 {
            base.deallocate()
            capacity = 4096
            base = .allocate(capacity: capacity)
        }
    }

    /// Forgets everything after a mark.
    func truncate(to mark: Int) { count = mark }

    func reserve(_ more: Int) {
        if count + more <= capacity { return }
        let larger = max(capacity * 2, count + more)
        let block = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        block.update(from: base, count: count)
        base.deallocate()
        base = block
        capacity = larger
    }

    func append(byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        reserve(length)
        base.advanced(by: count).update(from: text.utf8Start, count: length)
        count += length
    }

    func append(raw bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        memcpy(base + count, source, bytes.count)
        count += bytes.count
    }

    /// Lets the caller write at most `limit` bytes; it answers how many it wrote.
    func append(_ limit: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Int) {
        reserve(limit)
        count += fill(base + count)
    }

    /// Appends text as it is; answers false, and appends nothing, when it holds a NUL.
    func append(text bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return true }
        if memchr(source, 0, bytes.count) != nil { return false }
        append(raw: UnsafeRawBufferPointer(bytes))
        return true
    }

    /// Appends text in double quotes, escaped for an array; answers false when it holds a NUL.
    func append(quotedElement bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        reserve(2 * bytes.count + 2)
        var end = count
        base[end] = UInt8(ascii: "\"")
        end += 1
        for byte in bytes {
            if byte == 0 { return false }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                base[end] = UInt8(ascii: "\\")
                end += 1
            }
            base[end] = byte
            end += 1
        }
        base[end] = UInt8(ascii: "\"")
        count = end + 1
        return true
    }

    func append(hexadecimal bytes: UnsafeRawBufferPointer) {
        reserve(2 * bytes.count)
        for byte in bytes {
            base[count] = ASCII.hexDigit(byte >> 4)
            base[count + 1] = ASCII.hexDigit(byte & 15)
            count += 2
        }
    }

    func append(decimal value: Int64) {
        reserve(20)
        count += ASCII.write(decimal: value, to: base + count)
    }
}
