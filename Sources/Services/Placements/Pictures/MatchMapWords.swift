import Domain

/// What a map of a match says in words.
struct MatchMapWords {
    private let map: MatchMap
    private let showsStudents: Bool

    init(_ map: MatchMap, showsStudents: Bool) {
        self.map = map
        self.showsStudents = showsStudents
    }

    var title: String { "Map of the match \(map.run.ref) of \(map.run.term) as of \(map.asOf.longText)" }

    var headline: String {
        let placed = map.students.count { $0.placed }
        return "\(title): \(placed) of \(map.students.count) students have a place"
    }

    /// The table of the picture, a line for each placement, and the bottlenecks.
    ///
    /// Students are in it only where the picture shows their references.
    var description: String {
        var lines = [headline + "."]
        if map.partial { lines.append(SVG.partialNote) }
        for choice in MatchChoice.allCases {
            lines.append("\(map.students.count { $0.choice == choice }) at their \(choice.displayName).")
        }
        for bottleneck in map.bottlenecks { lines.append(Self.sentence(bottleneck, naming: .max)) }
        lines.append("Placement; team; setting; places; taken; free; first choices; bottleneck; on the map")
        for placement in map.placements {
            let cells: [String] = [
                placement.placementRef, placement.team, placement.setting, "\(placement.capacity)",
                "\(placement.taken)", "\(placement.free)", "\(placement.firstChoices)",
                placement.isBottleneck ? "yes" : "no", placement.position == nil ? "no" : "yes",
            ]
            lines.append(cells.joined(separator: "; "))
        }
        if showsStudents {
            lines.append("Student; placement; choice; kilometres")
            for student in map.students {
                let place = student.placementRef ?? (student.placed ? "out of sight" : "no place")
                let cells = [
                    student.studentRef, place, student.choice?.displayName ?? "",
                    student.kilometres.map { "\($0)" } ?? "not known",
                ]
                lines.append(cells.joined(separator: "; "))
            }
        }
        return lines.joined(separator: "\n")
    }

    /// A bottleneck in a sentence.
    ///
    /// - Parameter limit: how many placements are named at most.
    static func sentence(_ bottleneck: MatchMap.Bottleneck, naming limit: Int) -> String {
        let without = bottleneck.unplaced.count
        let all = bottleneck.placementRefs.count + bottleneck.placementsOutOfSight
        if all == 0 {
            return
                "\(without) without a place: no placement that is open is possible for \(without == 1 ? "this student" : "these students")."
        }
        var names = bottleneck.placementRefs
        if names.count > limit { names.removeLast(names.count - limit + 1) }
        let rest = all - names.count
        var list = names.joined(separator: ", ")
        if names.isEmpty {
            list = "\(all) \(all == 1 ? "placement" : "placements")"
        } else if rest > 0 {
            list += " and \(rest) more"
        }
        guard let students = bottleneck.students, let places = bottleneck.places else {
            return
                "\(without) without a place: more students than there are places can use only \(list); the numbers are small and about others as well."
        }
        return
            "\(without) without a place: \(students) students can use only \(list), which \(all == 1 ? "has" : "have") \(places) \(places == 1 ? "place" : "places")."
    }
}
