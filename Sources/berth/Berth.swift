import AdminCLI

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The program: everything it does is in `AdminCLI`.
@main
struct Berth {
    static func main() async {
        exit(await CommandLineProgram.run(Array(CommandLine.arguments.dropFirst())))
    }
}
