#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Leaves with a sentence on standard error.
enum Exit {
    static func now(_ code: Int32, _ text: String) -> Never {
        let line = Array((text + "\n").utf8)
        _ = write(2, line, line.count)
        exit(code)
    }
}
