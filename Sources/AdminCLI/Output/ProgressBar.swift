/// Says on standard error how far a long command has come; silent for two seconds, and where nobody looks.
///
/// ```
/// Importing candidates  [##########----------]  50 %  500,000 of 1,000,000  4 s left
/// ```
struct ProgressBar<C: Clock> where C.Duration == Duration {
    private let label: String
    private let total: Int
    private let terminal: Terminal
    private let clock: C
    private let started: C.Instant
    private let write: (String) -> Void
    private var done = 0
    private var drawnAt: C.Instant?

    /// Starts at nothing done of a total; `write` puts a text on standard error as it is.
    init(_ label: String, total: Int, terminal: Terminal, clock: C, write: @escaping (String) -> Void) {
        self.label = DisplayWidth.printable(label)
        self.total = total
        self.terminal = terminal
        self.clock = clock
        self.write = write
        started = clock.now
    }

    /// Says how much is done now, and draws it if two seconds have passed and the last drawing is 0.1 s old.
    mutating func update(_ done: Int) {
        self.done = min(max(done, 0), total)
        guard terminal.canRedraw else { return }
        let now = clock.now
        guard started.duration(to: now) >= .seconds(2) else { return }
        if let drawnAt, drawnAt.duration(to: now) < .milliseconds(100) { return }
        drawnAt = now
        write("\r" + TextLayout.truncated(line(at: now), to: (terminal.width ?? 80) - 1) + "\u{1B}[K")
    }

    /// Says how much more is done.
    mutating func advance(by step: Int = 1) { update(done + step) }

    /// Takes the bar away, so that what is printed next starts on a clean line.
    mutating func finish() {
        if drawnAt != nil { write("\r\u{1B}[K") }
        drawnAt = nil
    }

    private func line(at now: C.Instant) -> String {
        let fraction = total > 0 ? Double(done) / Double(total) : 1
        let filled = Int(fraction * 20)
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: 20 - filled)
        // Rounded down: 100 % means done.
        let percent = TextLayout.padded("\(Int(fraction * 100))", to: 3, .right)
        var line = "\(label)  [\(bar)] \(percent) %  \(Self.grouped(done)) of \(Self.grouped(total))"
        if done > 0, done < total {
            let seconds = started.duration(to: now) / .seconds(1) * Double(total - done) / Double(done)
            line += "  \(Self.time(seconds)) left"
        }
        return line
    }

    private static func time(_ seconds: Double) -> String {
        // An estimate past a day is no estimate; the bound also keeps the number an integer.
        let whole = Int(min(seconds.rounded(.up), 86_400))
        return whole < 120 ? "\(whole) s" : whole < 7_200 ? "\(whole / 60) min" : "\(whole / 3_600) h"
    }

    private static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
