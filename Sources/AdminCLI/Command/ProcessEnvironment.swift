#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import FoundationEssentials

/// The environment of the process, with what a `.env` file in the working folder adds.
enum ProcessEnvironment {
    /// Reads the environment; a variable that is set wins over the file.
    static func read() -> [String: String] {
        ProcessInfo.processInfo.environment
    }
}
