import Domain
import Testing

@Suite("Posts are not people are not assignments")
struct EstablishmentTests {
    private func post(
        _ fte: String = "1", created: String = "2020-01-01", closed: String? = nil, frozen: [String] = []
    ) throws -> EstablishedPost {
        EstablishedPost(
            fte: try #require(FTE(fte)), createdOn: try day(created),
            closedOn: try closed.map { try day($0) },
            frozen: try frozen.map { try #require(FrozenSpell($0)) })
    }

    private func count(
        _ posts: [EstablishedPost], _ assignments: [Assignment], on date: String = "2022-09-30",
        newSince: String = "2021-12-01"
    ) throws -> (EstablishmentCount, people: Int) {
        let seen = Establishment(
            posts: posts, assignments: assignments, on: try day(date), newSince: try day(newSince))
        return (seen.total, seen.people)
    }

    @Test("vacant, covered and uncovered are three numbers")
    func threeNumbers() throws {
        let posts = try [
            post(), post(), post("0.6"), post(created: "2021-12-01"), post(created: "2021-11-30"),
        ]
        let (count, people) = try count(
            posts,
            [
                try employee(0, 1), try agency(1, 2, "0.8"), try employee(2, 3, "0.6"),
            ])
        #expect((count.established, count.vacant, count.covered, count.uncovered) == (5, 3, 1, 2))
        #expect(count.vacantAndNew == 1, "created the day before is not since December")
        #expect(count.vacanciesFTE == FTE(whole: 3))
        #expect(count.coveringFTE.description == "0.8")
        #expect(count.inPostFTE.description == "1.6")
        #expect(people == 2)
    }

    @Test(
        "a post that is held in part is not vacant, and the rest of it is a vacancy in full-time equivalents")
    func held() throws {
        let (count, people) = try count([post()], [try employee(0, 1, "0.6")])
        #expect((count.vacant, people) == (0, 1))
        #expect(count.vacanciesFTE.description == "0.4")
    }

    @Test("two people share a post; one person in two posts is one by headcount and two by post")
    func sharing() throws {
        let (count, people) = try count(
            [post(), post("0.5")],
            [try employee(0, 1, "0.5"), try employee(0, 2, "0.5"), try employee(1, 1, "0.5")])
        #expect(people == 2)
        #expect(count.employeeAssignments == 3)
        #expect(count.inPostFTE.description == "1.5")
        #expect(count.vacanciesFTE == .zero)
    }

    @Test("more employees than a post has room for leave no vacancy, and take none from other posts")
    func overfull() throws {
        let (count, _) = try count([post("0.5"), post()], [try employee(0, 1)])
        #expect(count.vacanciesFTE == .one)
        #expect(count.vacant == 1)
    }

    @Test("a frozen post is no vacancy, and agency in it counts as agency")
    func frozen() throws {
        let posts = try [post(frozen: ["2022-04-01/"]), post(frozen: ["2022-04-01/2022-09-30"]), post()]
        let (count, _) = try count(posts, [try agency(0, 1), try agency(1, 2, "0.5"), try employee(2, 3)])
        #expect((count.established, count.frozen, count.vacant, count.covered) == (2, 1, 1, 1))
        #expect(count.agencyFTE.description == "1.5")
        #expect(count.coveringFTE.description == "0.5", "the cover of the post that is not frozen any more")
        #expect((count.agencyAssignments, count.coveringAssignments) == (2, 1))
    }

    @Test("more agency than the vacancy needs covers it once")
    func overcover() throws {
        let (count, _) = try count([post("0.6")], [try agency(0, 1), try agency(0, 2)])
        #expect(count.coveringFTE.description == "0.6")
        #expect(count.agencyFTE == FTE(whole: 2))
        #expect(count.covered == 1)
    }

    @Test(
        "days count at their close",
        arguments: [
            ("2022-09-14", 0, 1), ("2022-09-15", 1, 0), ("2022-09-28", 1, 0), ("2022-09-29", 0, 1),
        ])
    func closeOfDay(date: String, inPost: Int, vacant: Int) throws {
        let (count, _) = try count(
            [post()], [try employee(0, 1, from: "2022-09-15", to: "2022-09-29")], on: date)
        #expect((count.employeeAssignments, count.vacant) == (inPost, vacant))
    }

    @Test("a post is there from its first day up to the day before it is closed")
    func existence() throws {
        let post = try post(created: "2022-03-01", closed: "2022-09-30", frozen: ["2022-05-01/2022-06-01"])
        let expected: [(String, PostStatus?)] = [
            ("2022-02-28", nil), ("2022-03-01", .established), ("2022-05-01", .frozen),
            ("2022-05-31", .frozen), ("2022-06-01", .established), ("2022-09-29", .established),
            ("2022-09-30", .deleted),
        ]
        for (date, status) in expected { #expect(post.status(on: try day(date)) == status, "\(date)") }
    }

    @Test("frozen spells are read, refused and joined")
    func spells() throws {
        #expect(FrozenSpell("2022-04-01/")?.words == "from 1 April 2022")
        #expect(FrozenSpell("2022-04-01/2022-09-01")?.words == "from 1 April 2022 until 1 September 2022")
        #expect(FrozenSpell("2022-01-01/2022-01-01") == nil)
        #expect(FrozenSpell("2022-01-01") == nil)
        #expect(FrozenSpell("2022-02-30/") == nil)
        #expect(FrozenSpell("2022-01-01/2022-02-01/2022-03-01") == nil)
        let spells = try [
            "2022-03-01/", "2021-01-01/2021-02-01", "2021-02-01/2021-03-01", "2022-05-01/2022-06-01",
        ]
        .map { try #require(FrozenSpell($0)) }
        #expect(
            FrozenSpell.merged(spells).map(\.description) == ["2021-01-01/2021-03-01", "2022-03-01/"])
    }
}

func employee(
    _ post: Int, _ person: Int, _ fte: String = "1", from: String = "2020-01-01", to: String? = nil
) throws -> Assignment {
    Assignment(
        post: post, person: person, kind: .employee, fte: try #require(FTE(fte)), startedOn: try day(from),
        endedOn: try to.map { try day($0) })
}

func agency(
    _ post: Int, _ person: Int, _ fte: String = "1", from: String = "2020-01-01", to: String? = nil
) throws -> Assignment {
    Assignment(
        post: post, person: person, kind: .agency, fte: try #require(FTE(fte)), startedOn: try day(from),
        endedOn: try to.map { try day($0) })
}
