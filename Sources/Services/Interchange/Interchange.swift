/// The kinds of file that go in and out of Berth, by name.
///
/// A kind is one type that says its columns, how a chunk of rows is stored and how the rows are read back; a new
/// kind is a new file and one line here.
public enum Interchange {
    static let all: [any InterchangeKind.Type] = [
        PartnersFile.self, ContractsFile.self, RoundsFile.self, CandidatesFile.self, MilestonesFile.self,
        TermsFile.self, EducatorsFile.self, PlacementsFile.self, StudentsFile.self, StudentPairsFile.self,
        TravelFile.self, PreferencesFile.self, HostPreferencesFile.self, PracticeDaysFile.self,
        StandardsFile.self, ApprenticesFile.self, ApprenticeshipEventsFile.self, HeadcountsFile.self,
        EmploymentStartsFile.self, LevyFile.self,
        PostsFile.self, AssignmentsFile.self, WorkforceReturnsFile.self,
    ]

    /// The names of the kinds, such as `candidates`, in an order in which an empty database takes their files.
    public static var kinds: [String] { all.map { $0.name } }

    /// The columns of a kind, in the order of an export; nil for a kind that does not exist.
    public static func columns(of kind: String) -> [InterchangeColumn]? {
        all.first { $0.name == kind }?.columns
    }

    /// The kind with a name.
    ///
    /// - Throws: `usage` for a name that is none.
    static func kind(_ name: String) throws(ServiceError) -> any InterchangeKind.Type {
        guard let kind = all.first(where: { $0.name == name }) else {
            throw ServiceError(
                .usage,
                "There is no kind of file called \(name); the kinds are \(kinds.joined(separator: ", ")).")
        }
        return kind
    }
}
