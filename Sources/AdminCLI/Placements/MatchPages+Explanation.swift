import Domain
import Services

extension MatchPages {
    static func heading(_ explanation: StudentExplanation) -> String {
        var text = "\(explanation.studentRef) in \(explanation.run): "
        if let place = explanation.placedAt {
            text += "placed at \(place).\n"
        } else if let why = explanation.whyUnplaced {
            text += "no place. \(why.words(naming: 6))\n"
        } else {
            text += "no place, but one is free by now: make a new run.\n"
        }
        if explanation.recordsChanged {
            text += "The records have changed since the run; this is about the records as they are now.\n"
        }
        return text + "\n"
    }

    static func changes(_ explanation: StudentExplanation) -> Table {
        if explanation.goal == "stable" { return hosts(explanation.hosts) }
        if explanation.placedAt != nil {
            var table = Table(
                [.key("Rather"), .number("Rank"), TableColumn("What it would cost everybody together")],
                whenEmpty: "There is no placement that this student would rather have.")
            for other in explanation.preferred {
                table.append([
                    TableCell(other.placementRef), TableCell("\(other.rank)"),
                    TableCell(other.price.map { words($0) } ?? "cannot be had"),
                ])
            }
            return table
        }
        var table = Table(
            [
                TableColumn("Smallest change", overflow: .wrapped), TableColumn("What it does"),
                TableColumn("Moves", overflow: .wrapped),
            ], whenEmpty: "No single change places this student.")
        for change in explanation.smallestChanges {
            let moves = change.moves.map { step in
                "\(step.studentRef ?? "another student"): \(step.from ?? "no place") to \(step.to ?? "no place")"
            }
            table.append([
                TableCell(change.detail), TableCell(words(change.objectiveChange)),
                TableCell(moves.joined(separator: "; ")),
            ])
        }
        return table
    }

    private static func hosts(_ hosts: [StudentExplanation.Host]) -> Table {
        var table = Table(
            [
                .key("Rather"), .number("Rank"), .number("Band"), .number("Worst band there"),
                TableColumn("What stands in the way", overflow: .wrapped),
            ], whenEmpty: "There is no placement that this student would rather have.")
        for host in hosts {
            let why =
                switch host.why {
                case .hostPrefersOthers: "everybody there is in a better band"
                case .hostIndifferent: "nobody there is in a worse band"
                case .wouldRather: "nothing: the host would rather have this student too"
                case .closed: "too few students for it to open"
                case .locked: "everybody there is locked"
                }
            table.append([
                TableCell(host.placementRef), TableCell("\(host.rank)"),
                TableCell(host.band.map { "\($0)" } ?? ""), TableCell(host.worstBand.map { "\($0)" } ?? ""),
                TableCell(why),
            ])
        }
        return table
    }

    static func footer(_ explanation: StudentExplanation) -> String {
        let note = explanation.note.map { "\n\($0)\n" } ?? ""
        if explanation.refused.isEmpty { return note }
        var counts: [String: Int] = [:]
        for refused in explanation.refused {
            for reason in refused.reasons { counts[reason, default: 0] += 1 }
        }
        let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            "\($0.value) × \($0.key)"
        }
        return note
            + "\n\(explanation.refused.count) placements are refused: \(parts.joined(separator: ", ")).\n"
    }
}
