/// Minutes of travel, one way: those that somebody measured where there are any, else an estimate.
public struct TravelEstimate: Sendable, Hashable {
    /// Minutes one way, rounded up; nil where nothing was measured and a place is not on the map.
    public let minutes: Int?
    /// How the student travels.
    public let mode: TravelMode
    /// Whether the minutes come from a file and not from the estimate.
    public let isGiven: Bool

    /// What is measured of one journey, in minutes one way.
    public struct Given: Sendable, Hashable {
        /// By car.
        public var car: Int?
        /// By bus and train.
        public var publicTransport: Int?

        /// Nothing was measured.
        public static let nothing = Given()

        /// Makes it.
        public init(car: Int? = nil, publicTransport: Int? = nil) {
            self.car = car
            self.publicTransport = publicTransport
        }
    }

    /// Reckons a journey.
    ///
    /// Somebody with a car goes by car, or by public transport where only that was measured; somebody without one, or
    /// of whom it is not known, by public transport.
    ///
    /// - Parameters:
    ///   - home: where the student lives.
    ///   - place: where the placement is.
    ///   - hasCar: whether the student has a car.
    ///   - given: what was measured, which wins over the estimate.
    public init(
        from home: MapPoint?, to place: MapPoint?, hasCar: Bool, given: Given = .nothing, rules: TravelRules
    ) {
        if let measured = TravelEstimate(given: given, hasCar: hasCar) {
            self = measured
            return
        }
        let mode = hasCar ? TravelMode.car : .publicTransport
        guard let home, let place else {
            self.init(minutes: nil, mode: mode, isGiven: false)
            return
        }
        let minutes = Self.minutes(kilometres: home.kilometres(to: place), rules[mode])
        self.init(minutes: minutes, mode: mode, isGiven: false)
    }

    /// What was measured, for somebody with or without a car; nil when that is nothing.
    init?(given: Given, hasCar: Bool) {
        if hasCar, let minutes = given.car {
            self.init(minutes: minutes, mode: .car, isGiven: true)
        } else if let minutes = given.publicTransport {
            self.init(minutes: minutes, mode: .publicTransport, isGiven: true)
        } else {
            return nil
        }
    }

    init(minutes: Int?, mode: TravelMode, isGiven: Bool) {
        self.minutes = minutes
        self.mode = mode
        self.isGiven = isGiven
    }

    /// The minutes for a straight line of so many kilometres, rounded up; none longer than a day is told apart.
    static func minutes(kilometres: Double, _ mode: TravelRules.Mode) -> Int {
        minutes(
            kilometres: kilometres, minutesPerKilometre: mode.minutesPerKilometre,
            fixedMinutes: mode.fixedMinutes)
    }

    static func minutes(kilometres: Double, minutesPerKilometre: Double, fixedMinutes: Int) -> Int {
        fixedMinutes + Int(min(kilometres * minutesPerKilometre, 1_440).rounded(.up))
    }

    /// The method in words, with the figures of the rules, for people who have to rely on it.
    public static func method(_ rules: TravelRules) -> String {
        func words(_ name: String, _ mode: TravelRules.Mode) -> String {
            "\(name) at \(mode.kilometresPerHour) km an hour over \(mode.detourPercent) % of the straight line, plus \(mode.fixedMinutes) minutes"
        }
        return
            "Minutes from a travel file where it has the journey. Otherwise the great-circle distance: \(words("by car", rules.car)); \(words("by public transport", rules.publicTransport)); rounded up to a whole minute."
    }
}
