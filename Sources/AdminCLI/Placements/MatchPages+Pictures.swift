import Services

/// The tables behind the pictures of a match.
extension MatchPages {
    static func heading(_ map: MatchMap) -> String {
        let placed = map.students.count { $0.placed }
        let seen = map.partial ? " (of those you may see)" : ""
        return
            "\(map.run.ref)  \(map.run.term), \(map.run.status)\n\(placed) of \(map.students.count) students have a place\(seen)\n\n"
    }

    static func map(_ map: MatchMap) -> Table {
        var table = Table(
            [
                .key("Student"), .key("Placement"), TableColumn("Choice"), .number("Kilometres"),
                TableColumn("Decided"), .number("Bottleneck"),
            ], whenEmpty: "Nobody is in this run.")
        for student in map.students {
            table.append([
                TableCell(student.studentRef),
                student.placed
                    ? TableCell(student.placementRef ?? "out of sight") : TableCell("no place", tone: .bad),
                TableCell(student.choice?.displayName ?? ""),
                TableCell(student.kilometres.map { "\($0)" } ?? ""),
                TableCell(student.locked ? "locked" : ""),
                TableCell(student.bottleneck.map { "\($0)" } ?? ""),
            ])
        }
        return table
    }

    /// The bottlenecks that the table numbers.
    static func bottlenecks(_ map: MatchMap) -> String {
        map.bottlenecks.enumerated().map { "\nBottleneck \($0 + 1): \($1.words)\n" }.joined()
    }

    static func heading(_ load: MatchLoad) -> String {
        let places = load.settings.reduce(0) { $0 + $1.load.capacity }
        let taken = load.settings.reduce(0) { $0 + $1.load.taken }
        let seen = load.partial ? " (of those you may see)" : ""
        return
            "\(load.run.ref)  \(load.run.term), \(load.run.status)\n\(taken) of \(places) places are taken\(seen)\n\n"
    }

    static func load(_ load: MatchLoad) -> Table {
        var table = Table(
            [
                .key("Setting"), .key("Placement"), TableColumn("Team"), TableColumn("Host"),
                .number("Places"), .number("Taken"), .number("Free"), .number("Minimum"),
                .number("Listed first by"), TableColumn("State"),
            ], whenEmpty: "No placement of this run can be seen.")
        for setting in load.settings {
            table.append(
                [TableCell(setting.setting), TableCell("all"), TableCell(""), TableCell("")]
                    + cells(setting.load))
            for placement in setting.placements {
                table.append(
                    [
                        TableCell(setting.setting), TableCell(placement.placementRef),
                        TableCell(placement.team), TableCell(placement.host),
                    ] + cells(placement.load))
            }
        }
        return table
    }

    private static func cells(_ load: MatchLoad.Load) -> [TableCell] {
        [
            TableCell("\(load.capacity)"), TableCell("\(load.taken)"), TableCell("\(load.free)"),
            TableCell(load.minimum > 0 ? "\(load.minimum)" : ""), TableCell("\(load.demand)"),
            TableCell(load.status),
        ]
    }
}
