import Domain

/// What the figures of a group of posts are made of, as records and what each adds.
struct WorkforceGroupSums {
    let established: [ReportFigure.Addend]
    let vacant: [ReportFigure.Addend]
    let covered: [ReportFigure.Addend]
    let agencyInCovered: [ReportFigure.Addend]
    let employees: [ReportFigure.Addend]
    let employeesFTE: [ReportFigure.Addend]
    let agency: [ReportFigure.Addend]
    let left: [ReportFigure.Addend]
    let moved: [ReportFigure.Addend]
    let leftFTE: [ReportFigure.Addend]

    private let book: WorkforceBook
    private let seen: ReportWorkforce.Seen
    private let records: WorkforceRecords
    private let places: [Int]
    private let agencyPlaces: [Int]

    /// - Parameter belongs: which of the posts of the scope are of the group of which `seen` is.
    init(
        _ seen: ReportWorkforce.Seen, of book: WorkforceBook, _ records: WorkforceRecords,
        where belongs: (WorkforceBook.Post) -> Bool
    ) {
        self.book = book
        self.seen = seen
        self.records = records
        let places = book.posts.indices.filter { book.posts[$0].isInScope && belongs(book.posts[$0]) }
        self.places = places
        func these(_ amount: (EstablishmentCount) -> Int) -> [Int] {
            places.filter { amount(seen.counts[$0]) != 0 }
        }
        func fte(_ place: Int) -> FTE { book.assignments[place].fte }
        established = records.posts(these(\.established))
        vacant = records.posts(these(\.vacant))
        let covered = these(\.covered)
        self.covered = records.posts(covered)
        let employed = seen.running.filter { book.assignments[$0].kind == .employee }
        agencyPlaces = seen.running.filter { book.assignments[$0].kind == .agency }
        let coveredPosts = Set(covered)
        agencyInCovered = records.assignments(
            agencyPlaces.filter { coveredPosts.contains(book.assignments[$0].post) })
        employees = records.assignments(employed)
        employeesFTE = records.assignments(employed, fte: fte)
        agency = records.assignments(agencyPlaces)
        left = records.assignments(seen.leavings.ofPeople.map(\.last))
        moved = records.assignments(seen.leavings.ofPeople.filter(\.movedOn).map(\.last))
        leftFTE = records.ended(seen.leavings.all)
    }

    /// The posts that add to a count, each with what it adds.
    func posts(_ amount: (EstablishmentCount) -> Int) -> [ReportFigure.Addend] {
        records.posts(places.filter { amount(seen.counts[$0]) != 0 }) { amount(seen.counts[$0]) }
    }

    /// The posts that add to full-time equivalents, each with what it adds.
    func posts(fte amount: (EstablishmentCount) -> FTE) -> [ReportFigure.Addend] {
        records.posts(places.filter { amount(seen.counts[$0]) != .zero }, fte: { amount(seen.counts[$0]) })
    }

    /// What is above the line of a measure, what below it, and on what else it rests.
    func sums(
        of measure: WorkforceMeasure
    ) -> (above: [ReportFigure.Addend], below: [ReportFigure.Addend], others: [ReportFigure.Addend]) {
        let vacancies = posts(fte: \.vacanciesFTE)
        let covering = posts(fte: \.coveringFTE)
        let agencyFTE = records.assignments(agencyPlaces, fte: { book.assignments[$0].fte })
        let isByPosts = measure.basis == .posts
        return switch measure.name {
        // Whether a post is vacant rests on who is employed in it, too.
        case .vacancyRate:
            isByPosts
                ? (vacant, established, inEstablished)
                : (vacancies, vacancies + employeesFTE, established)
        case .turnoverRate:
            measure.basis == .people ? (left, employees, []) : (leftFTE, employeesFTE, [])
        case .agencyRate: (agencyFTE, agencyFTE + employeesFTE, [])
        case .vacanciesCoveredRate:
            isByPosts ? (covered, vacant, agencyInCovered) : (covering, vacancies, agency + employees)
        case .agencyCoverRate:
            isByPosts ? (agencyInCovered, agency, covered) : (covering, agencyFTE, employees)
        case .averageCaseload: (cases, caseHolders, [])
        case .absenceRate: (daysLost, absenceKnown, [])
        }
    }

    /// Who is in a post that is established.
    private var inEstablished: [ReportFigure.Addend] {
        let posts = Set(places.filter { seen.counts[$0].established > 0 })
        return records.assignments(seen.running.filter { posts.contains(book.assignments[$0].post) })
    }

    private var cases: [ReportFigure.Addend] {
        records.assignments(seen.running.filter { (book.numbers[$0].cases ?? 0) > 0 }) {
            book.numbers[$0].cases ?? 0
        }
    }

    private var caseHolders: [ReportFigure.Addend] {
        records.assignments(
            seen.running.filter { (book.numbers[$0].cases ?? 0) > 0 }, fte: { book.assignments[$0].fte })
    }

    private var daysLost: [ReportFigure.Addend] {
        records.assignments(
            employed.filter { book.numbers[$0].daysLost != nil },
            fte: { FTE(tenThousandths: book.numbers[$0].daysLost ?? 0) })
    }

    /// All employment of whoever's absence is recorded with one of their posts.
    private var absenceKnown: [ReportFigure.Addend] {
        let known = Set(
            employed.filter { book.numbers[$0].daysLost != nil }.map { book.assignments[$0].person })
        return records.assignments(
            employed.filter { known.contains(book.assignments[$0].person) },
            fte: { book.assignments[$0].fte })
    }

    private var employed: [Int] { seen.running.filter { book.assignments[$0].kind == .employee } }
}
