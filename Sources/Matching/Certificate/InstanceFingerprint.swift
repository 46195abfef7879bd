/// Tells one instance from another: its counts and a 64-bit number computed from all its rows.
///
/// The number is FNV-1a on 32-bit words instead of bytes: `h = (h xor word) · 1099511628211 mod 2⁶⁴` from
/// `h = 14695981039346656037`. Each column has its own `h`; the ten results, split into low and high words, are
/// chained by the same rule in the order capacities, minimums, first pairs, settings, ranks, problems, travel, bands,
/// first students of couples, second students of couples, and after them the number of holders if there are any. It guards against mistakes, not against forgery.
public struct InstanceFingerprint: Sendable, Hashable {
    /// The number of students.
    public let students: Int
    /// The number of settings.
    public let settings: Int
    /// The number of pairs.
    public let pairs: Int
    /// The 64-bit number.
    public let hash: UInt64

    /// Computes the fingerprint of an instance in one pass.
    public init(_ instance: MatchingInstance) {
        let columns = [
            Self.hash(instance.capacities), Self.hash(instance.minimums), Self.hash(instance.firstPair),
            Self.hash(instance.settings), Self.hash(instance.ranks), Self.hash(instance.problems),
            Self.hash(instance.travel), Self.hash(instance.bands), Self.hash(instance.together.map(\.0)),
            Self.hash(instance.together.map(\.1)),
        ]
        var hash = Self.start
        for column in columns {
            hash = Self.mix(hash, UInt32(truncatingIfNeeded: column))
            hash = Self.mix(hash, UInt32(truncatingIfNeeded: column >> 32))
        }
        // Instances without holders keep the number that they had before there were any.
        if instance.holderCount > 0 {
            hash = Self.mix(hash, UInt32(truncatingIfNeeded: instance.holderCount))
        }
        self.init(
            students: instance.studentCount, settings: instance.settingCount, pairs: instance.pairCount,
            hash: hash)
    }

    /// Makes a fingerprint that was stored.
    init(students: Int, settings: Int, pairs: Int, hash: UInt64) {
        self.students = students
        self.settings = settings
        self.pairs = pairs
        self.hash = hash
    }

    /// The line by which a stored certificate names its instance.
    var line: String {
        let digits = String(hash, radix: 16)
        return
            "instance \(students) \(settings) \(pairs) \(String(repeating: "0", count: 16 - digits.count))\(digits)\n"
    }

    /// The FNV offset basis.
    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    /// One step; multiplication modulo 2⁶⁴ is what FNV prescribes.
    @inline(__always)
    private static func mix(_ hash: UInt64, _ word: UInt32) -> UInt64 {
        (hash ^ UInt64(word)) &* 0x100_0000_01B3
    }

    /// The hash of one column.
    private static func hash(_ column: [Int32]) -> UInt64 {
        var hash = start
        for word in column { hash = mix(hash, UInt32(bitPattern: word)) }
        return hash
    }
}
