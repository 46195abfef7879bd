import Domain
import Matching

/// A practice educator who takes fewer students at a time than her placements of a term have places together.
///
/// Placements whose dates overlap, directly or through others of hers, share her slots. Where they overlap only in a
/// chain this is stricter than the calendar: the limits of the single days would cross one another, and no matching
/// under crossing limits can be proved best by a flow.
struct EducatorLimit: Sendable, Hashable {
    /// The reference of the educator.
    let educator: String
    /// How many students she takes at a time.
    let slots: Int
    /// Her placements by number, rising; at least two.
    let placements: [Int]

    /// The limits of a term; none for an educator whose placements cannot take more than her slots together.
    static func limits(of placements: [MatchInputs.Placement]) -> [EducatorLimit] {
        let own = Dictionary(
            grouping: placements.indices.filter {
                placements[$0].educator != nil && placements[$0].educatorSlots != nil
                    && !placements[$0].facts.isWithdrawn
            }, by: { placements[$0].educator ?? "" })
        return own.sorted { $0.key < $1.key }.flatMap { educator, numbers in
            overlapping(numbers, placements).compactMap { numbers in
                let slots = numbers.compactMap { placements[$0].educatorSlots }.min() ?? 0
                let places = numbers.reduce(0) { $0 + min(placements[$1].capacity, slots) }
                guard numbers.count > 1, places > slots else { return nil }
                return EducatorLimit(educator: educator, slots: slots, placements: numbers.sorted())
            }
        }
    }

    /// The placements, by number, of educators at whose placements more students are than they take.
    ///
    /// - Parameter places: a placement by number for each student.
    static func exceeded(by places: [Int], at placements: [MatchInputs.Placement]) -> Set<Int> {
        let counts = Dictionary(places.map { ($0, 1) }, uniquingKeysWith: +)
        let own = Dictionary(
            grouping: placements.indices.filter { placements[$0].educator != nil },
            by: { placements[$0].educator ?? "" })
        return own.values.reduce(into: []) { found, numbers in
            guard let slots = placements[numbers[0]].educatorSlots else { return }
            let there = EducatorLoad.most(
                numbers.map { (placements[$0].facts.dates, counts[$0] ?? 0) })
            if there > slots { found.formUnion(numbers) }
        }
    }

    /// Placements in groups of which nobody's dates overlap those of another.
    private static func overlapping(_ numbers: [Int], _ placements: [MatchInputs.Placement]) -> [[Int]] {
        var groups: [(until: CalendarDate, numbers: [Int])] = []
        let order = numbers.sorted {
            (placements[$0].facts.dates.lowerBound, $0) < (placements[$1].facts.dates.lowerBound, $1)
        }
        for number in order {
            let dates = placements[number].facts.dates
            if let last = groups.last, dates.lowerBound <= last.until {
                groups[groups.count - 1] = (max(last.until, dates.upperBound), last.numbers + [number])
            } else {
                groups.append((dates.upperBound, [number]))
            }
        }
        return groups.map(\.numbers)
    }
}

extension MatchingInstance {
    /// The same instance with what its educators take together; `taken` tells how many of a placement's places are
    /// given already and no longer in the instance.
    func limited(
        by limits: [EducatorLimit], taken: (Int) -> Int = { _ in 0 }
    ) throws(GroupError) -> MatchingInstance {
        if limits.isEmpty { return self }
        var groupOfSetting = [Int32](repeating: -1, count: settingCount)
        var groups: [LaminarGroups.Group] = []
        for (number, limit) in limits.enumerated() {
            let left = limit.placements.reduce(limit.slots) { $0 - taken($1) }
            groups.append(LaminarGroups.Group(capacity: Int32(clamping: left)))
            for placement in limit.placements { groupOfSetting[placement] = Int32(clamping: number) }
        }
        return try limited(by: LaminarGroups(groups: groups, groupOfSetting: groupOfSetting))
    }
}
