import Domain

extension ReportWorkforce {
    /// The establishment of a scope on the day of a report, counted.
    struct Seen {
        /// The counts by post, for posts of the scope and the others.
        let counts: [EstablishmentCount]
        let total: EstablishmentCount
        /// Employees of the scope, each once.
        let people: Int
        /// Who left in the twelve months.
        let leavings: Leavings
        /// The positions of the assignments of the scope that run.
        let running: [Int]

        init(_ book: WorkforceBook, newSince: CalendarDate) {
            let date = book.moment.asOf
            let running = book.running(on: date)
            let establishment = Establishment(
                posts: book.established, isReserved: book.isReserved,
                assignments: running.lazy.map { book.assignments[$0] }, on: date, newSince: newSince)
            counts = establishment.counts
            total = zip(book.posts, counts).reduce(EstablishmentCount()) { sum, pair in
                pair.0.isInScope ? sum + pair.1 : sum
            }
            people = establishment.people
            leavings = book.leavings(in: TwelveMonths(through: date))
            self.running = running
        }

        /// Of the posts that belong to a part of the scope, such as an organisation.
        init(_ whole: Seen, of book: WorkforceBook, where belongs: (WorkforceBook.Post) -> Bool) {
            counts = whole.counts
            total = zip(book.posts, counts).reduce(EstablishmentCount()) { sum, pair in
                pair.0.isInScope && belongs(pair.0) ? sum + pair.1 : sum
            }
            running = whole.running.filter { belongs(book.posts[book.assignments[$0].post]) }
            people =
                Set(
                    running.lazy.map { book.assignments[$0] }.filter { $0.kind == .employee }.map(\.person)
                ).count
            leavings = Leavings(
                whole.leavings.all.filter { belongs(book.posts[book.assignments[$0.last].post]) })
        }

        /// What the statutory rates are made of, and how many people what is counted of people is about.
        ///
        /// - Parameter threshold: the smallest number of people above 0 that the words of a figure tell.
        func figures(
            of book: WorkforceBook, tellsWays: Bool = true, threshold: Int = 1
        ) -> (figures: WorkforceFigures, people: [WorkforceMeasure.Name: Int]) {
            var (cases, holders) = (0, FTE.zero)
            var lost = 0
            var holding: Set<Int> = []
            // Days are recorded with one of the posts of somebody who has two.
            var known: Set<Int> = []
            var withCases: Set<Int> = []
            for place in running {
                if let held = book.numbers[place].cases {
                    withCases.insert(book.assignments[place].person)
                    cases += held
                    if held > 0 {
                        holders += book.assignments[place].fte
                        holding.insert(book.assignments[place].person)
                    }
                }
                if book.assignments[place].kind == .employee, let days = book.numbers[place].daysLost {
                    known.insert(book.assignments[place].person)
                    lost += days
                }
            }
            let lostOf = running.reduce(FTE.zero) { sum, place in
                let one = book.assignments[place]
                return one.kind == .employee && known.contains(one.person) ? sum + one.fte : sum
            }
            func share(_ counted: Set<Int>, of people: Int) -> CountedPeople {
                CountedPeople(
                    counted: counted.count, people: people, on: book.moment.asOf, within: book.countsStandFor,
                    atLeast: book.countedAtLeast, threshold: threshold)
            }
            let hasCases = !withCases.isEmpty
            let figures = WorkforceFigures(
                inPost: total.inPostFTE, vacancies: total.vacanciesFTE, agency: total.agencyFTE,
                agencyCovering: total.coveringFTE,
                leavers: leavings.fte,
                moved: book.scope.isPartOfOrganisation && tellsWays ? leavings.fteMoved : nil,
                cases: hasCases ? FTE(whole: cases) : nil, caseHolders: hasCases ? holders : nil,
                daysLost: known.isEmpty ? nil : FTE(tenThousandths: lost),
                daysLostOf: known.isEmpty ? nil : lostOf,
                caseCount: share(withCases, of: Set(running.map { book.assignments[$0].person }).count),
                absenceCount: share(known, of: people))
            return (
                figures,
                [
                    .turnoverRate: leavings.people, .absenceRate: known.count,
                    .averageCaseload: holding.isEmpty ? withCases.count : holding.count,
                ]
            )
        }

