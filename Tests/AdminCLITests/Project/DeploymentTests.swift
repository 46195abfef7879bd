import ArgumentParser
import Foundation
import TestSupport
import Testing
import Yams

@testable import AdminCLI

/// The files that bring Berth onto a machine. They cannot all be run where we build, so they are read.
@Suite struct DeploymentTests {
    @Test func composeKeepsTheDatabaseOnThisMachine() throws {
        let services = try Self.services()
        let postgres = try #require(services["postgres"])
        let image = try #require(postgres["image"] as? String)
        let version = image.split(separator: ":").last?.prefix(while: \.isNumber) ?? ""
        #expect(image.hasPrefix("postgres:") && (Int(version) ?? 0) >= 15, "\(image)")
        let ports = try #require(postgres["ports"] as? [String])
        #expect(!ports.isEmpty && ports.allSatisfy { $0.hasPrefix("127.0.0.1:") }, "\(ports)")
        let check = try #require(postgres["healthcheck"] as? [String: Any])
        let command = try #require(check["test"] as? [String])
        #expect(command.contains("pg_isready"))
        #expect(check["interval"] != nil && check["retries"] != nil)
        let volumes = try #require(postgres["volumes"] as? [String])
        let named = try Self.compose()["volumes"] as? [String: Any] ?? [:]
        let data = try #require(volumes.first { $0.hasSuffix(":/var/lib/postgresql/data") })
        let name = String(data.split(separator: ":")[0])
        #expect(named.keys.contains(name), "the data are in a volume with a name, not in \(data)")
        for volume in volumes where volume.hasPrefix("./") {
            let path = volume.dropFirst(2).split(separator: ":")[0]
            #expect(FileManager.default.fileExists(atPath: "\(PackageRoot.path)/\(path)"), "\(path)")
        }
    }

    @Test func composeRunsBerthWithoutRights() throws {
        let services = try Self.services()
        #expect(services.keys.contains("nightly"), "the nightly batch is a service")
        for (name, service) in services where name != "postgres" {
            #expect(service["cap_drop"] as? [String] == ["ALL"], "\(name)")
            #expect(service["security_opt"] as? [String] == ["no-new-privileges:true"], "\(name)")
            #expect(service["read_only"] as? Bool == true, "\(name)")
            #expect(service["privileged"] == nil && service["ports"] == nil, "\(name)")
            if let user = service["user"] as? String {
                #expect(user != "root" && !user.hasPrefix("0"), "\(name)")
            }
            let waits = service["depends_on"] as? [String: Any] ?? [:]
            #expect(!waits.isEmpty, "\(name) starts before there is a database")
        }
        let text = try String(contentsOfFile: PackageRoot.path + "/docker-compose.yml", encoding: .utf8)
        for line in text.split(separator: "\n") where line.contains("PASSWORD:") {
            #expect(line.contains("${"), "a password stands in the file: \(line)")
        }
    }

    @Test func everyCommandOfComposeParses() throws {
        var found = 0
        for (name, service) in try Self.services() {
            guard let command = service["command"] as? [String], name != "postgres" else { continue }
            found += 1
            Self.expectToParse(command, "docker-compose.yml: \(name)")
        }
        #expect(found >= 3)
        // What the comments tell people to type.
        let text = try String(contentsOfFile: PackageRoot.path + "/docker-compose.yml", encoding: .utf8)
        let names = try Set(Self.services().keys)
        for line in text.split(separator: "\n") {
            guard let range = line.range(of: "docker compose run --rm ") else { continue }
            let words = try CommandLineSplitter.split(String(line[range.upperBound...]))
            #expect(names.contains(words[0]), "\(line)")
            Self.expectToParse(Array(words.dropFirst()), "docker-compose.yml: \(line)")
        }
    }

    @Test func theImageIsBuiltInStagesAndRunsUnprivileged() throws {
        let lines = try Self.dockerfile()
        let stages = lines.indices.filter { lines[$0].hasPrefix("FROM ") }
        #expect(stages.count >= 2, "the tool chain stays out of the image")
        let last = lines[(stages.last ?? 0)...]
        #expect(!(last.first?.contains("swift:") ?? true))
        let users = last.filter { $0.hasPrefix("USER ") }
        let user = try #require(users.last?.dropFirst(5).split(separator: ":").first)
        #expect((Int(user) ?? 0) > 0, "a number above 0, which an orchestrator can check: \(users)")
        let place = try #require(last.firstIndex { $0.hasPrefix("USER ") })
        #expect(!last[place...].contains { $0.hasPrefix("RUN ") })
        #expect(last.contains(#"ENTRYPOINT ["berth"]"#))
        let command = try #require(last.first { $0.hasPrefix("CMD ") }).dropFirst(4)
        let words = try JSONDecoder().decode([String].self, from: Data(command.utf8))
        Self.expectToParse(words, "Dockerfile: CMD")
    }

    @Test func everythingTheImageCopiesIsThere() throws {
        let ignored = try String(contentsOfFile: PackageRoot.path + "/.dockerignore", encoding: .utf8)
        let sent = Set(
            ignored.split(separator: "\n").filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) })
        var copied = 0
        for line in try Self.dockerfile() where line.hasPrefix("COPY ") && !line.contains("--from=") {
            for source in line.split(separator: " ").dropFirst().dropLast() {
                copied += 1
                #expect(sent.contains(String(source)), ".dockerignore keeps \(source) from the builder")
                #expect(FileManager.default.fileExists(atPath: "\(PackageRoot.path)/\(source)"))
            }
        }
        #expect(copied >= 4)
    }

    @Test func continuousIntegrationIsTheTwoStepsOfTheMakefile() throws {
        let run = try String(contentsOfFile: PackageRoot.path + "/.ci/run", encoding: .utf8)
        let lint = try #require(run.range(of: "\nmake lint\n"))
        let test = try #require(run.range(of: "\nmake test\n"))
        #expect(lint.lowerBound < test.lowerBound)
        for script in [".ci/run", ".ci/setup"] {
            let path = "\(PackageRoot.path)/\(script)"
            #expect(FileManager.default.isExecutableFile(atPath: path), "\(script)")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains("set -euo pipefail"), "\(script) goes on after a failure")
        }
    }

    private static func compose() throws -> [String: Any] {
        let text = try String(contentsOfFile: PackageRoot.path + "/docker-compose.yml", encoding: .utf8)
        return try #require(try Yams.load(yaml: text) as? [String: Any])
    }

    /// The services, with the part that they share merged in.
    private static func services() throws -> [String: [String: Any]] {
        let services = try #require(try compose()["services"] as? [String: [String: Any]])
        return services.mapValues { service in
            (service["<<"] as? [String: Any] ?? [:]).merging(service) { $1 }
        }
    }

    /// The instructions of the Dockerfile, continued lines joined.
    private static func dockerfile() throws -> [String] {
        try String(contentsOfFile: PackageRoot.path + "/Dockerfile", encoding: .utf8)
            .replacing("\\\n", with: "").split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    private static func expectToParse(_ arguments: [String], _ place: String) {
        #expect(throws: Never.self, "\(place): berth \(arguments)") {
            do {
                _ = try BerthCommand.parseAsRoot(arguments)
            } catch  where BerthCommand.exitCode(for: error) == .success {
                // Help and version are asked for by throwing.
            }
        }
    }
}
