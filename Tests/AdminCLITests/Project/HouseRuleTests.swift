import Foundation
import TestSupport
import Testing

/// House rules that the compiler does not know.
@Suite struct HouseRuleTests {
    @Test func filesAreShort() throws {
        for file in try SourceTree.files(under: ["Sources", "Tests"]) {
            #expect(file.lines.count <= 350, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test func nothingEndsTheProgramWithoutASentence() throws {
        for file in try ModuleTests.sources() {
            for (number, line) in file.code {
                for word in [
                    "try!", " as! ", "fatalError(", "preconditionFailure(", "precondition(", "abort()",
                ] {
                    #expect(!line.contains(word), "\(file.path):\(number): \(word)")
                }
            }
        }
    }

    @Test func concurrencyIsCheckedEverywhereButInTheClientLibrary() throws {
        for file in try ModuleTests.sources() where file.folders[1] != "Postgres" {
            for (number, line) in file.code {
                for word in ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency"] {
                    #expect(!line.contains(word), "\(file.path):\(number): \(word)")
                }
            }
        }
    }

    @Test func uncheckedPlacesGiveTheirReason() throws {
        for file in try SourceTree.files(under: ["Sources/Postgres"]) {
            for (number, line) in file.code
            where line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
                let above = file.lines[max(0, number - 12)..<(number - 1)]
                #expect(above.contains { $0.contains("//") }, "\(file.path):\(number) says no reason")
            }
        }
    }

    /// The database's language stays in the service layer. The commands about the database itself are the exception,
    /// and they never touch a table of Berth's.
    @Test func noSQLOutsideTheServices() throws {
        let statements = [
            "select ", "insert into ", "update berth", "delete from ", "drop ", "alter ", "create table",
        ]
        for file in try SourceTree.files(under: ["Sources/AdminCLI", "Sources/Domain", "Sources/berth"]) {
            let isAboutDatabases = file.path.hasPrefix("Sources/AdminCLI/Database/")
            for (number, line) in file.code {
                for table in ["from berth.", "into berth.", "join berth.", "update berth."] {
                    #expect(!line.contains(table), "\(file.path):\(number): \(line)")
                }
                if isAboutDatabases { continue }
                let text = line.drop { $0 == " " || $0 == "\"" }
                #expect(!statements.contains { text.hasPrefix($0) }, "\(file.path):\(number): \(line)")
            }
            if !isAboutDatabases {
                #expect(!ModuleTests.imports(of: file).contains("CLibPQ"), "\(file.path)")
            }
        }
    }

    @Test func foundationComesInItsSmallForm() throws {
        for file in try ModuleTests.sources() {
            #expect(!ModuleTests.imports(of: file).contains("Foundation"), "\(file.path) links ICU")
        }
    }

    @Test func theDomainHasNoClockAndNoFiles() throws {
        for file in try SourceTree.files(under: ["Sources/Domain"]) {
            for (number, line) in file.code {
                for word in ["Date()", "Date.now", "FileManager", "ProcessInfo", ".random(", "UUID()"] {
                    #expect(!line.contains(word), "\(file.path):\(number): \(word)")
                }
            }
        }
    }

    @Test func nothingIsLeftForLater() throws {
        let marks = ["TO" + "DO", "FIX" + "ME"]
        for file in try SourceTree.files(under: ["Sources", "Tests"]) {
            for (number, line) in file.lines.enumerated() {
                for mark in marks {
                    #expect(!line.contains(mark), "\(file.path):\(number + 1): \(mark)")
                }
            }
        }
    }

    @Test func foldersHaveTheNamesOfTheAreasOfWork() throws {
        let areas: Set = [
            "Partners", "Contracts", "Candidates", "Registration", "Sponsorship", "Relocation", "Placements",
            "Apprenticeships", "Workforce", "Opportunities", "Plans", "Deadlines", "Access", "Reports",
            "Work",
            "Reference", "Interchange", "Command", "Output", "Database", "Batch",
        ]
        for file in try SourceTree.files(under: ["Sources/Domain", "Sources/Services", "Sources/AdminCLI"]) {
            #expect(file.folders.count >= 3, "\(file.path) is in no folder of an area")
            if file.folders.count >= 3 {
                #expect(areas.contains(file.folders[2]), "\(file.path): \(file.folders[2]) is no area")
            }
        }
    }

    @Test func publicDeclarationsAreDocumented() throws {
        for file in try ModuleTests.sources() {
            let lines = file.lines
            for (index, line) in lines.enumerated() {
                let text = line.drop { $0 == " " }
                guard text.hasPrefix("public "), !text.hasPrefix("public import"),
                    !text.hasPrefix("public extension")
                else { continue }
                var above = index - 1
                while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
                let comment = above >= 0 ? lines[above].drop { $0 == " " } : ""
                #expect(comment.hasPrefix("///"), "\(file.path):\(index + 1): \(text)")
            }
        }
    }
}
