import Domain
import FoundationEssentials
import Services
import Synchronization

/// A history: dated command lines.
struct HistoryFile {
    /// One command.
    struct Line: Sendable, Equatable {
        let number: Int
        let at: Date
        let arguments: [String]
    }

    let lines: [Line]

    /// Reads a file; empty lines and those that begin with `#` are passed over.
    init(path: String) throws {
        try self.init(text: ProjectFolders.text(path), name: path)
    }

    /// Reads the text of a file.
    init(text: String, name: String) throws {
        var lines: [Line] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let place = "\(name) line \(index + 1)"
            guard let space = line.firstIndex(of: " "),
                CalendarDate(iso: String(line.prefix(10))) != nil,
                let at = ReportInstant(text: "\(line[..<space]):00Z")?.date
            else {
                throw ServiceError(
                    .badData, "\(place) does not begin with an instant such as 2022-02-14T09:30 and a space.")
            }
            if let earlier = lines.last, at < earlier.at {
                throw ServiceError(.badData, "\(place) is dated before the line above it.")
            }
            do {
                lines.append(
                    Line(
                        number: index + 1, at: at,
                        arguments: try CommandLineSplitter.split(String(line[line.index(after: space)...]))))
            } catch {
                throw ServiceError(.badData, "\(place): \(error)")
            }
        }
        self.lines = lines
    }
}

/// A clock that stands where it is put.
final class HistoryClock: Sendable {
    private let instant: Mutex<Date>

    init(_ start: Date) {
        instant = Mutex(start)
    }

    var now: Date {
        get { instant.withLock { $0 } }
        set { instant.withLock { $0 = newValue } }
    }
}

/// A source of the same numbers every time, from a name (SplitMix64, Steele, Lea and Flood 2014).
final class SeededGenerator: Sendable {
    private let state: Mutex<UInt64>

    init(seed: String) {
        // FNV-1a, so that the seed does not depend on the process as Swift's own hashes do.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in seed.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        state = Mutex(hash)
    }

    func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }
}
