import Domain
import Foundation
import Services
import Testing

@Suite("Files say since when posts are kept, and were")
struct PostReservationFileTests {
    private static let head =
        "organisation,post_ref,title,role,fte,status,created_on,reserved_for,reserved_from,reserved_on,reserved_before,correction_reason\n"
    private static let post =
        "plymouth_city_council,P/4,Social Worker,social_worker,1,established,2021-12-01,"

    /// What a file says after a row for the post was read: for whom, expected on, since and before.
    private func export(_ office: ImportOffice, of post: String = "P/4") async throws -> String {
        let text = try await office.export("posts")
        let line = try #require(text.split(separator: "\n").first { $0.contains(",\(post),") })
        return line.split(separator: ",", omittingEmptySubsequences: false).suffix(5).joined(separator: ",")
    }

    @Test("the history of a post goes out and comes in again, into an empty office too")
    func roundTrip() async throws {
        var exported = ""
        try await ImportOffice.openWithWorkforce { office in
            #expect(
                try await export(office) == "EXT/1,2022-10-10,,2022-09-30,", "today where no day is given")
            let row =
                Self.post
                + "EXT/1,2022-10-10,2022-07-01,EXT/1 2022-02-28/2022-03-31;EXT/2 2022-04-01/2022-06-01,\n"
            #expect(try await office.load("posts", Self.head + row).changed == 1)
            #expect(try await office.load("posts", Self.head + row).unchanged == 1)
            #expect(
                try await export(office)
                    == "EXT/1,2022-10-10,,2022-07-01,EXT/1 2022-02-28/2022-03-31;EXT/2 2022-04-01/2022-06-01")
            let turned = row.replacing(
                "EXT/1 2022-02-28/2022-03-31;EXT/2 2022-04-01/2022-06-01",
                with: "EXT/2 2022-04-01/2022-06-01;EXT/1 2022-02-28/2022-03-31")
            #expect(turned != row)
            #expect(try await office.load("posts", Self.head + turned).unchanged == 1, "in whatever order")
            exported = try await office.export("posts")
            #expect(try await office.load("posts", exported).unchanged == 5)
        }
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            try await office.load("posts", exported)
            #expect(try await office.export("posts") == exported)
        }
    }

    @Test("a file without the new columns keeps what is known of them; another candidate takes over that day")
    func without() async throws {
        try await ImportOffice.openWithWorkforce { office in
            func load(_ cells: String) async throws -> ImportResult {
                try await office.load("posts", Self.head + Self.post + cells + "\n")
            }
            _ = try await load("EXT/1,2022-10-10,2022-03-01,,")
            #expect(try await office.load("posts", WorkforceFiles.posts).unchanged == 5)
            #expect(try await export(office) == "EXT/1,2022-10-10,,2022-03-01,")
            let short =
                "organisation,post_ref,title,role,fte,status,created_on,reserved_for,reserved_on,correction_reason\n"
            try await office.load("posts", short + Self.post + "EXT/2,2022-06-01,a better match\n")
            #expect(try await export(office) == "EXT/2,,,2022-06-01,EXT/1 2022-03-01/2022-06-01")
            try await office.load("posts", short + Self.post + ",,went elsewhere\n")
            #expect(
                try await export(office)
                    == ",,,,EXT/1 2022-03-01/2022-06-01;EXT/2 2022-06-01/2022-09-30")
            // Who is put in the place of another in an exported file takes nothing of the past.
            let former = "EXT/1 2022-03-01/2022-06-01"
            _ = try await load("EXT/1,,2022-09-15,\(former);EXT/2 2022-06-01/2022-09-01,")
            #expect(
                try await office.faults(
                    "posts", Self.head + Self.post + "EXT/2,,2022-09-15,\(former),why not\n")
                    == ["2 reserved_on: 2022-09-15"])
            _ = try await load("EXT/2,,2022-09-20,\(former),why not")
            #expect(
                try await export(office) == "EXT/2,,,2022-09-20,\(former);EXT/1 2022-09-15/2022-09-20")
        }
    }

    @Test("a file may say itself until when the post was kept for the one before")
    func saidItself() async throws {
        try await ImportOffice.openWithWorkforce { office in
            func load(_ cells: String) async throws {
                try await office.load("posts", Self.head + Self.post + cells + "\n")
            }
            try await load("EXT/1,,2022-03-01,,")
            try await load("EXT/2,,2022-06-01,EXT/1 2022-03-01/2022-05-01,a better match")
            #expect(try await export(office) == "EXT/2,,,2022-06-01,EXT/1 2022-03-01/2022-05-01")
        }
    }

    @Test("a bad day, a day without a candidate and days that overlap are named")
    func faults() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let before = try await office.rows()
            for (cells, place) in [
                ("EXT/1,,2022-10-01,,", "2 reserved_on: 2022-10-01"),
                ("EXT/1,,2011-12-31,,", "2 reserved_on: 2011-12-31"),
                ("EXT/1,,2022-02-30,,", "2 reserved_on: 2022-02-30"),
                (",,2022-03-01,,over", "2 reserved_on: 2022-03-01"),
                (",2022-12-01,,,over", "2 reserved_from: 2022-12-01"),
                (
                    "EXT/1,,2022-03-01,EXT/9 2022-01-01/2022-02-01,",
                    "2 reserved_before: EXT/9 2022-01-01/2022-02-01"
                ),
                ("EXT/1,,2022-03-01,EXT/2 2022-01-01/,", "2 reserved_before: EXT/2 2022-01-01/"),
                (
                    "EXT/1,,2022-03-01,EXT/2 2022-02-01/2022-01-01,",
                    "2 reserved_before: EXT/2 2022-02-01/2022-01-01"
                ),
                ("EXT/1,,,EXT/2 2022-01-01/2022-10-01,", "2 reserved_before: EXT/2 2022-01-01/2022-10-01"),
                ("EXT/1,,2022-03-01,EXT/2 2022-01-01/2022-03-02,", "2 reserved_on: 2022-03-01"),
                (
                    "EXT/1,,,EXT/2 2022-01-01/2022-03-01;EXT/1 2022-02-01/2022-03-01,",
                    "2 reserved_before: EXT/2 2022-01-01/2022-03-01;EXT/1 2022-02-01/2022-03-01"
                ),
            ] {
                #expect(
                    try await office.faults("posts", Self.head + Self.post + cells + "\n") == [place],
                    "\(cells)")
            }
            let short =
                "organisation,post_ref,title,role,fte,status,created_on,reserved_for,reserved_on,correction_reason\n"
            #expect(
                try await office.faults("posts", short + Self.post + "EXT/2,2022-09-29,because\n") == [
                    "2 reserved_on: 2022-09-29"
                ], "it is kept for EXT/1 from 30 September")
            #expect(try await office.rows() == before)
        }
    }
}
