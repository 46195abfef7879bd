import Testing

@testable import AdminCLI

/// `--as-of` is what was true, `--as-at` what was known.
@Suite struct RoundMomentTests {
    @Test func aCorrectionIsSeenOnlyByThoseWhoAskAfterIt() async throws {
        // visa_applied of PLY-C-0009-9 was first recorded for 12 August, on 18 August corrected to the 17th.
        let desk = try await DemoDatabase.reading()
        let show = "candidate show PLY-C-0009-9 --format json --as-of 2022-08-18"
        let before = try await happened(
            "visa_applied", try await desk.done("\(show) --as-at 2022-08-17").json())
        let after = try await happened(
            "visa_applied", try await desk.done("\(show) --as-at 2022-08-18").json())
        #expect(before == .text("2022-08-12"))
        #expect(after == .text("2022-08-17"))
        let now = try await happened("visa_applied", try await desk.done(show).json())
        #expect(now == after)
    }

    @Test func whatHappenedLaterIsNotTrueYet() async throws {
        let desk = try await DemoDatabase.reading()
        // Started 2022-09-05; the day before, nobody was in post.
        #expect(try await achieved(desk, "--as-of 2022-09-04") == 0)
        #expect(try await achieved(desk, "--as-of 2022-09-05") == 1)
        #expect(try await achieved(desk, "--as-of 2022-09-30") == 4)
        // Known at the end of August, nobody had started, whatever day is asked for.
        #expect(try await achieved(desk, "--as-of 2022-09-30 --as-at 2022-08-31") == 0)
    }

    @Test func whatWasKnownThenDoesNotChangeByWhatIsRecordedNow() async throws {
        try await DemoDatabase.with(.demo) { database in
            let then =
                "round show PLY-OSW-2022/1 --as-of 2022-09-30 --as-at 2022-09-30T17:00:00Z --format json"
            let early = try Desk(database)
            let before = try await early.done(then).json()
            let later = try Desk(database, at: "2022-10-20T09:00:00Z")
            try await later.done("candidate withdraw PLY-C-0008-B --reason housing --on 2022-09-28")
            try await later.done("round retarget PLY-OSW-2022/1 --target 10 --reason fewer --on 2022-09-29")
            let after = try await later.done(then).json()
            #expect(after["counts"] == before["counts"])
            #expect(after["candidates"] == before["candidates"])
            #expect(after["round"] == before["round"])
            // Asked with what is known now, the same day looks different.
            let today = try await later.done("round show PLY-OSW-2022/1 --as-of 2022-09-30 --format json")
                .json()
            #expect(today["counts"]?["lost"] == .number(2))
            #expect(today["counts"]?["target"] == .number(10))
        }
    }

    @Test func aRoundThatWasNotOpenYetIsNotThere() async throws {
        let desk = try await DemoDatabase.reading()
        let outcome = try await desk.berth("round show PLY-OSW-2022/1 --as-of 2022-01-31")
        #expect(outcome.code == 66, "\(outcome.testDescription)")
        let candidate = try await desk.berth("candidate show PLY-C-0013-T --as-of 2022-06-12")
        #expect(candidate.code == 66, "\(candidate.testDescription)")
    }

    private func achieved(_ desk: Desk, _ moment: String) async throws -> Int? {
        try await desk.done("round show PLY-OSW-2022/1 --format json \(moment)").json()["counts"]?[
            "achieved"]?
            .integer
    }

    private func happened(_ milestone: String, _ report: JSONValue) async throws -> JSONValue {
        let lines = report["milestones"]?.elements ?? []
        let line = try #require(lines.first { $0["milestone"]?.string == milestone })
        return try #require(line["happened_on"])
    }
}
