import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

@Suite("Levy accounts")
struct LevyTests {
    @Test("a levy account with what expires under which rule, and who would use it")
    func levy() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let before = office.clock.present
            let first = try await office.perform(ShowLevy(organisation: "tavy_trust"))
            #expect(first.balancePence == 750_00 && first.expiredPence == 0 && first.waiting.isEmpty)
            #expect(first.months.count == 9 && first.coInvestmentPercent == 5)
            #expect(first.recordedThrough.description == "2022-02" && first.monthsBehind == 7)
            #expect(
                first.hardToFill.map(\.role) == ["registered_nurse"] && first.hardToFill[0].openPosts == nil)
            office.clock.advance(seconds: 1)
            try await office.load(
                "posts",
                "organisation,post_ref,title,role,fte,status,created_on\ntavy_trust,N1,Nurse,registered_nurse,1.0,established,2022-01-10\ntavy_trust,N2,Nurse,registered_nurse,1.0,established,2022-01-10\ntavy_trust,C1,Clerk,business_administrator,1.0,established,2022-01-10\n"
            )
            let roles = try await office.perform(ShowLevy(organisation: "tavy_trust")).hardToFill
            #expect(roles.map(\.openPosts) == [2] && roles.map(\.isUsed) == [false])
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .provider), as: "max")
            office.clock.set(try day("2023-12-15"))
            let report = try await office.perform(
                ShowLevy(organisation: "tavy_trust", spending: 0, paidIn: 0))
            let horizons = report.horizons.map {
                "\($0.months) \($0.expected.map(\.pence)) \($0.ifAgreedStart.map(\.pence))"
            }
            // Four fifths of £5,000.00 in eighteen instalments; the first is paid before the funds expire in January.
            #expect(
                horizons == [
                    "3 [75000, 0] [52778, 0]", "6 [75000, 0] [52778, 0]", "12 [75000, 0] [52778, 0]",
                ])
            #expect(report.waiting.map(\.apprenticeRef) == ["TAV/A3"])
            #expect(report.waiting.first?.usesWithinYearPence == 12 * 4_000_00 / 18)
            #expect(report.heldBackPercent == 20)
            // What was known before the approval is as it was.
            let then = try await office.perform(
                ShowLevy(
                    organisation: "tavy_trust", ReportQuestion(asOf: try day("2022-09-30"), asAt: before)))
            #expect(then == first)
            await expectRefusal(.notFound, "Nothing is recorded of the levy account of worcester_council") {
                try await office.perform(
                    ShowLevy(organisation: "worcester_council"), as: "wendy", in: "worcestershire")
            }
        }
    }

    @Test("means are of the twelve months up to the last recorded one, or of as many as are recorded")
    func means() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            // January brought £1,000.00, February took £250.00; of the seven months since nothing is recorded.
            let two = try await office.perform(ShowLevy(organisation: "tavy_trust"))
            #expect(two.averagedMonths == 2)
            #expect(two.assumedPaidInPence == 500_00 && two.averageSpentPence == 125_00)
            let january = try await office.perform(
                ShowLevy(organisation: "tavy_trust", ReportQuestion(asOf: try day("2022-01-30"))))
            #expect(january.assumedPaidInPence == 1_000_00 && january.monthsBehind == 0)
            let february = try await office.perform(
                ShowLevy(organisation: "tavy_trust", ReportQuestion(asOf: try day("2022-02-01"))))
            #expect(february.recordedThrough.description == "2022-02", "a month is known from its first day")
            let rows = (1...15).map { month in
                "tavy_trust,\(month < 13 ? 2021 : 2022)-\(month < 13 ? (month < 10 ? "0" : "") + String(month) : "0" + String(month - 9)),paid_in,\(month)00.00"
            }
            try await office.load(
                "levy", (["organisation,month,kind,amount"] + rows).joined(separator: "\n") + "\n")
            // July 2021 to June 2022: six months of 700 to 1,200, January as before, April to June.
            let year = try await office.perform(ShowLevy(organisation: "tavy_trust"))
            #expect(year.recordedThrough.description == "2022-06" && year.monthsBehind == 3)
            #expect(year.averagedMonths == 12)
            #expect(year.assumedPaidInPence == (5_700_00 + 1_000_00 + 1_300_00 + 1_400_00 + 1_500_00) / 12)
            #expect(year.averageSpentPence == 250_00 / 12)
        }
    }

    @Test("from August 2026 nothing is added to what enters, in the forecast as in the account")
    func topUp() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            office.clock.set(try day("2026-06-30"))
            let rows = ["04", "05", "06"].map { "tavy_trust,2026-\($0),paid_in,1100.00" }
            try await office.load(
                "levy", (["organisation,month,kind,amount"] + rows).joined(separator: "\n") + "\n")
            func forecast(_ paidIn: Int? = nil) async throws -> LevyReport {
                try await office.perform(
                    ShowLevy(organisation: "tavy_trust", spending: 0, paidIn: paidIn))
            }
            let report = try await forecast()
            // Three months of £1,100.00 in twelve.
            #expect(report.assumedPaidInPence == 275_00)
            #expect(
                report.assumedPaidIn.map { "\($0.from) \($0.pence) \($0.topUpPercent ?? -1)" }
                    == ["2026-06 27500 10", "2026-08 25000 0"])
            #expect(report.horizons[0].balancePence == 3_300_00 + 275_00 + 2 * 250_00)
            #expect(report.rules.filter { $0.key == "levy.top_up" }.map(\.value) == ["10", "0"])
            // What somebody says enters is taken as it is.
            let said = try await forecast(275_00)
            #expect(said.assumedPaidIn.map(\.topUpPercent) == [nil])
            #expect(said.horizons[0].balancePence == 3_300_00 + 3 * 275_00)
            #expect(!said.rules.contains { $0.key == "levy.top_up" })
            // Afterwards the months with a top-up count for what they would bring without.
            office.clock.set(try day("2026-09-30"))
            let later = try await forecast()
            // July is assumed too: nothing is recorded of it.
            #expect(later.assumedPaidIn.map(\.pence) == [275_00, 250_00])
        }
    }

    @Test("the forecast reaches to the twelfth month ahead, which may have a rule of its own")
    func twelfthMonth() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            for (date, changes) in [("2025-07-31", ["2022-03"]), ("2025-08-31", ["2022-03", "2026-08"])] {
                office.clock.set(try day(date))
                let levy = try await office.perform(ShowLevy(organisation: "tavy_trust"))
                #expect(levy.assumedPaidIn.map(\.from.description) == changes)
            }
        }
    }

    @Test("what is left of a training uses no more than it costs")
    func shortTraining() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.perform(
                AddApprentice(
                    ApprenticeRecord(
                        organisation: "plymouth_council", apprenticeRef: "PLY/B1", givenName: "Siân",
                        familyName: "Lee", standardRef: "ST0510", role: "social_worker", wasEmployee: false,
                        provider: "The College", plannedStartOn: try day("2022-10-03"),
                        plannedEndOn: try day("2022-12-20"), pricePence: 900_00, transferredFrom: "TAV/A1")))
            try await office.perform(ApproveTraining(reference: "PLY/B1", party: .employer))
            try await office.perform(ApproveTraining(reference: "PLY/B1", party: .provider), as: "max")
            let levy = try await office.perform(ShowLevy(organisation: "plymouth_council"))
            #expect(levy.waiting.map(\.apprenticeRef) == ["PLY/B1"])
            #expect(levy.waiting.map(\.usesWithinYearPence) == [900_00])
        }
    }

    @Test("what cannot be paid is shared by the rule of the month in which it is to be paid")
    func coInvestmentByMonth() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            office.clock.set(try day("2026-05-31"))
            let report = try await office.perform(
                ShowLevy(organisation: "tavy_trust", spending: 100_00, paidIn: 0))
            // 5 % up to July 2026, 25 % from August on.
            #expect(report.horizons.map(\.shortPence) == [300_00, 600_00, 1_200_00])
            #expect(
                report.horizons.map(\.coInvestmentPence) == [
                    2 * 5_00 + 25_00, 2 * 5_00 + 4 * 25_00, 2 * 5_00 + 10 * 25_00,
                ])
            #expect(
                report.rules.filter { $0.key == "levy.employer_co_investment" }.map(\.value) == ["5", "25"])
            #expect(report.transfer?.leftPence == 0, "nothing is left to give")
        }
    }

    @Test("funds expire when their last month is over, and until then count as what is about to expire")
    func endOfMonth() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func report(_ date: String, spending: Int? = 0) async throws -> LevyReport {
                office.clock.set(try day(date))
                return try await office.perform(
                    ShowLevy(organisation: "tavy_trust", spending: spending, paidIn: 0))
            }
            for date in ["2024-01-01", "2024-01-30"] {
                let before = try await report(date)
                #expect(before.balancePence == 750_00 && before.expiredPence == 0, "\(date)")
                #expect(before.horizons[0].expected[0].pence == 750_00, "\(date)")
            }
            // The month that is not over is not behind: nothing is recorded from March 2022 to December 2023.
            #expect(try await report("2024-01-30").monthsBehind == 22)
            let after = try await report("2024-01-31")
            #expect(after.monthsBehind == 23)
            #expect(after.balancePence == 0 && after.expiredPence == 750_00)
            #expect(after.horizons[2].expected[0].pence == 0)
            // Nothing is recorded of January: what a month costs is paid from what would expire.
            office.clock.set(try day("2024-01-05"))
            try await office.load("levy", "organisation,month,kind,amount\ntavy_trust,2023-12,paid_in,1.00\n")
            let spent = try await report("2024-01-30", spending: 100_00)
            #expect(spent.horizons[0].ifNothingIsSpent[0].pence == 750_00)
            #expect(spent.horizons[0].expected[0].pence == 650_00)
        }
    }

    @Test(
        "the levy pays up to the funding band; who pays the rest is said, and only the band is reckoned with")
    func fundingBand() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            var change = ChangeApprentice.Change()
            change.pricePence = 6_900_00
            let changed = try await office.perform(ChangeApprentice(reference: "TAV/A3", change))
            #expect(changed.fundingPaysPence == 5_000_00 && changed.employerPaysPence == 1_900_00)
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .employer))
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .provider), as: "max")
            let shown = try await office.perform(ShowApprentice(reference: "TAV/A3"))
            #expect(shown.fundingPaysPence == 5_000_00 && shown.employerPaysPence == 1_900_00)
            let levy = try await office.perform(ShowLevy(organisation: "tavy_trust"))
            let waiting = try #require(levy.waiting.first)
            #expect(waiting.pricePence == 6_900_00 && waiting.fundingPaysPence == 5_000_00)
            // October 2022 to mid April 2024 has eighteen ends of months, of which eleven are paid for within the year.
            #expect(waiting.usesWithinYearPence == 4_000_00 * 11 / 18)
            change.pricePence = 4_000_00
            let cheaper = try await office.perform(ChangeApprentice(reference: "TAV/A3", change))
            #expect(cheaper.fundingPaysPence == 4_000_00 && cheaper.employerPaysPence == 0)
        }
    }

    @Test(
        "what may be given is a share of the year before the one of the day, less what was given, and no more than there is"
    )
    func transfer() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            // £1,000.00 entered in January 2022 and £250.00 went out in February.
            try await office.load(
                "levy",
                "organisation,month,kind,amount\ntavy_trust,2020-05,paid_in,400.00\n"
                    + "tavy_trust,2022-04,spent,1000.00\ntavy_trust,2022-04,transferred_out,50.00\n")
            for (date, days, funds, limit, left) in [
                ("2022-03-31", "2021-04-01 2022-03-31", 400_00, 100_00, 100_00),
                // Of £400.00 + £1,000.00 - £250.00 - £1,050.00 there is £100.00, which is less than £250.00 - £50.00.
                ("2022-04-30", "2022-04-01 2023-03-31", 1_000_00, 250_00, 100_00),
            ] {
                let levy = try await office.perform(
                    ShowLevy(organisation: "tavy_trust", ReportQuestion(asOf: try day(date))))
                let transfer = try #require(levy.transfer)
                #expect("\(transfer.from) \(transfer.to)" == days)
                #expect(transfer.fundsOfYearBeforePence == funds && transfer.limitPence == limit, "\(date)")
                #expect(transfer.leftPence == left, "\(date)")
            }
        }
    }

    @Test("who has started, or is not agreed by both, is not waiting, as it was known then")
    func waiting() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func waiting(_ question: ReportQuestion = ReportQuestion()) async throws -> [String] {
                try await office.perform(ShowLevy(organisation: "tavy_trust", question)).waiting
                    .map(\.apprenticeRef)
            }
            #expect(try await waiting() == [])
            office.clock.advance(seconds: 60)
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .provider), as: "max")
            let agreed = office.clock.present
            #expect(try await waiting() == ["TAV/A3"])
            office.clock.set(try day("2022-10-05"))
            try await office.perform(
                RecordApprenticeshipEvent(reference: "TAV/A3", event: .started, on: try day("2022-10-03")))
            #expect(try await waiting() == [])
            #expect(try await waiting(ReportQuestion(asOf: try day("2022-10-02"))) == ["TAV/A3"])
            #expect(try await waiting(ReportQuestion(asAt: agreed)) == ["TAV/A3"])
            try await office.perform(
                CorrectApprenticeshipEvent(reference: "TAV/A3", number: 1, on: nil, reason: "Did not come"))
            #expect(try await waiting() == ["TAV/A3"])
        }
    }
}
