import FoundationEssentials

/// What a version of a signed report says differently from the one before, and because of which records.
public struct ReturnDifference: Sendable, Codable, Hashable {
    /// A figure that differs.
    public struct Figure: Sendable, Codable, Hashable {
        /// The key of the figure.
        public let figure: String
        /// What it was; nil where none was shown.
        @ExplicitNull public var before: String?
        /// What it is; nil where none is shown.
        @ExplicitNull public var after: String?
        /// Records about whoever counts differently that there were not, or not in this revision.
        public let recordsNew: [String]
        /// Records about them that there are not any more, such as an event that was taken back.
        public let recordsGone: [String]

        /// The same without what tells whom it is about.
        var withoutRecords: Figure {
            Figure(figure: figure, before: before, after: after, recordsNew: [], recordsGone: [])
        }
    }

    /// The version that this one is compared with.
    public let sinceVersion: Int
    /// The figures that differ, by key.
    public var figures: [Figure]
    /// How many records went in that had not.
    public let recordsNew: Int
    /// How many records had gone in and did not any more.
    public let recordsGone: Int

    init(from before: KeptReport, version: Int, to after: KeptReport) {
        let (old, new) = (Side(before, unlike: after), Side(after, unlike: before))
        sinceVersion = version
        figures = Set(old.figures.keys).union(new.figures.keys).sorted().compactMap { key in
            let (was, now) = (old.figures[key], new.figures[key])
            if was?.value == now?.value { return nil }
            // The records of a figure that is not shown would tell it.
            let isShown = (was == nil || was?.value != nil) && (now == nil || now?.value != nil)
            let why = isShown ? Self.reasons(old, was, new, now) : (new: [], gone: [])
            return Figure(
                figure: key, before: was?.value, after: now?.value, recordsNew: why.new,
                recordsGone: why.gone)
        }
        recordsNew = new.changed(Array(0..<after.behind)).count
        recordsGone = old.changed(Array(0..<before.behind)).count
    }

    /// The records of which a figure differs: what changed about those who count otherwise than they did, in it or no
    /// more; where everybody counts as they did, what changed among its own records.
    private static func reasons(
        _ old: Side, _ was: KeptReport.Figure?, _ new: Side, _ now: KeptReport.Figure?
    ) -> (new: [String], gone: [String]) {
        let (before, after) = (old.amounts(of: was), new.amounts(of: now))
        let moved = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        let why = (new.changed(about: moved), old.changed(about: moved))
        if !why.0.isEmpty || !why.1.isEmpty { return why }
        return (new.changed(now?.records ?? []), old.changed(was?.records ?? []))
    }

    /// One of the two versions.
    private struct Side {
        let figures: [String: KeptReport.Figure]
        private let records: [KeptReport.Record]
        /// The positions of the records that the other version does not have, by what they are about.
        private let changed: Set<Int>
        private let changedAbout: [UUID: [Int]]

        init(_ report: KeptReport, unlike other: KeptReport) {
            figures = Dictionary(report.figures.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
            records = report.records
            let known = Set(other.records.map(\.key))
            changed = Set(records.indices.filter { !known.contains(report.records[$0].key) })
            var about: [UUID: [Int]] = [:]
            for place in changed {
                for subject in report.records[place].about { about[subject, default: []].append(place) }
            }
            changedAbout = about
        }

        /// How much everybody adds to each sum of a figure.
        func amounts(of figure: KeptReport.Figure?) -> [UUID: [Int: Int]] {
            var amounts: [UUID: [Int: Int]] = [:]
            for (number, sum) in (figure?.sums ?? []).enumerated() {
                for (record, amount) in zip(sum.records, sum.amounts) {
                    if let subject = records[record].about.first {
                        amounts[subject, default: [:]][number, default: 0] += amount
                    }
                }
            }
            return amounts
        }

        /// Those of some records that the other version does not have.
        func changed(_ places: [Int]) -> [String] { keys(changed.intersection(places)) }

        /// The records about some people or things that the other version does not have.
        func changed(about subjects: Set<UUID>) -> [String] {
            keys(Set(subjects.flatMap { changedAbout[$0] ?? [] }))
        }

        private func keys(_ places: Set<Int>) -> [String] { places.map { records[$0].key }.sorted() }
    }
}
