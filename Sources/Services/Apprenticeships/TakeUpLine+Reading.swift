import Domain

extension TakeUpLine {
    /// A member as ``ReportJSON`` reads it: it turns the keys of an object into names in camel case.
    private struct Member: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ key: String) {
            let words = key.split(separator: "_")
            stringValue =
                words.prefix(1).joined()
                + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    static func counts(from decoder: any Decoder) throws -> [TakeUpFigure: Int?] {
        let container = try decoder.container(keyedBy: Member.self)
        var counts: [TakeUpFigure: Int?] = [:]
        for figure in TakeUpFigure.allCases {
            counts[figure] = .some(try container.decodeIfPresent(Int.self, forKey: Member(figure.rawValue)))
        }
        return counts
    }

    /// Reads a row out of the members of one object, as a signed report keeps it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Member.self)
        let grouping = ["organisation", "role", "level", "standard"].first {
            container.contains(Member($0))
        }
        let hasRates = container.contains(Member("target_rate"))
        let isHardToFill = try container.decodeIfPresent(Bool.self, forKey: Member("hard_to_fill")) ?? false
        self.init(
            grouping: grouping,
            key: try grouping.map { try container.decode(String.self, forKey: Member($0)) } ?? "",
            name: try container.decodeIfPresent(String.self, forKey: Member("name")),
            counts: try Self.counts(from: decoder),
            suppressedFigures: try container.decode([String].self, forKey: Member("suppressed_figures")),
            rates: hasRates ? try Rates(from: decoder) : nil,
            targetRate: try container.decodeIfPresent(Double.self, forKey: Member("target_rate")),
            schools: try container.decodeIfPresent(Schools.self, forKey: Member("schools")),
            reasons: try container.decodeIfPresent([String: String].self, forKey: Member("reasons")) ?? [:],
            lastYear: try container.decodeIfPresent(LastYear.self, forKey: Member("last_year")),
            routes: isHardToFill ? try container.decode([Route].self, forKey: Member("routes")) : nil)
    }
}
