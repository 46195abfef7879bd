#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether two texts are the same to the server, which compares bytes.
///
/// Swift's `==` compares characters: an accented letter written in one scalar equals the one written in two.
func sameBytes(_ one: String, _ other: String) -> Bool {
    var (one, other) = (one, other)
    return one.withUTF8 { first in
        other.withUTF8 { second in
            guard first.count == second.count else { return false }
            guard let left = first.baseAddress, let right = second.baseAddress else { return true }
            return left == right || memcmp(left, right, first.count) == 0
        }
    }
}
