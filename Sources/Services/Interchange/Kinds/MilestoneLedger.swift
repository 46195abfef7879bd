import Domain
import FoundationEssentials
import Postgres

/// The facts of every candidate that an import has met, recorded ones and those of the file.
///
/// A million facts have to fit, so there is one flat array of each thing and nothing of an object per fact.
struct MilestoneLedger: Sendable {
    /// Where a fact goes: a candidate by index, a milestone by its index in the pathway.
    struct Place {
        let candidate: Int
        let milestone: Int
    }

    /// A candidate that the file names.
    struct Candidate: Sendable {
        let id: UUID
        /// As it is stored, however the file spells it.
        let reference: String
        let pathway: Int
        let exit: CandidateExit?
        /// Where the milestones of this candidate begin in the flat arrays.
        let start: Int
    }

    /// What a row meets.
    enum Entry {
        /// Nothing: it is a fact to store, as this revision.
        case new(revision: Int16)
        /// A recorded fact.
        case recorded(CalendarDate)
        /// An earlier row, in this line.
        case inFile(line: Int)
    }

    /// A row that may not be recorded.
    struct Objection {
        let line: Int
        let milestone: String
        let reason: String
    }

    private let pathways: [Pathway]
    private let placeOfPathway: [String: Int]
    private(set) var candidates: [Candidate] = []
    private var places: [String: Int32] = [:]
    private var dates: [CalendarDate?] = []
    private var revisions: [Int16] = []
    /// Whether a fact is knowingly out of order.
    private var overridden: [Bool] = []
    /// The line of a fact of the file; 0 for a recorded one.
    private var lines: [Int32] = []

    init(reference: ReferenceData) {
        pathways = reference.pathwayCodes.compactMap { reference.pathways[$0] }
        var places: [String: Int] = [:]
        for (index, pathway) in pathways.enumerated() { places[pathway.code] = index }
        placeOfPathway = places
    }

    /// The index of a candidate that was loaded; nil for one that does not exist.
    ///
    /// - Parameter key: the ``Reference/key(_:)`` of the reference.
    func index(of key: String) -> Int? {
        guard let index = places[key], index >= 0 else { return nil }
        return Int(index)
    }

    /// The pathway of a candidate.
    func pathway(of candidate: Int) -> Pathway { pathways[candidates[candidate].pathway] }

    /// The number of the last revision of a milestone; 0 for none.
    func revision(at place: Place) -> Int16 { revisions[candidates[place.candidate].start + place.milestone] }

    /// Enters a row of the file.
    ///
    /// - Parameter isOverridden: whether the row is knowingly out of order.
    mutating func enter(_ date: CalendarDate, at place: Place, line: Int, isOverridden: Bool) -> Entry {
        let index = candidates[place.candidate].start + place.milestone
        if lines[index] != 0 { return .inFile(line: Int(lines[index])) }
        if let earlier = dates[index] { return .recorded(earlier) }
        dates[index] = date
        lines[index] = Int32(clamping: line)
        overridden[index] = isOverridden
        return .new(revision: revisions[index] + 1)
    }

    /// Reads candidates that have not been met yet, with their facts and how they left, and locks them, as everybody
    /// does who records a fact.
    ///
    /// - Parameter keys: the ``Reference/key(_:)`` of each reference.
    mutating func load(_ keys: [String], _ work: Work, on db: isolated PostgresConnection) throws {
        var new: [String] = []
        for key in keys where places[key] == nil {
            places[key] = -1
            new.append(key)
        }
        if new.isEmpty { return }
        let rows = try db.query(
            """
            select candidate_id, reference_key, pathway_code, reference
            from berth.candidate
            where partnership_id = \(work.partnership.id) and reference_key = any (\(new))
            order by candidate_id
            for update
            """, as: (UUID, String, String, String).self)
        if rows.isEmpty { return }
        let ids = rows.map(\.0)
        let exits = try exits(of: ids, work, on: db)
        var indices: [UUID: Int] = [:]
        for row in rows {
            guard let pathway = placeOfPathway[row.2] else { continue }
            indices[row.0] = candidates.count
            places[row.1] = Int32(clamping: candidates.count)
            candidates.append(
                Candidate(
                    id: row.0, reference: row.3, pathway: pathway, exit: exits[row.0], start: dates.count))
            let count = pathways[pathway].count
            dates.append(contentsOf: repeatElement(nil, count: count))
            revisions.append(contentsOf: repeatElement(0, count: count))
            overridden.append(contentsOf: repeatElement(false, count: count))
            lines.append(contentsOf: repeatElement(0, count: count))
        }
        let facts = try db.query(
            """
            select subject_id, milestone_code, revision, happened_on, override_reason is not null
            from berth.milestone_fact
            where partnership_id = \(work.partnership.id) and subject_id = any (\(ids))
            order by subject_id, milestone_code, revision
            """, as: (UUID, String, Int16, CalendarDate?, Bool).self)
        for fact in facts {
            // A milestone of an earlier pathway says nothing about this one.
            guard let index = indices[fact.0], let milestone = pathway(of: index).index(of: fact.1) else {
                continue
            }
            let place = candidates[index].start + milestone
            dates[place] = fact.3
            revisions[place] = fact.2
            overridden[place] = fact.4
        }
    }

