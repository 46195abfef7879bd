#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the stream that output goes to can show.
struct Terminal: Equatable, Sendable {
    /// Whether somebody is looking: a terminal and not a pipe or a file.
    var isTerminal: Bool
    /// The columns of the screen, or nil when there is no screen to fit into.
    var width: Int?
    /// Whether colours may be used.
    var hasColour: Bool
    /// Whether a line can be drawn over.
    var canRedraw: Bool

    /// A pipe or file: nothing is cut to a width and nothing is coloured.
    static let plain = Terminal(isTerminal: false, screenWidth: nil, environment: [:])

    /// Decides from the facts of a stream; `NO_COLOR` counts when it is not empty, as no-color.org has it.
    ///
    /// A screen whose width is not known counts as 80 columns, one narrower than 40 as 40.
    init(isTerminal: Bool, screenWidth: Int?, environment: [String: String]) {
        self.isTerminal = isTerminal
        let dumb = environment["TERM"] == "dumb"
        let refused = !(environment["NO_COLOR"] ?? "").isEmpty
        hasColour = isTerminal && !dumb && !refused
        canRedraw = isTerminal && !dumb
        width = isTerminal ? max(40, screenWidth ?? 80) : nil
    }

    /// Asks the system about standard output.
    static func standardOutput(environment: [String: String]) -> Terminal {
        of(STDOUT_FILENO, environment)
    }

    /// Asks the system about standard error.
    static func standardError(environment: [String: String]) -> Terminal {
        of(STDERR_FILENO, environment)
    }

    private static func of(_ descriptor: CInt, _ environment: [String: String]) -> Terminal {
        var size = winsize()
        let known = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return Terminal(
            isTerminal: isatty(descriptor) == 1, screenWidth: known ? Int(size.ws_col) : nil,
            environment: environment)
    }
}
