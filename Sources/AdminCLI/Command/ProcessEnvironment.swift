import FoundationEssentials

/// The environment of the process.
enum ProcessEnvironment {
    /// Reads the environment.
    static func read() -> [String: String] {
        ProcessInfo.processInfo.environment
    }
}
