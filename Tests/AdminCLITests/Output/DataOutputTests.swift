import Services
import Testing

@testable import AdminCLI

@Suite struct DataOutputTests {
    struct Report: Encodable {
        struct Interval: Encodable {
            let expectedOn: String
            let interval90: [Int]
            enum CodingKeys: String, CodingKey {
                case expectedOn
                case interval90 = "interval_90"
            }
        }
        let daysLate: Int
        let asOf: String
        let roundRef: String
        let takeUpRate: Double
        let nested: Interval
        let byStage: [String: Int]
        let closedOn: String?
    }

    @Test func printsJSONInSnakeCaseWithALineEnd() throws {
        let report = Report(
            daysLate: 3, asOf: "2022-09-30", roundRef: "PLY/1", takeUpRate: 0.125,
            nested: .init(expectedOn: "2022-10-01", interval90: [1, 2]), byStage: ["atRisk": 1], closedOn: nil
        )
        #expect(
            try JSONOutput.text(report) == """
                {
                  "as_of" : "2022-09-30",
                  "by_stage" : {
                    "atRisk" : 1
                  },
                  "days_late" : 3,
                  "nested" : {
                    "expected_on" : "2022-10-01",
                    "interval_90" : [
                      1,
                      2
                    ]
                  },
                  "round_ref" : "PLY/1",
                  "take_up_rate" : 0.125
                }

                """)
    }

    @Test func refusesNumbersThatJSONDoesNotHave() {
        #expect(throws: EncodingError.self) { try JSONOutput.text(["rate": Double.infinity]) }
    }

    @Test func printsCSVWithGuards() throws {
        let text = try CSVOutput.text(columns: ["ref", "phone"], rows: [["A", "+44 1752"], ["B", nil]])
        #expect(text == "ref,phone\nA,'+44 1752\nB,\n")
        let numbers = try CSVOutput.text(
            columns: ["number"], rows: ["-2", "-0.5", "-", "-1.", "-1.2.3", "-1+2"].map { [$0] })
        #expect(numbers == "number\n-2\n-0.5\n'-\n'-1.\n'-1.2.3\n'-1+2\n")
        #expect(throws: CSVError.self) { try CSVOutput.text(columns: ["ref"], rows: [["A", "B"]]) }
    }
}
