/// Which unknowns linear equations leave open, while more and more cells become unknown.
///
/// An unknown is open where it can change and all equations still hold, the others changing with it. Such a change is a
/// combination of columns of the equations that adds up to nothing. More unknowns only allow more changes, so what is open
/// stays so, and every column is looked at once: it is cleared by the columns before it, and where nothing is left of it, it
/// and those that cleared it can change together.
struct OpenUnknowns {
    /// A column of which something is left, divided so that its first factor is 1, and what it is made of.
    private struct Cleared {
        let left: [Term]
        let parts: [Term]
    }

    /// A factor, modulo ``modulus``, of an equation or of an unknown.
    private struct Term {
        let place: Int
        let factor: Int
    }

    /// A prime, so that every factor but 0 has an inverse, and two of them can be multiplied in 64 bits. Sums of cells have
    /// factors of 1 and −1, and no determinant of theirs comes near it.
    private static let modulus = 2_147_483_647

    /// The columns so far, by the first equation in which they are.
    private var cleared: [Int: Cleared] = [:]
    /// The unknowns that can change, and those that the equations tell.
    private(set) var open: Set<Int> = []
    private(set) var told: Set<Int> = []

    /// Adds an unknown.
    ///
    /// - Parameter factors: those with which it is in the equations, by the number of the equation; none is 0.
    mutating func add(_ unknown: Int, _ factors: [Int: Int]) {
        var left = factors.sorted { $0.key < $1.key }
            .map { Term(place: $0.key, factor: Self.reduced($0.value)) }
        var parts = [Term(place: unknown, factor: 1)]
        told.insert(unknown)
        while let first = left.first {
            guard let other = cleared[first.place] else {
                let inverse = Self.inverse(of: first.factor)
                cleared[first.place] = Cleared(
                    left: Self.times(left, inverse), parts: Self.times(parts, inverse))
                return
            }
            left = Self.subtracting(other.left, times: first.factor, from: left)
            parts = Self.subtracting(other.parts, times: first.factor, from: parts)
        }
        open.formUnion(parts.map(\.place))
        told.subtract(open)
    }

    private static func reduced(_ factor: Int) -> Int {
        let rest = factor % modulus
        return rest < 0 ? rest + modulus : rest
    }

    /// By Fermat: its power of two less than the modulus.
    private static func inverse(of factor: Int) -> Int {
        var (result, power, exponent) = (1, factor, modulus - 2)
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * power % modulus }
            power = power * power % modulus
            exponent >>= 1
        }
        return result
    }

    private static func times(_ terms: [Term], _ factor: Int) -> [Term] {
        factor == 1 ? terms : terms.map { Term(place: $0.place, factor: $0.factor * factor % modulus) }
    }

    /// One list less a multiple of another, both by place.
    private static func subtracting(_ other: [Term], times factor: Int, from terms: [Term]) -> [Term] {
        var result: [Term] = []
        result.reserveCapacity(terms.count + other.count)
        var (next, nextOther) = (0, 0)
        while next < terms.count || nextOther < other.count {
            if nextOther == other.count || next < terms.count && terms[next].place < other[nextOther].place {
                result.append(terms[next])
                next += 1
                continue
            }
            let place = other[nextOther].place
            var value = modulus - other[nextOther].factor * factor % modulus
            if next < terms.count && terms[next].place == place {
                value += terms[next].factor
                next += 1
            }
            nextOther += 1
            if value % modulus != 0 { result.append(Term(place: place, factor: value % modulus)) }
        }
        return result
    }
}