    private func exits(
        of ids: [UUID], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: CandidateExit] {
        let events = try db.query(
            """
            select candidate_id, kind, happened_on, round_id, reason_code
            from berth.candidate_event
            where partnership_id = \(work.partnership.id) and candidate_id = any (\(ids))
              and kind in ('withdrawn', 'rejected', 'reinstated')
            order by candidate_id, happened_on, sequence
            """, as: (UUID, String, CalendarDate, UUID?, String?).self)
        var standings: [UUID: CandidateStanding] = [:]
        for event in events {
            guard let kind = CandidateEventKind(rawValue: event.1) else { continue }
            standings[event.0, default: CandidateStanding()].apply(
                CandidateEvent(kind: kind, on: event.2, roundID: event.3, reasonCode: event.4))
        }
        return standings.compactMapValues(\.exit)
    }

    /// Judges the order of the file's facts as if they had been recorded one by one, in the order of their dates
    /// and, on one day, of the pathway.
    func objections() -> [Objection] {
        candidates.indices.filter { !isInOrder($0) }.flatMap { objections(to: $0, candidates[$0].reference) }
    }

    /// Whether everything that the file's facts need is there and not later, and nothing that needs them earlier:
    /// then none of them can meet an objection, in whatever order they come.
    private func isInOrder(_ candidate: Int) -> Bool {
        let start = candidates[candidate].start
        let pathway = pathway(of: candidate)
        for milestone in 0..<pathway.count {
            guard let date = dates[start + milestone] else { continue }
            let isNew = lines[start + milestone] != 0
            if overridden[start + milestone] { continue }
            for needed in pathway.prerequisites(of: milestone) where isNew || lines[start + needed] != 0 {
                guard let before = dates[start + needed], before <= date else { return false }
            }
        }
        return true
    }

    /// Whether a row of the file is knowingly out of order, or something that it needs was knowingly put after it, as
    /// a correction does.
    private func isExcused(_ milestone: Int, on date: CalendarDate, of candidate: Int) -> Bool {
        let start = candidates[candidate].start
        if overridden[start + milestone] { return true }
        return pathway(of: candidate).prerequisites(of: milestone).contains { needed in
            guard overridden[start + needed], lines[start + needed] != 0, let before = dates[start + needed]
            else { return false }
            return before > date
        }
    }

    private func objections(to candidate: Int, _ reference: String) -> [Objection] {
        let start = candidates[candidate].start
        let pathway = pathway(of: candidate)
        var recorded: [(String, Int, CalendarDate?, Bool)] = []
        var rows: [(date: CalendarDate, milestone: Int)] = []
        for milestone in 0..<pathway.count {
            guard let date = dates[start + milestone] else { continue }
            if lines[start + milestone] == 0 {
                recorded.append((pathway.milestones[milestone].code, 1, date, overridden[start + milestone]))
            } else {
                rows.append((date, milestone))
            }
        }
        rows.sort { ($0.date, $0.milestone) < ($1.date, $1.milestone) }
        var objections: [Objection] = []
        for row in rows {
            let code = pathway.milestones[row.milestone].code
            let history = MilestoneHistory(pathway: pathway, subjectRef: reference, rows: recorded)
            var reason: String?
            if !isExcused(row.milestone, on: row.date, of: candidate) {
                reason = history.objection(to: row.milestone, on: row.date)
            }
            if let reason {
                objections.append(
                    Objection(line: Int(lines[start + row.milestone]), milestone: code, reason: reason))
            }
            // Also after an objection, so that what needs this one is not found wanting; but as if knowingly out of
            // order, so that it does not stand against those it should have come after.
            recorded.append((code, 1, row.date, reason != nil || overridden[start + row.milestone]))
        }
        return objections
    }
}
