import Foundation

/// The top folder of the checkout, found from where this file was compiled.
public enum PackageRoot {
    /// Absolute path without a slash at the end.
    public static let path: String = {
        var folder = URL(filePath: #filePath)
        repeat {
            folder.deleteLastPathComponent()
        } while folder.path.count > 1
            && !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        let path = folder.path
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }()

    /// The folder of the database's schema.
    public static var schema: String { path + "/Schema" }
}
