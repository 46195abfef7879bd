/// A published measure of a workforce, with everything it takes to check it.
public struct WorkforceMeasure: Sendable, Hashable {
    /// What is measured.
    public enum Name: String, Sendable, Hashable, Codable, CaseIterable {
        /// How much of the establishment nobody is employed for.
        case vacancyRate = "vacancy_rate"
        /// How many left.
        case turnoverRate = "turnover_rate"
        /// How much of the workforce is agency.
        case agencyRate = "agency_rate"
        /// How much of the vacancies agency makes up for.
        case vacanciesCoveredRate = "vacancies_covered_rate"
        /// How much of agency makes up for vacancies.
        case agencyCoverRate = "agency_cover_rate"
        /// Cases to a case holder.
        case averageCaseload = "average_caseload"
        /// Working days lost to absence.
        case absenceRate = "absence_rate"
    }

    /// What is counted.
    public enum Basis: String, Sendable, Hashable, Codable {
        /// Posts.
        case posts
        /// Full-time equivalents, as in the statutory return.
        case fte
        /// People, each once.
        case people
    }

    /// What is measured.
    public let name: Name
    /// What is counted.
    public let basis: Basis
    /// What is above the line; posts, people and cases are whole.
    public let numerator: FTE?
    /// What is below the line; nil where a part of it is unknown.
    public let denominator: FTE?
    /// How it is reckoned, in words.
    public let formula: String
    /// Why there is no value; nil where there is one.
    public let reason: String?

    /// The value; nil where something is unknown or there is nothing to divide by.
    public var ratio: Ratio? {
        guard let numerator, let denominator else { return nil }
        return Ratio(numerator.tenThousandths, of: denominator.tenThousandths)
    }

    init(
        _ name: Name, _ basis: Basis, _ numerator: FTE?, of denominator: FTE?, _ formula: String,
        unknown: String = "not given"
    ) {
        self.name = name
        self.basis = basis
        self.numerator = numerator
        self.denominator = denominator
        self.formula = formula
        if numerator == nil || denominator == nil {
            reason = unknown
        } else {
            reason = (denominator ?? .zero) > .zero ? nil : "there is nothing to divide by"
        }
    }

    /// The value as a return prints it: a percentage, or for a caseload a number, with one decimal.
    public var printed: String? {
        guard let ratio else { return nil }
        guard name == .averageCaseload else { return ratio.percent() }
        let tenths = ratio.scaled(decimals: 1)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
