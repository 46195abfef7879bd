import Domain
import FoundationEssentials
import Testing

@Suite("Full-time equivalents")
struct FTETests {
    @Test(
        "what is read is written back",
        arguments: [
            ("0.6", 6_000, "0.6"), ("1", 10_000, "1"), ("1.0", 10_000, "1"), ("0.5714", 5_714, "0.5714"),
            ("36186.3", 361_863_000, "36186.3"), ("0", 0, "0"), ("0.0001", 1, "0.0001"),
            ("999999999.9999", 9_999_999_999_999, "999999999.9999"), ("00.60", 6_000, "0.6"),
        ])
    func read(text: String, tenThousandths: Int, written: String) throws {
        let fte = try #require(FTE(text))
        #expect(fte.tenThousandths == tenThousandths)
        #expect(fte.description == written)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", ".", "1.", ".5", "0.12345", "-1", "+1", "1,5", "1e3", "0.6 ", "½", "1.2.3", "1000000000", "٣",
        ])
    func refused(text: String) { #expect(FTE(text) == nil) }

    @Test("below zero it has its sign")
    func negative() {
        #expect((FTE.zero - FTE(tenThousandths: 5_000)).description == "-0.5")
        #expect((FTE.one - FTE(whole: 13)).description == "-12")
    }

    @Test("as JSON it is a number")
    func json() throws {
        let text = try JSONEncoder().encode([FTE(tenThousandths: 361_863_000), .one, FTE(tenThousandths: 1)])
        #expect(String(decoding: text, as: UTF8.self) == "[36186.3,1,0.0001]")
        #expect(
            try JSONDecoder().decode([FTE].self, from: text).map(\.tenThousandths) == [
                361_863_000, 10_000, 1,
            ])
        // 0.0003 times 10 000 is a little less than 3 in binary.
        #expect(
            try JSONDecoder().decode([FTE].self, from: Data("[0.0003,0.57]".utf8)).map(\.tenThousandths) == [
                3, 5_700,
            ])
    }
}
