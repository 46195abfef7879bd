import Domain
import Services

/// Posts and who is in them, for people.
enum WorkforceTables {
    static func posts(_ lines: [PostLine]) -> Table {
        var table = Table(
            [
                .key("Post"), TableColumn("Title"), TableColumn("Role"), TableColumn("Team"),
                TableColumn("Organisation"), .number("FTE"), .key("State"), .number("Employees"),
                .number("Agency"), .number("Vacancy"), .key("Cover until"), .key("Created"),
                .key("Kept for"),
            ],
            whenEmpty:
                "There is no such post; add one with berth post add, or import them with berth import posts.")
        for line in lines {
            let post = line.post
            table.append([
                TableCell(post.postRef), TableCell(post.title), TableCell(post.role),
                TableCell(post.team ?? ""), TableCell(post.organisation), TableCell(post.fte.description),
                TableCell(line.state, tone: tone(line.state)),
                TableCell(line.employees.map(String.init) ?? ""),
                TableCell(line.agency.map(String.init) ?? ""), TableCell(line.vacancyFte.description),
                TableCell(line.coverUntil?.description ?? ""), TableCell(post.createdOn.description),
                TableCell(post.reservedFor ?? (line.reserved ? "a recruit" : "")),
            ])
        }
        return table
    }

    static func page(_ line: PostLine, _ terminal: Terminal) -> String {
        let post = line.post
        var list = KeyValueList()
        list.append("Post", TableCell(post.postRef))
        list.append("Title", TableCell(post.title))
        list.append("Organisation", TableCell(post.organisation))
        list.append("Role", TableCell(post.role))
        list.append("Team", TableCell(post.team ?? ""))
        list.append("Regulator", TableCell(post.regulator ?? ""))
        list.append("Full-time equivalents", TableCell(post.fte.description))
        list.append("State", TableCell(line.state, tone: tone(line.state)))
        list.append("Vacancy", TableCell(line.vacancyFte.description))
        list.append("Created", TableCell(post.createdOn.longText))
        if let closed = post.closedOn { list.append("Deleted", TableCell(closed.longText, tone: .bad)) }
        list.append("Frozen", TableCell(Self.frozen(post.frozen)))
        list.append(
            "Kept for", TableCell(post.reservedFor == nil && line.reserved ? "a recruit" : kept(post)))
        if !post.reservedBefore.isEmpty {
            list.append("Kept before for", TableCell(post.reservedBefore.joined(separator: ", ")))
        }
        return list.rendered(for: terminal)
    }

    /// For whom a post is kept, since when, and when they are expected; empty for nobody.
    static func kept(_ post: PostRecord) -> String {
        guard let candidate = post.reservedFor else { return "" }
        let since = post.reservedOn.map { " since \($0.longText)" } ?? ""
        return candidate + since + (post.reservedFrom.map { ", expected on \($0.longText)" } ?? "")
    }

    /// Recruits who have started and are in no post.
    static func starters(_ starters: [StarterWithoutPost]) -> Table {
        var table = Table(
            [
                .key("Candidate"), TableColumn("Organisation"), .key("Role"), TableColumn("Team"),
                .key("Started"), .key("Kept for them"),
            ], whenEmpty: "Everybody who has started is in a post.")
        for starter in starters {
            table.append([
                TableCell(starter.candidateRef), TableCell(starter.organisation), TableCell(starter.role),
                TableCell(starter.team ?? ""), TableCell(starter.startedOn.description),
                TableCell(starter.reservedPost ?? ""),
            ])
        }
        return table
    }

    /// The times for which a post is frozen, for people.
    static func frozen(_ spells: [String]) -> String {
        spells.map { FrozenSpell($0)?.words ?? $0 }.joined(separator: ", ")
    }

    /// - Parameter records: nil where they are not told.
    static func assignments(_ records: [AssignmentRecord]?) -> Table {
        var table = Table(
            [
                .key("Post"), .key("Person"), .key("Kind"), .number("FTE"), .key("From"), .key("To"),
                .key("Cover until"), TableColumn("Route"), TableColumn("Reason"),
                TableColumn("Plan", overflow: .wrapped), .number("Cases"), .number("Days lost"),
                .key("Counted"),
            ],
            whenEmpty: records == nil
                ? "Who is in it is told to those only who may \(Action.viewWorkforcePersons.phrase)."
                : "Nobody is in these posts.")
        for record in records ?? [] {
            table.append([
                TableCell(record.postRef), TableCell(record.personRef), TableCell(record.kind.rawValue),
                TableCell(record.fte.description), TableCell(record.startedOn.description),
                TableCell(record.endedOn?.description ?? ""),
                TableCell(record.coverUntil?.description ?? ""), TableCell(record.route ?? ""),
                TableCell(record.leavingReason ?? ""), TableCell(record.coverPlan ?? ""),
                TableCell(record.cases.map(String.init) ?? ""),
                TableCell(record.daysLost?.description ?? ""), TableCell(record.countedOn?.description ?? ""),
            ])
        }
        return table
    }

    private static func tone(_ state: String) -> Tone? {
        switch state {
        case "vacant": .bad
        case "covered": .warning
        case "filled": .good
        default: .quiet
        }
    }
}
