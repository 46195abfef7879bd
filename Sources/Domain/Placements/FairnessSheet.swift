/// How a match treats groups of students: who got a place, a first choice, one of the first three, and how far they go.
///
/// Groups are the universities, the stages, and what is recorded of students as `group:value`. Small numbers are hidden
/// (``NestedCounts``): a group with few students says nothing about itself, and enough else is hidden that it cannot be
/// had back from the rest of the sheet.
public struct FairnessSheet: Sendable, Codable, Hashable {
    /// A student as the sheet counts one.
    public struct Student: Sendable {
        let university: String
        let stage: String
        let attributes: [String]
        let choice: Int?
        let travelMinutes: Int?

        /// - Parameters:
        ///   - attributes: what is recorded, as `group:value`.
        ///   - choice: the rank that the student gave the placement, 1 for the first choice; nil for one that was not
        ///     listed, and for none.
        ///   - travelMinutes: one way; nil without a place.
        public init(
            university: String, stage: String, attributes: [String], choice: Int?, travelMinutes: Int?
        ) {
            self.university = university
            self.stage = stage
            self.attributes = attributes
            self.choice = choice
            self.travelMinutes = travelMinutes
        }
    }

    /// A group.
    public struct Line: Sendable, Codable, Hashable {
        /// What the groups are by: `all`, `university`, `stage`, or the name of an attribute.
        public let by: String
        /// Which one.
        public let group: String
        /// How many students; nil when suppressed.
        public let students: Int?
        /// Those with a place; nil when suppressed.
        public let placed: Int?
        /// Those with a first choice; nil when suppressed.
        public let firstChoice: Int?
        /// Those with one of their first three choices; nil when suppressed.
        public let firstThree: Int?
        /// Minutes one way on average of those with a place, rounded; nil when suppressed or when nobody has one.
        public let averageTravelMinutes: Int?
        /// Whether something of the line is hidden.
        public let suppressed: Bool
    }

    /// The smallest number that is shown.
    public let threshold: Int
    /// All students first, then the groups.
    public let lines: [Line]

    /// Counts.
    public init(_ students: [Student], threshold: Int = 5) {
        self.threshold = threshold
        var lines = [Self.line("all", "all", students, hiding: [])]
        lines += Self.lines("university", Self.groups(students) { [$0.university] }, threshold)
        lines += Self.lines("stage", Self.groups(students) { [$0.stage] }, threshold)
        let names = Set(students.flatMap { $0.attributes.compactMap { Self.split($0)?.name } }).sorted()
        for name in names {
            let groups = Self.groups(students) { student in
                let values = student.attributes.compactMap(Self.split).filter { $0.name == name }.map(\.value)
                return values.isEmpty ? ["not recorded"] : values
            }
            lines += Self.lines(name, groups, threshold)
        }
        self.lines = lines
    }

    private static func split(_ attribute: String) -> (name: String, value: String)? {
        guard let colon = attribute.firstIndex(of: ":") else { return nil }
        return (String(attribute[..<colon]), String(attribute[attribute.index(after: colon)...]))
    }

    private static func groups(
        _ students: [Student], _ names: (Student) -> [String]
    ) -> [(name: String, students: [Student])] {
        var groups: [String: [Student]] = [:]
        for student in students {
            for name in names(student) { groups[name, default: []].append(student) }
        }
        return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The columns of counts, each a part of the one before it.
    private enum Column: Int, CaseIterable {
        case students, placed, firstThree, firstChoice

        func count(_ students: [Student]) -> Int {
            switch self {
            case .students: students.count
            case .placed: students.count { $0.travelMinutes != nil }
            case .firstThree: students.count { ($0.choice ?? .max) <= 3 }
            case .firstChoice: students.count { $0.choice == 1 }
            }
        }
    }

    private static func lines(
        _ by: String, _ groups: [(name: String, students: [Student])], _ threshold: Int
    ) -> [Line] {
        let table = NestedCounts(
            groups.map { group in Column.allCases.map { $0.count(group.students) } }, threshold: threshold)
        return groups.enumerated().map { index, group in
            line(
                by, group.name, group.students,
                hiding: Set(Column.allCases.filter { table.hidden[$0.rawValue].contains(index) }))
        }
    }

    private static func line(_ by: String, _ group: String, _ students: [Student], hiding hidden: Set<Column>)
        -> Line
    {
        func shown(_ column: Column) -> Int? {
            hidden.contains(column) ? nil : column.count(students)
        }
        let travel = students.compactMap(\.travelMinutes)
        let average = travel.isEmpty ? nil : (travel.reduce(0, +) * 2 + travel.count) / (travel.count * 2)
        return Line(
            by: by, group: group, students: shown(.students), placed: shown(.placed),
            firstChoice: shown(.firstChoice), firstThree: shown(.firstThree),
            averageTravelMinutes: hidden.contains(.placed) ? nil : average,
            suppressed: !hidden.isEmpty)
    }
}
