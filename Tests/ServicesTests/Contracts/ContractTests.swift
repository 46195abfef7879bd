import Domain
import OfficeSupport
import Postgres
@testable import Services
import Testing

@Suite("Contracts")
struct ContractTests {
    private func bid(
        _ reference: String, of organisation: String = "plymouth_council", title: String = "Title",
        on date: String? = nil
    ) throws -> OpenBid {
        OpenBid(
            reference: reference, organisationCode: organisation, title: title, supplier: nil,
            openedOn: try date.map { try day($0) })
    }

    private func award(
        _ reference: String, on date: String? = nil, starts: String = "2022-10-01",
        ends: String = "2023-09-30",
        fee: Int? = nil, rebate: Int? = nil
    ) throws -> AwardContract {
        AwardContract(
            reference: reference, supplier: "Agency", awardedOn: try date.map { try day($0) },
            startsOn: try day(starts), endsOn: try day(ends), feePerStarterPence: fee, rebateDays: rebate)
    }

    @Test("goes from bid to award to end, and its stage follows the day it is asked for")
    func life() async throws {
        try await withOffice { office in
            let opened = try await office.perform(try bid("PLY-9", on: "2022-08-01"))
            #expect(opened.awardedOn == nil)
            #expect(try opened.bidOpenedOn == day("2022-08-01"))
            let awarded = try await office.perform(
                try award("PLY-9", on: "2022-09-01", fee: 650_000, rebate: 90))
            #expect(awarded.feePerStarterPence == 650_000 && awarded.rebateDays == 90)
            for (date, stage) in [
                ("2022-08-15", "bid"), ("2022-09-15", "awarded"), ("2022-10-01", "running"),
                ("2023-09-30", "running"), ("2023-10-01", "ended"),
            ] {
                let line = try await office.perform(ListContracts(reference: "PLY-9", asOf: try day(date)))
                #expect(line.map(\.stage) == [stage], "\(date)")
            }
            office.clock.set(try day("2022-12-01"))
            let ended = try await office.perform(
                EndContract(reference: "PLY-9", endedOn: nil, reason: "by agreement"))
            #expect(ended.endReason == "by agreement")
            #expect(try ended.endedOn == day("2022-12-01"))
            let line = try await office.perform(
                ListContracts(reference: "PLY-9", asOf: try day("2022-12-02")))
            #expect(line.map(\.stage) == ["ended"])
            let kinds = try await office.perform(ShowAudit(reference: "PLY-9"), as: "ada").map(\.kind)
            #expect(kinds == ["contract_bid_opened", "contract_awarded", "contract_ended"])
        }
    }

