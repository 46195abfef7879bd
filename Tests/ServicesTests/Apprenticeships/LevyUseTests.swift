import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

@Suite("What would use levy funds")
struct LevyUseTests {
    @Test("how many further starts would use up what expires is the least number that does")
    func startsToUseUp() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let rows =
                (2...9).map { "tavy_trust,2022-0\($0),paid_in,2000.00" }
                + ["tavy_trust,2023-12,paid_in,1.00"]
            office.clock.set(try day("2023-12-31"))
            try await office.load(
                "levy", (["organisation,month,kind,amount"] + rows).joined(separator: "\n") + "\n")
            func starts(_ date: String = "2023-12-31", spending: Int = 0) async throws -> Int? {
                let report = try await office.perform(
                    ShowLevy(
                        organisation: "tavy_trust", spending: spending, paidIn: 0,
                        ReportQuestion(asOf: try day(date))))
                return try #require(report.hardToFill.first).startsToUseUp
            }
            #expect(try await starts() == nil, "how long the training takes is not known")
            try await office.load(
                "standards",
                "standard_ref,title,level,funding_band,typical_months\nST0781,Nurse,6,24000.00,48\n")
            // £400.00 a month for each from February on. The £750.00 that expire in January are past help; £2,000.00
            // expire in each of the eight months after.
            #expect(try await starts() == 5)
            // £1,800.00 a month are £200.00 too little from February on, with £1,050.00 in hand.
            #expect(try await starts(spending: 1_800_00) == 1)
            #expect(try await starts(spending: 2_000_00) == 0)
            #expect(try await starts("2022-09-30") == 0, "nothing expires within a year")
        }
    }

    @Test("all accounts beside each other, of those that may be seen, and who could use what is lost")
    func overview() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships([("tavy_trust", "TAV")])
            try await office.load(
                "levy", "organisation,month,kind,amount\ntavy_trust,2022-09,paid_in,50000.00\n")
            let alone = try await office.perform(ForecastLevies())
            #expect(alone.accounts.map(\.organisation) == ["tavy_trust"] && alone.receivers.isEmpty)
            #expect(!alone.partial)
            let own = try await office.perform(ShowLevy(organisation: "tavy_trust"))
            #expect(alone.accounts.first?.horizons == own.horizons && alone.rules == own.rules)
            // Who has agreed apprentices and no account could use a transfer; so could who cannot pay for them.
            try await office.perform(
                AddApprentice(
                    ApprenticeRecord(
                        organisation: "plymouth_council", apprenticeRef: "PLY/B1", givenName: "Siân",
                        familyName: "Lee", standardRef: "ST0510", role: "social_worker", wasEmployee: false,
                        provider: "The College", plannedStartOn: try day("2022-10-03"),
                        plannedEndOn: try day("2024-10-20"), pricePence: 9_000_00)))
            try await office.perform(ApproveTraining(reference: "PLY/B1", party: .employer))
            try await office.perform(ApproveTraining(reference: "PLY/B1", party: .provider), as: "max")
            let waiting = try await office.perform(ForecastLevies())
            #expect(waiting.receivers.map(\.organisation) == ["plymouth_council"])
            let receiver = try #require(waiting.receivers.first)
            #expect(!receiver.hasAccount && receiver.waiting == 1)
            // Four fifths in twenty-four instalments, of which eleven are paid for in the year.
            #expect(receiver.neededWithinYearPence == 7_200_00 * 11 / 24)
            try await office.load(
                "levy", "organisation,month,kind,amount\nplymouth_council,2022-09,paid_in,100.00\n")
            let short = try await office.perform(ForecastLevies())
            #expect(short.accounts.map(\.organisation) == ["plymouth_council", "tavy_trust"])
            let council = try await office.perform(ShowLevy(organisation: "plymouth_council"))
            #expect(council.horizons.last?.shortPence == 0)
            #expect(
                short.receivers.map(\.neededWithinYearPence)
                    == [council.horizons.last?.shortIfAgreedStartPence])
            for login in ["paul", "olga"] {
                let seen = try await office.perform(ForecastLevies(), as: login)
                #expect(seen.partial && seen.accounts.map(\.organisation) == ["tavy_trust"])
                #expect(seen.receivers.isEmpty)
            }
        }
    }

    @Test("who starts goes on using the funds: what was agreed becomes a training under way")
    func underWay() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships([("tavy_trust", "TAV")])
            try await office.load(
                "levy", "organisation,month,kind,amount\ntavy_trust,2022-09,paid_in,50000.00\n")
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .provider), as: "max")
            let agreed = try await office.perform(ShowLevy(organisation: "tavy_trust"))
            #expect(agreed.waiting.map(\.apprenticeRef) == ["TAV/A3"] && agreed.trainings == 1)
            // £23,000.00 in thirty-six instalments and a fifth at the end; less was spent than the plans say, so nothing
            // is assumed besides.
            let plan = 23_000_00 * 4 / 5 / 36
            #expect(agreed.assumedSpending.map(\.ofTrainingsPence).allSatisfy { abs($0 - plan) <= 1 })
            #expect(agreed.averageOfTrainingsPence > agreed.averageSpentPence)
            #expect(agreed.assumedSpending.first?.pence == agreed.assumedSpending.first?.ofTrainingsPence)
            office.clock.set(try day("2022-10-31"))
            try await office.perform(
                RecordApprenticeshipEvent(reference: "TAV/A3", event: .started, on: try day("2022-10-03")))
            try await office.load(
                "levy", "organisation,month,kind,amount\ntavy_trust,2022-10,spent,511.11\n")
            let begun = try await office.perform(ShowLevy(organisation: "tavy_trust"))
            #expect(begun.waiting.isEmpty && begun.trainings == 2)
            let more = begun.assumedSpending.map { $0.ofTrainingsPence - plan }
            #expect(more.allSatisfy { abs($0 - 4_000_00 / 18) <= 2 }, "\(more)")
            // Whoever leaves is paid for no more.
            office.clock.set(try day("2022-11-30"))
            try await office.perform(
                RecordApprenticeshipEvent(
                    reference: "TAV/A3", event: .withdrawn, on: try day("2022-11-15"), reasonCode: "other"))
            let left = try await office.perform(ShowLevy(organisation: "tavy_trust"))
            #expect(left.trainings == 1)
            #expect(left.assumedSpending.allSatisfy { abs($0.ofTrainingsPence - plan) <= 1 })
        }
    }

    @Test(
        "a statement that comes late changes nothing at the end of its month, nor a first payment of the next"
    )
    func lateStatement() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships([("tavy_trust", "TAV")])
            let rows = (3...8).map { "tavy_trust,2022-0\($0),paid_in,2000.00" }
            try await office.load(
                "levy", (["organisation,month,kind,amount"] + rows).joined(separator: "\n") + "\n")
            func ahead(_ date: String) async throws -> [Int] {
                let levy = try await office.perform(
                    ShowLevy(
                        organisation: "tavy_trust", spending: 300_00, ReportQuestion(asOf: try day(date))))
                let last = try #require(levy.horizons.last)
                return [levy.assumedPaidInPence, last.balancePence]
            }
            // £13,000.00 in eight months; £12,750.00 are left, and thirteen months bring £1,625.00 less £300.00 each.
            let expected = [1_625_00, 12_750_00 + 13 * (1_625_00 - 300_00)]
            #expect(try await ahead("2022-09-29") == expected)
            #expect(try await ahead("2022-09-30") == expected)
            try await office.load("levy", "organisation,month,kind,amount\ntavy_trust,2022-09,spent,50.00\n")
            #expect(try await ahead("2022-09-29") == expected, "what is not recorded yet is still to come")
        }
    }

    @Test("level 7 uses funds only of those who are known to be young enough")
    func levelSeven() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            office.clock.set(try day("2026-01-10"))
            try await office.load(
                "standards",
                "standard_ref,title,level,funding_band,typical_months\nST0831,Town planner,7,15000.00,60\n")
            func add(_ reference: String, born: String?) async throws {
                try await office.perform(
                    AddApprentice(
                        ApprenticeRecord(
                            organisation: "plymouth_council", apprenticeRef: reference, givenName: "Zoë",
                            familyName: "Ó Sé", standardRef: "ST0831", role: "business_administrator",
                            wasEmployee: true, provider: "The College", plannedStartOn: try day("2026-02-02"),
                            plannedEndOn: try day("2031-01-31"), pricePence: 15_000_00,
                            dateOfBirth: try born.map { try day($0) })))
                try await office.perform(ApproveTraining(reference: reference, party: .employer))
                try await office.perform(ApproveTraining(reference: reference, party: .provider), as: "max")
            }
            try await add("PLY/N7", born: nil)
            try await add("PLY/Y7", born: "2006-05-01")
            let levy = try await office.perform(ShowLevy(organisation: "plymouth_council"))
            #expect(levy.waiting.map(\.apprenticeRef) == ["PLY/N7", "PLY/Y7"])
            #expect(levy.waiting.map(\.usesWithinYearPence) == [0, 11 * 12_000_00 / 60])
            #expect(levy.waiting.first?.unfundedReason?.contains("date of birth") == true)
            #expect(levy.waiting.last?.unfundedReason == nil)
        }
    }

    @Test("a day to come is refused, and agreements of later days are none of an earlier one")
    func days() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            for verb in [
                ShowLevy(organisation: "tavy_trust", ReportQuestion(asOf: try day("2022-10-01"))),
                ForecastLevies(ReportQuestion(asOf: try day("2022-10-01"))),
            ] as [any Verb] {
                let max = try await office.signIn("max")
                await expectRefusal(.badData, "2022-10-01 is after today") {
                    _ = try await office.workspace.perform(verb, as: max)
                }
            }
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .provider), as: "max")
            let earlier = try await office.perform(
                ShowLevy(organisation: "tavy_trust", ReportQuestion(asOf: try day("2022-09-29"))))
            #expect(earlier.waiting.isEmpty)
            #expect(
                try await office.perform(ShowLevy(organisation: "tavy_trust")).waiting.map(\.apprenticeRef)
                    == ["TAV/A3"])
        }
    }
}
