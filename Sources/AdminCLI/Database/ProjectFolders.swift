import FoundationEssentials
import Services

/// Where the folders `Schema` and `seeds` are: beside the program, in a checkout or an installation.
struct ProjectFolders: Sendable {
    let root: String

    /// Finds them: `BERTH_SHARE`, then the working folder and those above it, then those above the program.
    init(_ environment: [String: String]) throws(ServiceError) {
        var candidates: [String] = []
        if let share = environment["BERTH_SHARE"], !share.isEmpty { candidates.append(share) }
        candidates += Self.ancestors(of: FileManager.default.currentDirectoryPath)
        if let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
            candidates += Self.ancestors(of: program)
        }
        candidates.append("/usr/local/share/berth")
        for candidate in candidates where Self.isRoot(candidate) {
            root = candidate
            return
        }
        throw ServiceError(
            .usage,
            "The folders Schema and seeds were not found; run berth in its checkout, or name the folder that holds them in BERTH_SHARE."
        )
    }

    var migrations: String { "\(root)/Schema/migrations" }
    var verify: String { "\(root)/Schema/verify" }
    var structure: String { "\(root)/Schema/structure.sql" }
    var roles: String { "\(root)/Schema/roles.sql" }
    var reference: String { "\(root)/seeds/reference" }
    var demo: String { "\(root)/seeds/demo" }

    /// The text of a file.
    static func text(_ path: String) throws(ServiceError) -> String {
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else {
            throw ServiceError(.badData, "The file \(path) cannot be read as UTF-8 text.")
        }
        return text
    }

    private static func isRoot(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/Schema/migrations")
            && FileManager.default.fileExists(atPath: "\(folder)/seeds/reference")
    }

    private static func ancestors(of path: String) -> [String] {
        var folders: [String] = []
        var rest = path.split(separator: "/")
        while !rest.isEmpty {
            folders.append("/" + rest.joined(separator: "/"))
            rest.removeLast()
        }
        return folders
    }
}
