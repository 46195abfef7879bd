/// What a practice placement is counted in.
public enum PracticeUnit: String, Sendable, Hashable, Codable, CaseIterable {
    /// Half-days, two to a day: social work (70 and 100 days).
    case halfDays = "half_days"
    /// Minutes: nursing (2,300 hours).
    case minutes

    /// An amount as people say it: `63.5 days`, `412.5 hours`.
    public func words(_ amount: Int) -> String {
        let number = number(amount)
        return "\(number) \(name)\(number == "1" ? "" : "s")"
    }

    /// An amount as a plain number of days or hours, with at most two decimals: `63.5`.
    public func number(_ amount: Int) -> String {
        let size = abs(amount)
        let hundredths = (size % perOne) * 100 / perOne
        var text = "\(amount < 0 ? "-" : "")\(size / perOne)"
        if hundredths > 0 {
            let tens = hundredths / 10
            text += hundredths % 10 == 0 ? ".\(tens)" : ".\(tens)\(hundredths % 10)"
        }
        return text
    }

    /// How many there are in a day, or in an hour.
    public var perOne: Int {
        switch self {
        case .halfDays: 2
        case .minutes: 60
        }
    }

    /// `day` or `hour`.
    public var name: String {
        switch self {
        case .halfDays: "day"
        case .minutes: "hour"
        }
    }
}
