import Domain
import Matching
import MatchingSupport
import RandomSupport
import RandomSupport

/// What is measured of the matching besides `berth match solve`: single edits, explanations, candidate pairs.
enum Placing {
    /// Writes an invented instance, or points of the map, on standard output; false for another command.
    static func writes(_ arguments: Arguments) throws -> Bool {
        switch arguments.command {
        case "instance":
            let instance = try ClusteredInstance.make(
                students: try arguments.number("--students"), seed: UInt64(try arguments.number("--seed")))
            write(instance, weighted: arguments.has("--weighted"))
            return true
        case "pairs" where arguments.has("--points"):
            let ground = try ground(arguments)
            print(ground.homes.count, ground.places.count)
            for point in ground.homes + ground.places {
                print(point?.latitude ?? 0, point?.longitude ?? 0)
            }
            return true
        default: return false
        }
    }

    /// Measures; nil for another command.
    static func report(_ arguments: Arguments) throws -> [(String, Double)]? {
        switch arguments.command {
        case "edits":
            return try edits(
                try ClusteredInstance.make(
                    students: try arguments.number("--students"), seed: UInt64(try arguments.number("--seed"))
                ))
        case "pairs": return try pairs(try ground(arguments))
        default: return nil
        }
    }

    /// The text form of `berth match solve`. Weighted, the problems, ranks and travel of a pair are one number, as the
    /// libraries take it that know one cost only.
    private static func write(_ instance: MatchingInstance, weighted: Bool) {
        var text = "\(instance.studentCount) \(instance.settingCount) \(instance.pairCount)\n"
        for capacity in instance.capacities { text += "\(capacity) 0\n" }
        for pair in instance.pairs {
            if weighted {
                let cost = 100_000 * pair.problems + 200 * pair.rank + pair.travel
                text += "\(pair.student) \(pair.setting) 1 0 \(cost) \(pair.band)\n"
            } else {
                text +=
                    "\(pair.student) \(pair.setting) \(pair.rank) \(pair.problems) \(pair.travel) \(pair.band)\n"
            }
        }
        print(text, terminator: "")
    }

    /// A fresh solve, edits of every kind, and explanations of students without a place; seconds.
    private static func edits(_ instance: MatchingInstance) throws -> [(String, Double)] {
        let clock = ContinuousClock()
        var made: EditableFlow?
        let fresh = try clock.measure { made = try EditableFlow(instance) }
        guard let flow = made else { return [] }
        var explained: [Duration] = []
        let relaxations = (0..<instance.settingCount).map {
            Relaxation(.extraPlace(setting: Int32($0)), price: 1)
        }
        for student in flow.unplacedStudents.prefix(100) {
            explained.append(
                clock.measure {
                    _ = flow.reasonUnplaced(Int(student))
                    _ = flow.smallestChanges(placing: Int(student), relaxations: relaxations)
                })
        }
        var random = Seeded(seed: 7)
        var edited: [Duration] = []
        for turn in 0..<400 {
            let student = random.below(flow.studentCount)
            let setting = random.below(flow.settingCount)
            edited.append(clock.measure { try? edit(flow, turn % 4, student, setting) })
        }
        guard flow.certificate.verify(flow.assignment, for: flow.instance).isValid else {
            throw Arguments.Failure(text: "the certificate does not hold after the edits")
        }
        return [
            ("fresh", fresh / .seconds(1)), ("edit", mean(edited)), ("worst_edit", worst(edited)),
            ("explanation", mean(explained)), ("worst_explanation", worst(explained)),
        ]
    }

    private static func edit(_ flow: EditableFlow, _ kind: Int, _ student: Int, _ setting: Int) throws {
        switch kind {
        case 0: try flow.setCapacity(flow.capacity(of: setting) + 1, of: setting)
        case 1: try flow.setCapacity(max(0, flow.capacity(of: setting) - 1), of: setting)
        case 2: try flow.withdraw(student)
        default:
            let place = Int(flow.setting(of: student))
            if place >= 0 { try flow.removePair(student: student, setting: place) }
        }
    }

    private static func mean(_ times: [Duration]) -> Double {
        times.isEmpty ? 0 : times.reduce(.zero, +) / .seconds(1) / Double(times.count)
    }

    private static func worst(_ times: [Duration]) -> Double { (times.max() ?? .zero) / .seconds(1) }

    private static func ground(_ arguments: Arguments) throws -> ClusteredPlaces {
        ClusteredPlaces(
            students: try arguments.number("--students"), placements: try arguments.number("--placements"),
            seed: UInt64(try arguments.number("--seed")))
    }

    /// Every candidate pair with the verdict of all rules; seconds.
    private static func pairs(_ ground: ClusteredPlaces) throws -> [(String, Double)] {
        let rules = try InventedRules.make()
        let clock = ContinuousClock()
        var possible = 0
        var looked = 0
        let spent = clock.measure {
            let table = PairTable(
                students: ground.homes.enumerated().map { InventedRules.student($0, at: $1) },
                placements: ground.places.enumerated().map { InventedRules.placement($0, at: $1) },
                rules: rules)
            let candidates = CandidatePairs(
                homes: ground.homes, places: ground.places,
                stages: ground.homes.indices.map { InventedRules.stage($0) },
                isOpen: { !table.isClosed($0, to: $1) }, limit: 60)
            looked = candidates.count
            for student in 0..<table.studentCount {
                for placement in candidates.placements(of: student)
                where table.verdict(student, Int(placement)).isPossible {
                    possible += 1
                }
            }
        }
        return [("seconds", spent / .seconds(1)), ("looked", Double(looked)), ("possible", Double(possible))]
    }
}
