/// The age of somebody in post, as coarsely as a question about an ageing workforce needs it.
public enum AgeBand: String, Sendable, Hashable, Codable, CaseIterable {
    /// Up to 24.
    case under25 = "under_25"
    /// 25 to 34.
    case from25 = "25_to_34"
    /// 35 to 44.
    case from35 = "35_to_44"
    /// 45 to 54.
    case from45 = "45_to_54"
    /// 55 to 64.
    case from55 = "55_to_64"
    /// 65 and over.
    case from65 = "65_and_over"
    /// Not recorded.
    case unknown

    /// The band of somebody on a day. Only the year of birth is kept, so it is the age they reach in that year.
    public init(birthYear: Int?, on date: CalendarDate) {
        guard let birthYear else {
            self = .unknown
            return
        }
        switch date.year - birthYear {
        case ..<25: self = .under25
        case ..<35: self = .from25
        case ..<45: self = .from35
        case ..<55: self = .from45
        case ..<65: self = .from55
        default: self = .from65
        }
    }
}
