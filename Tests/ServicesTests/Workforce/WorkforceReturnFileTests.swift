import Domain
import Services
import Testing

@Suite("Files of workforce returns")
struct WorkforceReturnFileTests {
    @Test("bad returns are named")
    func badReturns() async throws {
        try await ImportOffice.openWithWorkforce { office in
            let head =
                "area,year,as_of,agency_fte,agency_covering_vacancies_fte,cases,vacancies_fte,published_on\n"
            let faults = try await office.faults(
                "workforce_returns",
                head
                    + "England,2022,2022-10-01,1,1,1,,\nDevon,2022,2022-09-01,1,1.5,1,,\n"
                    + "Kent,2022,2022-09-01,1.00001,,,,\nKent,1822,2022-09-01,,,,,\nKent,2021,2022-09-01,,,,,\n"
                    + "Kent,2021,2021-09-02,,,1.5,,\nHull,2022,2022-09-01,2,1,,0,\n"
                    + "Bath,2022,2022-09-01,,,,,2022-08-31\nYork,2022,2022-09-01,,,,,2022-10-01\n")
            #expect(
                faults == [
                    "2 as_of: 2022-10-01", "3 agency_covering_vacancies_fte: 1.5",
                    "4 agency_fte: 1.00001",
                    "5 year: 1822", "6 as_of: 2022-09-01", "7 cases: 1.5",
                    "8 agency_covering_vacancies_fte: 1", "9 published_on: 2022-08-31",
                    "10 published_on: 2022-10-01",
                ])
        }
    }

    @Test(
        "a return is compared with from the day on which it was published, or was recorded where that is not said"
    )
    func published() async throws {
        try await ImportOffice.openWithWorkforce { office in
            try await office.load(
                "workforce_returns",
                "area,year,as_of,in_post_fte,vacancies_fte,published_on\nKent,2021,2021-09-30,90,10,2022-03-01\n"
                    + "York,2022,2022-03-31,80,20,2022-03-31\n")
            func areas(_ date: String) async throws -> [String] {
                let on = try #require(CalendarDate(iso: date))
                let report = try await office.workspace.perform(ReportWorkforce(asOf: on), as: office.admin)
                return report.measures.first { $0.name == "vacancy_rate" }?.comparators.map(\.name) ?? []
            }
            #expect(try await areas("2022-02-28") == [])
            #expect(try await areas("2022-03-01") == ["England", "Kent"])
            #expect(try await areas("2022-03-30") == ["England", "Kent"])
            #expect(try await areas("2022-03-31") == ["York", "England", "Kent"], "on its own day")
            #expect(try await areas("2022-09-29") == ["York", "England", "Kent"])
            #expect(try await areas("2022-09-30") == ["York", "Devon", "England", "Kent"])
            let exported = try await office.export("workforce_returns")
            #expect(exported.contains("\nKent,2021,2021-09-30,90,10,,,,,,,2022-03-01\n"))
            #expect(try await office.load("workforce_returns", exported).unchanged == 4)
        }
    }
}
