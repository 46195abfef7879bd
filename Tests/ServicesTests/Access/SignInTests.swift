import Domain
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@Suite("Signing in")
struct SignInTests {
    @Test("an unknown, an archived and an oddly named account are refused alike")
    func unknown() async throws {
        try await withOffice { office in
            try await office.perform(ArchiveStaff(login: "vic"), as: "ada")
            for login in ["nobody", "vic", "", "cora'; drop table berth.candidate --", "CORA"] {
                await expectRefusal(.notAllowed, "There is no account named \(login)") {
                    _ = try await office.workspace.signIn(login, partnership: nil)
                }
            }
        }
    }

    @Test("who works in one partnership is in it; who works in several has to name one")
    func partnerships() async throws {
        try await withOffice { office in
            let cora = try await office.workspace.signIn("cora", partnership: nil)
            #expect(cora.partnership?.code == "plymouth")
            let ada = try await office.workspace.signIn("ada", partnership: nil)
            #expect(ada.partnership == nil)
            #expect(ada.partnerships.map(\.code) == ["plymouth", "worcestershire"])
            await expectRefusal(.usage, "plymouth, worcestershire", "--partnership") {
                _ = try await office.workspace.perform(ListRounds(), as: ada)
            }
            await expectRefusal(.notAllowed, "cora has no role", "worcestershire") {
                _ = try await office.workspace.signIn("cora", partnership: "worcestershire")
            }
            await expectRefusal(.notAllowed, "nowhere") {
                _ = try await office.workspace.signIn("ada", partnership: "nowhere")
            }
        }
    }

    @Test("an account without a role can do nothing, and is told what to ask for")
    func withoutRole() async throws {
        try await withOffice { office in
            try await office.perform(
                AddStaff(login: "nina", fullName: "Nina New", email: nil), as: "ada")
            let nina = try await office.workspace.signIn("nina", partnership: nil)
            await expectRefusal(.usage, "nina has no role in any partnership", "berth user grant") {
                _ = try await office.workspace.perform(ListRounds(), as: nina)
            }
        }
    }

    @Test("the first administrator is made once, also when two try at the same moment")
    func firstAdmin() async throws {
        for _ in 0..<5 {
            try await withDatabase(.migrated) { database in
                let office = Office(
                    database: database, clock: TestClock(try instant("2022-01-04T09:00:00Z")))
                let kinds = await withTaskGroup(of: ServiceError.Kind?.self) { group in
                    for login in ["ada", "eve", "ian"] {
                        group.addTask {
                            do throws(ServiceError) {
                                try await office.workspace.addFirstAdmin(
                                    login: login, fullName: "First \(login)", email: nil)
                                return nil
                            } catch {
                                return error.kind
                            }
                        }
                    }
                    return await group.reduce(into: [ServiceError.Kind?]()) { $0.append($1) }
                }
                #expect(kinds.filter { $0 == nil }.count == 1)
                #expect(kinds.filter { $0 == .conflict }.count == 2)
                let accounts = try await office.asSuperuser { db in
                    try db.one(
                        "select count(*), bool_and(is_installation_admin) from berth.staff_account",
                        as: (Int, Bool).self)
                }
                #expect(accounts == (1, true))
            }
        }
    }

    @Test("the first administrator's name is checked like any other")
    func firstAdminName() async throws {
        try await withDatabase(.migrated) { database in
            let office = Office(database: database, clock: TestClock(try instant("2022-01-04T09:00:00Z")))
            await expectRefusal(.badData, "lower-case letters") {
                try await office.workspace.addFirstAdmin(login: "Ada Admin", fullName: "Ada", email: nil)
            }
            await expectRefusal(.badData, "full name is missing") {
                try await office.workspace.addFirstAdmin(login: "ada", fullName: "  ", email: nil)
            }
        }
    }
}
