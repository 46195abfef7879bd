/// A rate, or the reason why there is none.
public enum Rate: Sendable, Hashable {
    /// A rate.
    case known(Ratio)
    /// Why there is none, as a sentence without an end.
    case unknown(String)

    /// Divides.
    ///
    /// - Parameters:
    ///   - numerator: what is above the line, or why it is not known.
    ///   - denominator: what is below it, or why it is not known.
    ///   - what: what the denominator counts, for the reason where it is 0.
    public init(_ numerator: Amount, of denominator: Amount, counting what: String) {
        switch (numerator, denominator) {
        case (_, .unknown(let reason)), (.unknown(let reason), .known): self = .unknown(reason)
        case (.known, .known(0)): self = .unknown("there were no \(what)")
        case (.known(let above), .known(let below)):
            self =
                Ratio(above, of: below).map { .known($0) }
                ?? .unknown("\(above) of \(below) is no rate")
        }
    }

    /// A number of people, or the reason why it is not known.
    public enum Amount: Sendable, Hashable {
        /// The number.
        case known(Int)
        /// Why it is not known.
        case unknown(String)

        /// The number, if it is known.
        public var value: Int? {
            if case .known(let value) = self { value } else { nil }
        }

        /// Why it is not known, if so.
        public var reason: String? {
            if case .unknown(let reason) = self { reason } else { nil }
        }
    }

    /// The rate, if it is known.
    public var ratio: Ratio? {
        if case .known(let ratio) = self { ratio } else { nil }
    }

    /// Why there is none, if so.
    public var reason: String? {
        if case .unknown(let reason) = self { reason } else { nil }
    }
}
