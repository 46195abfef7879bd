/// The figures of the travel estimate and its limits, each from a rule row.
public struct TravelRules: Sendable, Hashable, Codable {
    /// The figures for one mode.
    public struct Mode: Sendable, Hashable, Codable {
        /// The way on the ground as a percentage of the straight line; at least 100.
        public var detourPercent: Int
        /// Kilometres in an hour, door to door without what ``fixedMinutes`` is for.
        public var kilometresPerHour: Int
        /// Minutes that every journey takes besides: parking, or walking to the stop and waiting.
        public var fixedMinutes: Int
        /// The longest journey one way that a placement may ask for, in minutes, inclusive.
        public var limitMinutes: Int

        /// Minutes for a kilometre of the straight line, without ``fixedMinutes``.
        var minutesPerKilometre: Double {
            Double(max(detourPercent, 100)) * 60 / (100 * Double(max(kilometresPerHour, 1)))
        }

        /// Makes the figures of a mode.
        public init(detourPercent: Int, kilometresPerHour: Int, fixedMinutes: Int, limitMinutes: Int) {
            self.detourPercent = detourPercent
            self.kilometresPerHour = kilometresPerHour
            self.fixedMinutes = fixedMinutes
            self.limitMinutes = limitMinutes
        }
    }

    /// By car.
    public var car: Mode
    /// By bus and train.
    public var publicTransport: Mode
    /// A journey of more minutes than this, one way, is a hard problem.
    public var longAfterMinutes: Int

    /// Makes the rules.
    public init(car: Mode, publicTransport: Mode, longAfterMinutes: Int) {
        self.car = car
        self.publicTransport = publicTransport
        self.longAfterMinutes = longAfterMinutes
    }

    /// The figures of a mode.
    public subscript(mode: TravelMode) -> Mode {
        switch mode {
        case .car: car
        case .publicTransport: publicTransport
        }
    }
}