        func posts(newSinceOn: CalendarDate) -> WorkforceReport.Posts {
            WorkforceReport.Posts(
                established: total.established, vacant: total.vacant, coveredByAgency: total.covered,
                uncovered: total.uncovered, newSince: total.vacantAndNew, newSinceOn: newSinceOn,
                reserved: total.vacantAndReserved, frozen: total.frozen)
        }

        /// - Parameter months: how long people are newly qualified; nil where there is no rule for it.
        func people(
            of book: WorkforceBook, newlyQualifiedFor months: Int?, _ disclosure: WorkforceDisclosure,
            startedWithoutPost: Int?
        ) -> WorkforceReport.People {
            let new = months.map { months in
                Set(newlyQualified(of: book, for: months).map { book.assignments[$0].person }).count
            }
            let hidesNew =
                new.map { disclosure.hides($0, of: people) }
                ?? ReferenceData.noRule(.newlyQualifiedFor, on: book.moment.asOf)
            let hidesLeavers = disclosure.hides(leavings.people) != nil
            let moved = leavings.peopleMoved
            let hidesMoved = disclosure.isFew(moved, of: leavings.people)
            return WorkforceReport.People(
                employees: people, employeeAssignments: total.employeeAssignments,
                agency: total.agencyAssignments, newlyQualified: hidesNew == nil ? new : nil,
                newlyQualifiedReason: hidesNew, leavers: hidesLeavers ? nil : leavings.people,
                leaversMoved: hidesLeavers || book.scope.isPartOfOrganisation && hidesMoved ? nil : moved,
                startedWithoutPost: startedWithoutPost)
        }

        /// The positions of the assignments of employees who qualified within so many months.
        func newlyQualified(of book: WorkforceBook, for months: Int) -> [Int] {
            let date = book.moment.asOf
            return running.filter { place in
                guard book.assignments[place].kind == .employee,
                    let qualified = book.comings[place].qualifiedOn
                else { return false }
                return qualified <= date && date < qualified.adding(months: months)
            }
        }

        /// Established posts by team, the vacant among them, and those of these with agency; posts are no secret.
        func teams(of book: WorkforceBook) -> WorkforceTable {
            var groups: [String: [Int]] = [:]
            for (place, post) in book.posts.enumerated() where post.isInScope && counts[place].established > 0
            {
                let count = counts[place]
                let name = post.team ?? WorkforceTable.noTeam
                let sum = groups[name] ?? [0, 0, 0]
                groups[name] = [sum[0] + count.established, sum[1] + count.vacant, sum[2] + count.covered]
            }
            return WorkforceTable(
                columns: ["established", "vacant", "covered_by_agency"], groups: groups)
        }

        /// Employees by age, each once, with what the last of their records says.
        ///
        /// - Parameter earlier: what signed reports of the day showed.
        func ages(of book: WorkforceBook, threshold: Int, earlier: [[String: Int?]]) -> WorkforceTable {
            var groups: [String: Int] = [:]
            for (band, places) in byAge(of: book) { groups[band.rawValue] = places.count }
            return WorkforceTable(
                "people", groups: groups, listing: AgeBand.allCases.map(\.rawValue),
                unrecorded: AgeBand.unknown.rawValue, threshold: threshold, earlier: earlier)
        }

        /// By age an assignment of each employee.
        func byAge(of book: WorkforceBook) -> [AgeBand: [Int]] {
            var found: [Int: (place: Int, year: Int?)] = [:]
            for place in running where book.assignments[place].kind == .employee {
                let person = book.assignments[place].person
                found[person] = (place, found[person]?.year ?? book.numbers[place].birthYear)
            }
            return Dictionary(grouping: found.values) { AgeBand(birthYear: $0.year, on: book.moment.asOf) }
                .mapValues { $0.map(\.place).sorted() }
        }
    }
}
