import Crypto
import Matching

/// SHA-256 of what a run was made of: the instance that was solved, and who its numbers are.
///
/// The name of the run is not in it, so that runs of equal inputs have equal hashes; the students who are locked are,
/// with their placements, for the instance is without them.
struct MatchInputHash: Hashable {
    /// The 32 bytes.
    let bytes: [UInt8]

    /// - Parameters:
    ///   - students: the references of all students by number, those with a lock last.
    ///   - locked: the placement of each of these last, by reference.
    ///   - placements: the references of the placements by number.
    init(
        _ instance: MatchingInstance, students: [String], locked: some Sequence<String>, placements: [String]
    ) {
        var hash = SHA256()
        hash.update(data: InstanceLine.encoded(instance))
        for (title, names) in [
            ("students", students), ("locked", Array(locked)), ("placements", placements),
        ] {
            // A reference has neither blanks nor line ends.
            hash.update(data: Array("\(title) \(names.joined(separator: " "))\n".utf8))
        }
        bytes = Array(hash.finalize())
    }

    /// The hash in hexadecimal digits.
    var digits: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension MatchProblem {
    /// The hash of this problem.
    var inputHash: MatchInputHash {
        MatchInputHash(
            open.instance, students: inputs.students.map(\.reference),
            locked: inputs.locks.map { inputs.placements[$0.placement].reference },
            placements: inputs.placements.map(\.reference))
    }
}
