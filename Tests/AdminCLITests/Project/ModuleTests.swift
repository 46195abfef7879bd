import Foundation
import TestSupport
import Testing

/// The arrows between the modules are those of the design.
@Suite struct ModuleTests {
    /// The table of the design, §1, with the modules that came to it: `PostgresServer` knows `Postgres` only, and the
    /// command line, which starts servers and migrates, knows both. `Gzip` packs and unpacks, and the command line solves
    /// files of instances without a database, so it knows `Matching`.
    static let mayImport: [String: Set<String>] = [
        "Postgres": ["CLibPQ"], "PostgresServer": ["Postgres"], "Gzip": ["CZlib"], "Domain": [],
        "Matching": [],
        "Forecasting": [],
        "Services": ["Domain", "Matching", "Forecasting", "Gzip", "Postgres"],
        "Jobs": ["Domain", "Services", "Postgres"], "Web": ["Domain", "Services", "Jobs"],
        "AdminCLI": [
            "Domain", "Matching", "Forecasting", "Gzip", "Services", "Jobs", "Web", "Postgres",
            "PostgresServer",
        ],
        "berth": ["AdminCLI"],
    ]

    /// What comes from elsewhere, by module; a new name here is a decision.
    static let mayUse: [String: Set<String>] = [
        "Postgres": ["Logging", "ServiceLifecycle", "DequeModule", "OrderedCollections"],
        "PostgresServer": ["Logging"], "Gzip": [], "Domain": [], "Matching": [],
        "Services": ["Logging", "Crypto"],
        "Jobs": ["Logging", "ServiceLifecycle"],
        "AdminCLI": ["ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals"], "berth": [],
    ]

    private static let ofTheSystem: Set = [
        "FoundationEssentials", "Synchronization", "Glibc", "Musl", "Darwin", "Dispatch",
    ]

    @Test func everyImportIsInTheTable() throws {
        let modules = Set(Self.mayImport.keys).union(["CLibPQ", "CZlib"])
        var arrows = 0
        for file in try Self.sources() {
            let module = file.folders[1]
            guard let allowed = Self.mayImport[module] else { continue }
            for imported in Self.imports(of: file) {
                if modules.contains(imported) {
                    arrows += 1
                    #expect(allowed.contains(imported), "\(file.path) imports \(imported)")
                } else if !Self.ofTheSystem.contains(imported), let uses = Self.mayUse[module] {
                    #expect(uses.contains(imported), "\(file.path) imports \(imported)")
                }
            }
        }
        #expect(arrows > 100, "the search finds nothing, so it proves nothing")
    }

    @Test func everyModuleIsInTheTable() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: PackageRoot.path + "/Sources")
        let known = Set(Self.mayImport.keys).union(["CLibPQ", "CZlib", "Benchmarks", "berth-bench"])
        #expect(folders.filter { !$0.hasPrefix(".") && !known.contains($0) } == [])
    }

    /// The manifest names no more than the sources may import.
    @Test func theManifestHasNoOtherArrow() throws {
        let manifest = try String(contentsOfFile: PackageRoot.path + "/Package.swift", encoding: .utf8)
        var found = 0
        for declaration in manifest.components(separatedBy: "arget(\n").dropFirst()
            + manifest.components(separatedBy: "arget(name:").dropFirst().map({ "name:" + $0 })
        {
            let quoted = declaration.components(separatedBy: "swiftSettings").first?
                .components(separatedBy: "path:").first?.split(
                    separator: "\"", omittingEmptySubsequences: false)
            let names = (quoted ?? []).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
            guard let module = names.first, let allowed = Self.mayImport[module] else { continue }
            found += 1
            let surplus = Set(names.dropFirst()).intersection(Self.mayImport.keys).subtracting(allowed)
            #expect(surplus.isEmpty, "\(module) depends on \(surplus.sorted())")
        }
        #expect(found >= 6, "the targets are written in another way than this test reads")
    }

    @Test func theProgramIsThin() throws {
        let files = try SourceTree.files(under: ["Sources/berth"])
        #expect(files.count == 1)
        #expect(files.map(\.lines.count).max() ?? 0 <= 30)
    }

    static func sources() throws -> [SourceTree.File] { try SourceTree.files(under: ["Sources"]) }

    /// The modules that a file imports.
    static func imports(of file: SourceTree.File) -> [String] {
        file.lines.compactMap { line in
            var words = line.split(separator: " ").map(String.init)[...]
            while let word = words.first,
                word.hasPrefix("@") || ["public", "package", "internal", "private"].contains(word)
            {
                words = words.dropFirst()
            }
            guard words.first == "import", words.count >= 2 else { return nil }
            let kinds: Set = ["struct", "class", "enum", "func", "protocol", "var", "typealias"]
            let name =
                kinds.contains(words[words.startIndex + 1])
                ? words.dropFirst(2).first : words.dropFirst().first
            return name?.split(separator: ".").first.map(String.init)
        }
    }
}
