import FoundationEssentials

/// Reads folders of `.sql` files in the order of their names.
enum MigrationFolder {
    /// A file's name and text.
    struct Script {
        var file: String
        var text: String
    }

    static func scripts(in folder: String) throws(MigrationError) -> [Script] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw MigrationError(.unreadable, file: folder, "The folder \(folder) cannot be read.")
        }
        var scripts: [Script] = []
        for name in names.sorted() where name.hasSuffix(".sql") && !name.hasPrefix(".") {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
                let text = String(validating: data, as: UTF8.self)
            else {
                throw MigrationError(
                    .unreadable, file: name, "The file \(folder)/\(name) cannot be read as UTF-8.")
            }
            scripts.append(Script(file: name, text: text))
        }
        return scripts
    }
}