    @Test("a bid that cannot be is refused with a sentence, and nothing is stored")
    func badBids() async throws {
        try await withOffice { office in
            for (verb, kind, part) in [
                (try bid("PLY-1"), ServiceError.Kind.conflict, "exists already"),
                (try bid("PLY-9", of: "nowhere"), .notFound, "nowhere"),
                (try bid("PLY-9", of: "worcester_council"), .notFound, "worcester_council"),
                (try bid("PLY-9", title: " "), .badData, "title"),
                (try bid("PLY-9", on: "2022-10-01"), .badData, "after today"),
                (try bid("-PLY"), .badData, "reference"), (try bid("PLY 9"), .badData, "reference"),
                (try bid("PLY/9"), .badData, "reference"), (try bid(""), .badData, "reference"),
                (try bid(String(repeating: "P", count: 41)), .badData, "at most forty"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
            try await office.perform(try bid(String(repeating: "P", count: 40)))
            try await office.perform(try bid("WOR-1"))
        }
    }

    @Test("an award that cannot be is refused with a sentence, and nothing is stored")
    func badAwards() async throws {
        try await withOffice { office in
            try await office.perform(try bid("PLY-9", on: "2022-08-01"))
            for (verb, kind, part) in [
                (
                    try award("PLY-1"), ServiceError.Kind.conflict,
                    "was awarded to Open Water Recruitment on 2022-02-01"
                ),
                (try award("NONE"), .notFound, "There is no contract NONE"),
                (try award("WOR-1"), .notFound, "WOR-1"),
                (try award("PLY-9", on: "2022-07-31"), .badData, "before its bids were opened on 2022-08-01"),
                (try award("PLY-9", on: "2022-10-01"), .badData, "after today"),
                (try award("PLY-9", starts: "2022-10-02", ends: "2022-10-01"), .badData, "before it starts"),
                (try award("PLY-9", fee: -1), .badData, "fee"),
                (try award("PLY-9", rebate: -1), .badData, "rebate"),
                (try award("PLY-9", rebate: 3_000_000_000), .badData, "too large"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
        }
    }

    @Test("an end that cannot be is refused with a sentence, and nothing is stored")
    func badEnds() async throws {
        try await withOffice { office in
            try await office.perform(try bid("PLY-9", on: "2022-08-01"))
            func end(_ reference: String, _ date: String? = nil, reason: String = "over") throws
                -> EndContract
            {
                EndContract(reference: reference, endedOn: try date.map { try day($0) }, reason: reason)
            }
            for (verb, kind, part) in [
                (try end("PLY-9"), ServiceError.Kind.conflict, "never awarded"),
                (try end("PLY-1"), .conflict, "close PLY-1/1, PLY-1/2 first"),
                (try end("PLY-1", "2022-10-01"), .badData, "after today"),
                (try end("PLY-1", "2022-01-31"), .badData, "before it was awarded"),
                (try end("PLY-1", reason: " "), .badData, "needs a reason"),
                (try end("NONE"), .notFound, "NONE"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
            try await office.perform(
                CloseRound(reference: try RoundReference("PLY-1/1"), on: nil, reason: "done"))
            try await office.perform(
                DecideOption(
                    reference: try RoundReference("PLY-1/2"), decision: .letLapse, on: nil, reason: nil),
                as: "max")
            try await office.perform(try end("PLY-1"))
            try await expectRefusalLeavesAlone(office, .conflict, "was ended on 2022-09-30 already") {
                try await office.perform(try end("PLY-1"))
            }
            try await expectRefusalLeavesAlone(office, .conflict, "takes no more rounds") {
                try await office.perform(
                    OpenRound(
                        reference: try RoundReference("PLY-1/3"), target: 1, opensOn: try day("2024-01-01"),
                        dueOn: try day("2024-06-01"), optionDecideBy: nil, on: nil))
            }
        }
    }

    @Test("of two who award at once one does, and the other is told")
    func race() async throws {
        try await withOffice { office in
            try await office.perform(try bid("PLY-9", on: "2022-08-01"))
            let cora = try await office.signIn("cora")
            let verb = try award("PLY-9")
            let answers = await withTaskGroup(of: ServiceError.Kind?.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        do throws(ServiceError) {
                            _ = try await office.workspace.perform(verb, as: cora)
                            return nil
                        } catch {
                            return error.kind
                        }
                    }
                }
                return await group.reduce(into: [ServiceError.Kind?]()) { $0.append($1) }
            }
            #expect(answers.filter { $0 == nil }.count == 1)
            #expect(answers.filter { $0 == .conflict }.count == 3)
        }
    }

    /// Changes a contract and a round that somebody else changed since they were read.
    struct StaleSave: Verb {
        static var action: Action { .manageContracts }
        let ofRound: Bool

        func perform(_ work: Work, on db: isolated PostgresConnection) throws {
            let contract = try work.lockedContract("PLY-1", on: db)
            let round = try work.round(RoundReference("PLY-1/1"), on: db)
            try db.execute("update berth.contract set version = version + 1 where reference = 'PLY-1'")
            try db.execute("update berth.round set version = version + 1")
            if ofRound {
                try work.save(round, over: round, event: "retargeted", on: work.today, reason: "late", db: db)
            } else {
                try work.save(contract.record, over: contract, on: db)
            }
        }
    }

    @Test(
        "what somebody else changed since it was read is a conflict, never overwritten",
        arguments: [true, false])
    func version(ofRound: Bool) async throws {
        try await withOffice { office in
            try await expectRefusalLeavesAlone(office, .conflict, "was changed by somebody else") {
                try await office.perform(StaleSave(ofRound: ofRound))
            }
        }
    }
}
