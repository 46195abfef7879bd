import Gzip
import Testing

@Suite("Gzip")
struct GzipTests {
    private func unpacked(_ bytes: [UInt8], inPiecesOf size: Int = .max) throws -> [UInt8] {
        var result: [UInt8] = []
        let reader = try GzipReader()
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(min(size, rest.count))
            try reader.read(Array(piece)) { result += $0 }
            rest = rest.dropFirst(piece.count)
        }
        try reader.finish()
        return result
    }

    /// Bytes that do not compress to nothing, longer than a piece.
    private static let long: [UInt8] = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &>> 7) }

    @Test("what was packed comes back, in whatever pieces it is read", arguments: [1, 7, 4_096, Int.max])
    func roundTrip(size: Int) throws {
        let text = Array("Zoë, Łucja and ’s-Hertogenbosch".utf8)
        #expect(try unpacked(GzipWriter.packed(text), inPiecesOf: size) == text)
        #expect(try unpacked(GzipWriter.packed([]), inPiecesOf: size) == [])
        if size > 1 { #expect(try unpacked(GzipWriter.packed(Self.long), inPiecesOf: size) == Self.long) }
    }

    @Test("the same bytes give the same member")
    func repeatable() throws {
        #expect(try GzipWriter.packed(Self.long) == GzipWriter.packed(Self.long))
    }

    @Test("members one after the other are one stream")
    func members() throws {
        let both = try GzipWriter.packed([1, 2]) + GzipWriter.packed([3])
        #expect(try unpacked(both) == [1, 2, 3])
        #expect(try unpacked(both, inPiecesOf: 1) == [1, 2, 3])
    }

    @Test("what was cut off or changed is refused")
    func damage() throws {
        let packed = try GzipWriter.packed(Self.long)
        #expect(throws: GzipError.truncated) { try unpacked(Array(packed.dropLast())) }
        #expect(throws: GzipError.truncated) { try unpacked(Array(packed.prefix(5))) }
        var changed = packed
        changed[changed.count / 2] ^= 0x10
        #expect(throws: GzipError.damaged) { try unpacked(changed) }
        #expect(throws: GzipError.damaged) { try unpacked(Array("students settings".utf8)) }
        #expect(throws: GzipError.damaged) { try unpacked(packed + [0x50, 0x51]) }
    }
}
