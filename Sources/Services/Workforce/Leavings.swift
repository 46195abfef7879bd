import Domain

/// Who left a scope within a time.
///
/// The statutory return counts heads once: who left twice is one person, with the last leaving. Full-time equivalents it
/// adds up as they are, those of both leavings.
struct Leavings {
    /// What the full-time equivalents of a leaver are, in words that follow a semicolon.
    static let fteInWords = "a leaver counts with what ended on the last day, who left twice with both"

    /// Every leaving, in the order of the person and of time.
    let all: [EmploymentSpell]
    /// The last leaving of each person.
    let ofPeople: [EmploymentSpell]

    /// - Parameter all: in the order of the person and of time.
    init(_ all: [EmploymentSpell]) {
        self.all = all
        ofPeople = all.indices.filter { $0 + 1 == all.endIndex || all[$0 + 1].person != all[$0].person }.map {
            all[$0]
        }
    }

    /// People who left.
    var people: Int { ofPeople.count }
    /// Those of them who went on in another post of their organisation, outside the scope.
    var peopleMoved: Int { ofPeople.count(where: \.movedOn) }
    /// What left, in full-time equivalents.
    var fte: FTE { all.reduce(.zero) { $0 + $1.endedFTE } }
    /// What of it went on in another post.
    var fteMoved: FTE { all.reduce(.zero) { $1.movedOn ? $0 + $1.endedFTE : $0 } }
}
