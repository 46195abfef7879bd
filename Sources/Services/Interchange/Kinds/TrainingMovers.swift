import Domain
import FoundationEssentials
import Postgres

/// Those of a file of events who go on at one partner with what they began at another: they leave before they start.
struct TrainingMovers {
    private var started: [(row: ImportRow, record: ApprenticeRecord, on: CalendarDate)] = []
    private var left: [String: CalendarDate] = [:]

    /// Keeps what an apprenticeship has to do with a move.
    ///
    /// - Parameters:
    ///   - episode: with the events of the file.
    ///   - start: the row of the file in which it starts; nil where it has none.
    mutating func add(_ record: ApprenticeRecord, _ episode: ApprenticeshipEpisode, start: ImportRow?) {
        left[TrainingPeople.name(record)] = episode.day(of: .transferred)
        if let start, let on = episode.startedOn, record.transferredFrom != nil {
            started.append((start, record, on))
        }
    }

    /// Reports every start of somebody who has not left by then.
    func judge(
        _ work: Work, on db: isolated PostgresConnection, fault: (ImportRow, String) -> Void
    ) throws {
        let stored = try work.formerApprenticeships(started.compactMap(\.record.transferredFrom), on: db)
        for one in started {
            guard let name = one.record.formerName else { continue }
            let day = try left[name] ?? stored[name]?.episode().day(of: .transferred)
            if let reason = one.record.formerFault(startingOn: one.on, left: day) { fault(one.row, reason) }
        }
    }
}
