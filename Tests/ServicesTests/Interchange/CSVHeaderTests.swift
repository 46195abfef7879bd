import Services
import Testing

@Suite struct CSVHeaderTests {
    @Test func findsColumnsInAnyOrder() throws {
        let columns = try CSVHeader(["c", "a", "b"]).resolve(required: ["a", "b"], optional: ["c", "d"])
        #expect(columns["a"] == 1)
        #expect(columns["b"] == 2)
        #expect(columns["c"] == 0)
        #expect(columns["d"] == nil)
    }

    @Test func namesEveryMissingAndEveryUnknownColumn() throws {
        let header = try CSVHeader(["a", "x", "y"])
        let error = #expect(throws: CSVError.self) { try header.resolve(required: ["a", "b", "c"]) }
        #expect(error?.description == "missing columns b, c; unknown columns x, y")
        #expect(error?.kind == .wrongColumns(missing: ["b", "c"], unknown: ["x", "y"]))
        let one = #expect(throws: CSVError.self) { try header.resolve(required: ["a"], optional: ["x"]) }
        #expect(one?.description == "unknown column y")
    }

    @Test func ignoresUnknownColumnsWhenAskedButNeverMissingOnes() throws {
        let header = try CSVHeader(["a", "x"])
        #expect(try header.resolve(required: ["a"], ignoreUnknown: true)["x"] == nil)
        let error = #expect(throws: CSVError.self) {
            try header.resolve(required: ["b"], ignoreUnknown: true)
        }
        #expect(error?.description == "missing column b")
    }

    @Test func tellsNamesApartByCase() throws {
        #expect(try CSVHeader(["A", "a"]).index(of: "a") == 1)
    }
}
