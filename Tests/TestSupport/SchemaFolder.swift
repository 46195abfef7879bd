import Foundation

/// What `Schema/` holds that makes a migrated database.
struct SchemaFolder {
    /// The text of `roles.sql`.
    var roles: String
    /// The folder of the migrations.
    var migrations: String
    /// A hash of the names and texts of all of it.
    var fingerprint: String

    /// The database that is cloned for each test.
    var templateName: String { "berth_template_\(fingerprint)" }

    static func read() throws -> SchemaFolder {
        let root = PackageRoot.schema
        let migrations = root + "/migrations"
        guard let roles = try? String(contentsOfFile: root + "/roles.sql", encoding: .utf8) else {
            throw TestFailure(
                "\(root)/roles.sql cannot be read, and without it there is no migrated database.")
        }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0) &* 0x100_0000_01b3
        }
        add(roles)
        for name in try FileManager.default.contentsOfDirectory(atPath: migrations).sorted()
        where name.hasSuffix(".sql") {
            add(name)
            add(try String(contentsOfFile: "\(migrations)/\(name)", encoding: .utf8))
        }
        let digits = String(hash, radix: 16)
        return SchemaFolder(
            roles: roles, migrations: migrations,
            fingerprint: String(repeating: "0", count: 16 - digits.count) + digits)
    }
}
