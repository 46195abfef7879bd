import Domain
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@Suite("Requests to hosts, and what they offer")
struct OfferTests {
    private func offers(_ office: Office, asOf: String? = nil) async throws -> OffersReport {
        try await office.perform(ListOffers(term: "autumn-2022", asOf: try asOf.map { try day($0) }))
    }

    private func withTerm(_ body: (Office) async throws -> Void) async throws {
        try await withOffice { office in
            try await office.perform(
                AddTerm(
                    code: "autumn-2022", name: "Autumn 2022", startsOn: try day("2022-10-03"),
                    endsOn: try day("2023-04-28"), offersDueOn: try day("2022-09-15")))
            try await body(office)
        }
    }

    @Test("asked, reminded, answered: the state at any day")
    func states() async throws {
        try await withTerm { office in
            try await office.perform(
                RequestPlacements(host: "tavy_trust", term: nil, places: 4, on: try day("2022-08-01")))
            try await office.perform(
                RequestPlacements(host: "plymouth_council", term: nil, places: 2, on: try day("2022-08-02")))
            try await office.perform(RemindHost(host: "tavy_trust", term: nil, on: try day("2022-08-20")))
            try await office.perform(
                RecordAnswer(host: "tavy_trust", term: nil, answer: .later, on: try day("2022-08-25")))
            try await office.perform(RemindHost(host: "tavy_trust", term: nil, on: try day("2022-09-10")))
            try await office.perform(
                RecordAnswer(
                    host: "tavy_trust", term: nil, answer: .willing, places: 3, on: try day("2022-09-20")))
            func states(_ day: String) async throws -> [String] {
                try await offers(office, asOf: day).hosts.map { "\($0.host) \($0.state) \($0.reminders)" }
            }
            #expect(try await states("2022-07-31") == [])
            #expect(try await states("2022-08-01") == ["tavy_trust waiting 0"])
            #expect(
                try await states("2022-08-20") == ["tavy_trust waiting 1", "plymouth_council waiting 0"])
            #expect(
                try await states("2022-09-15") == ["plymouth_council waiting 0", "tavy_trust later 2"])
            #expect(
                try await states("2022-09-16") == ["tavy_trust overdue 2", "plymouth_council overdue 0"])
            #expect(
                try await states("2022-09-20") == ["plymouth_council overdue 0", "tavy_trust answered 2"])
            let report = try await offers(office)
            #expect(report.placesOffered == 3 && report.lastYear == nil && report.placesLastYear == nil)
            #expect(report.hosts.allSatisfy { $0.change == nil })
            #expect(report.students == 0)
            // Asking again starts afresh.
            try await office.perform(RequestPlacements(host: "tavy_trust", term: nil, places: 1))
            let again = try #require(try await offers(office).hosts.first { $0.host == "tavy_trust" })
            #expect((again.state, again.reminders, again.placesAsked, again.answer) == ("overdue", 0, 1, nil))
        }
    }

    @Test("offers beside those of the term a year before, answered or only listed")
    func lastYear() async throws {
        try await withTerm { office in
            for (code, from, to) in [
                ("autumn-2021", "2021-09-27", "2022-04-29"), ("spring-2022", "2022-01-10", "2022-07-29"),
            ] {
                try await office.perform(
                    AddTerm(
                        code: code, name: code, startsOn: try day(from), endsOn: try day(to), offersDueOn: nil
                    ))
            }
            try await office.load(
                "placements",
                """
                organisation,placement_ref,team,setting,capacity,starts_on,ends_on,term,withdrawn_on
                tavy_trust,O/1,Ward,hospital,5,2021-10-04,2022-03-04,autumn-2021,
                tavy_trust,O/2,Ward,hospital,9,2021-10-04,2022-03-04,autumn-2021,2021-11-01
                plymouth_council,O/3,Team,children,2,2021-10-04,2022-03-04,autumn-2021,
                tavy_trust,N/1,Ward,hospital,4,2022-10-10,2023-03-03,autumn-2022,

                """)
            for (host, places) in [("tavy_trust", 6), ("plymouth_council", 3)] {
                try await office.perform(
                    RequestPlacements(
                        host: host, term: "autumn-2022", places: places, on: try day("2022-05-02")))
            }
            try await office.perform(
                RecordAnswer(
                    host: "tavy_trust", term: "autumn-2022", answer: .willing, places: 3,
                    on: try day("2022-06-01")))
            let report = try await offers(office)
            #expect(report.lastYear?.term == "autumn-2021")
            #expect((report.placesOffered, report.placesLastYear) == (3, 7))
            let trust = try #require(report.hosts.first { $0.host == "tavy_trust" })
            #expect((trust.placesListed, trust.placesLastYear, trust.change) == (4, 5, -2))
            let council = try #require(report.hosts.first { $0.host == "plymouth_council" })
            #expect((council.state, council.placesLastYear, council.change) == ("overdue", 2, nil))
            try await office.perform(
                RecordAnswer(host: "plymouth_council", term: "autumn-2022", answer: .unwilling))
            #expect(try await offers(office).hosts.first { $0.host == "plymouth_council" }?.change == -2)
            await expectRefusal(.usage, "autumn-2021, spring-2022, autumn-2022") {
                try await office.perform(ListOffers())
            }
        }
    }

    @Test("what does not fit is refused and leaves everything alone")
    func refused() async throws {
        try await withTerm { office in
            try await expectRefusalLeavesAlone(office, .conflict, "was not asked for places") {
                try await office.perform(RemindHost(host: "tavy_trust", term: nil))
            }
            try await expectRefusalLeavesAlone(office, .conflict, "was not asked for places") {
                try await office.perform(RecordAnswer(host: "tavy_trust", term: nil, answer: .unwilling))
            }
            try await expectRefusalLeavesAlone(office, .badData, "at least one place") {
                try await office.perform(RequestPlacements(host: "tavy_trust", term: nil, places: 0))
            }
            try await expectRefusalLeavesAlone(office, .notFound, "no organisation called nobody") {
                try await office.perform(RequestPlacements(host: "nobody", term: nil, places: 1))
            }
            try await expectRefusalLeavesAlone(office, .notFound, "There is no term spring") {
                try await office.perform(RequestPlacements(host: "tavy_trust", term: "spring", places: 1))
            }
            try await expectRefusalLeavesAlone(office, .badData, "after today") {
                try await office.perform(
                    RequestPlacements(host: "tavy_trust", term: nil, places: 1, on: try day("2022-10-01")))
            }
            try await office.perform(
                RequestPlacements(host: "tavy_trust", term: nil, places: 1, on: try day("2022-09-10")))
            try await expectRefusalLeavesAlone(office, .badData, "before it") {
                try await office.perform(RemindHost(host: "tavy_trust", term: nil, on: try day("2022-09-09")))
            }
            for (answer, places, words) in [
                (HostAnswer.willing, nil, "--places"), (.later, 2, "leave --places out"),
                (.unwilling, 0, "leave --places out"), (.willing, -1, "fewer than no places"),
            ] as [(HostAnswer, Int?, String)] {
                try await expectRefusalLeavesAlone(office, .badData, words) {
                    try await office.perform(
                        RecordAnswer(host: "tavy_trust", term: nil, answer: answer, places: places))
                }
            }
            try await office.perform(
                RecordAnswer(host: "tavy_trust", term: nil, answer: .willing, places: 1))
            try await expectRefusalLeavesAlone(office, .conflict, "has answered") {
                try await office.perform(RemindHost(host: "tavy_trust", term: nil))
            }
            try await expectRefusalLeavesAlone(office, .conflict, "exists already") {
                try await office.perform(
                    AddTerm(
                        code: "autumn-2022", name: "Again", startsOn: try day("2022-10-03"),
                        endsOn: try day("2023-04-28"), offersDueOn: nil))
            }
            try await expectRefusalLeavesAlone(office, .badData, "cannot end before it starts") {
                try await office.perform(
                    AddTerm(
                        code: "odd", name: "Odd", startsOn: try day("2022-10-03"),
                        endsOn: try day("2022-10-02"), offersDueOn: nil))
            }
        }
    }
}
