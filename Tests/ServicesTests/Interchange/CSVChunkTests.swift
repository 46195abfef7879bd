import RandomSupport
import Services
import Testing

@Suite struct CSVChunkTests {
    static let texts: [[UInt8]] = [
        Array("a,b,c\n1,2,3\nx,,\n,,\n".utf8),
        Array(
            "\u{FEFF}a,\"b \"\"q\"\"\",c\r\n\"1\",\"two\r\nlines\",3\r\n\"\"\"\",\"\",é😀\r\nlast,\"😀\",\"\""
                .utf8),
        Array("é\n😀\n\n\"\"\n".utf8),
        Array("a,b\n1,x\"\n".utf8),
        Array("a,b\n1,\"x\"\"\n".utf8),
        Array("a,b\n1,2,3\n".utf8),
        Array("a,b\n1,2\r3".utf8),
        Array("a,b\nJos".utf8) + [0xE9] + Array(",x\n".utf8),
        [0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00],
        [0x61, 0x00, 0x0A, 0x00],
        [0xEF, 0xBB], [0xEF, 0xBB, 0xBF], [0xEF, 0xBB, 0x41],
    ]

    @Test(arguments: texts) func readsTheSameWhereverTheChunksAreCut(_ bytes: [UInt8]) {
        let whole = CSVOutcome(bytes)
        for first in 0...bytes.count {
            #expect(CSVOutcome(bytes, cuts: [first]).sameReading(as: whole), "cut at \(first)")
            for second in first...bytes.count {
                #expect(
                    CSVOutcome(bytes, cuts: [first, second]).sameReading(as: whole),
                    "cut at \(first), \(second)")
            }
        }
        #expect(CSVOutcome(bytes, cuts: Array(0..<bytes.count)).sameReading(as: whole))
    }

    /// Arbitrary bytes of the kinds the reader tells apart: no crash, and cuts make no difference, even at limits.
    @Test func readsNoiseTheSameWhereverTheChunksAreCut() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("CSV noise seed \(seed)")
        var random = Seeded(seed: seed)
        let pieces: [[UInt8]] = [
            [0x61], [0x2C], [0x2C], [0x22], [0x22], [0x0A], [0x0A], [0x0D, 0x0A], [0x0D], [0xC3, 0xA9],
            [0xF0, 0x9F, 0x98, 0x80], [0xE9], [0x00], [0x27, 0x3D], [0x20], [0x22, 0x62, 0x22],
        ]
        let limits = CSVLimits(columns: 4, fieldBytes: 6, recordBytes: 14, rows: 4)
        for round in 0..<4_000 {
            let header = round.isMultiple(of: 3) ? [] : Array("p,q\n".utf8)
            // Mostly harmless pieces, or nearly every file would end at its first few bytes.
            let kinds = round.isMultiple(of: 2) ? pieces.count : 8
            let bytes =
                header
                + (0..<Int.random(in: 0...24, using: &random)).flatMap { _ in
                    pieces[Int.random(in: 0..<kinds, using: &random)]
                }
            let ragged: CSVReader.RaggedRows = Bool.random(using: &random) ? .refused : .delivered
            let whole = CSVOutcome(bytes, limits: limits, raggedRows: ragged)
            let cuts = (0..<Int.random(in: 1...5, using: &random))
                .map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
            for cut in [cuts, Array(0..<bytes.count)] {
                let other = CSVOutcome(bytes, cuts: cut, limits: limits, raggedRows: ragged)
                #expect(other.sameReading(as: whole), "seed \(seed), round \(round), \(bytes), cuts \(cut)")
            }
        }
    }
}
