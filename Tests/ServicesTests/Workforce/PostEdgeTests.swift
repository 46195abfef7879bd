import Domain
import OfficeSupport
import Services
import Testing

/// The first and the last day of a post and of whom it is kept for.
@Suite("Edges of a post")
struct PostEdgeTests {
    private func change(
        _ office: Office, _ change: ChangePost.Change, releasing: Bool = false
    ) async throws -> PostRecord {
        try await office.perform(
            ChangePost(reference: "PLY/3", change, reason: "agreed", releasing: releasing)
        ).post
    }

    @Test("a post may be deleted on the day on which it was created, and never was")
    func neverWas() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let first = try day("2020-01-01")
            #expect(try await change(office, .delete(on: first)).closedOn == first)
            #expect(
                try await office.perform(ListPosts(asOf: first)).allSatisfy { $0.post.postRef != "PLY/3" })
        }
    }

    @Test("somebody may leave on the day on which the post is deleted, and nobody comes on it")
    func lastDay() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let last = try day("2022-10-15")
            try await office.perform(
                try WorkforceChangeTests.put("PLY/3", "E8", fte: 5_000) { $0.endsOn = last })
            _ = try await change(office, .delete(on: last))
            try await expectRefusalLeavesAlone(office, .conflict, "E9 cannot be in it after that") {
                try await office.perform(
                    try WorkforceChangeTests.put("PLY/3", "E9", from: "2022-10-15", fte: 5_000) {
                        $0.endsOn = last
                    })
            }
            try await office.perform(
                try WorkforceChangeTests.put("PLY/3", "E9", from: "2022-10-14", fte: 5_000) {
                    $0.endsOn = last
                })
        }
    }

    @Test("whoever comes on the day on which it is first kept for them was not waited for")
    func cameAtOnce() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let first = try await office.register("Thandi", "Nkosi", round: "PLY-1/1")
            let second = try await office.register("Zoë", "Núñez", round: "PLY-1/1")
            let date = try day("2022-09-05")
            _ = try await change(office, .reserve(candidate: first, from: nil, on: date))
            try await office.perform(
                try WorkforceChangeTests.put("PLY/3", "E9", from: "2022-09-05", fte: 5_000) {
                    $0.candidate = first
                })
            let post = try await office.perform(ShowPost(reference: "PLY/3")).line.post
            #expect(post.reservedFor == nil && post.reservedBefore == [])
            // What it was kept for from that day is not overwritten by another from the same one.
            try await expectRefusalLeavesAlone(office, .conflict, "was kept for \(first)") {
                _ = try await change(office, .reserve(candidate: second, from: nil, on: date))
            }
        }
    }

    @Test("whoever came for one day is waited for no more, though the post is vacant at its close")
    func oneDay() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let recruit = try await office.register("Thandi", "Nkosi", round: "PLY-1/1")
            let date = try day("2022-09-05")
            _ = try await change(
                office, .reserve(candidate: recruit, from: date, on: try day("2022-03-01")))
            try await office.perform(
                try WorkforceChangeTests.put("PLY/3", "E9", from: "2022-09-05") {
                    ($0.candidate, $0.endsOn) = (recruit, date)
                })
            for (day, reserved) in [(date.adding(days: -1), 1), (date, 0), (date.adding(days: 1), 0)] {
                let report = try await office.perform(ReportWorkforce(asOf: day))
                #expect(report.posts.vacant == 4 && report.posts.reserved == reserved, "\(day)")
            }
        }
    }

    @Test("who has gone before today stands in nobody's way, even of who was expected earlier")
    func overdue() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let recruit = try await office.register("Thandi", "Nkosi", round: "PLY-1/1")
            _ = try await change(
                office,
                .reserve(candidate: recruit, from: try day("2022-09-01"), on: try day("2022-03-01")))
            for (person, end) in [("E7", "2022-09-20"), ("E8", "2022-09-30")] {
                try await office.perform(
                    try WorkforceChangeTests.put("PLY/3", person, from: "2022-04-01", fte: 5_000) {
                        $0.endsOn = try day(end)
                    })
            }
            try await expectRefusalLeavesAlone(office, .conflict, "kept for \(recruit)") {
                try await office.perform(
                    try WorkforceChangeTests.put("PLY/3", "E9", from: "2022-09-30", fte: 5_000) {
                        $0.endsOn = try day("2022-10-01")
                    })
            }
            #expect(
                try await change(office, .freeze(from: try day("2022-04-01"), until: try day("2022-09-30")))
                    .reservedFor == recruit)
        }
    }
}
