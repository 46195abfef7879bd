public import Domain
import FoundationEssentials
public import Postgres

/// Sets what a student would like, or takes it back.
public struct SetPreference: Verb {
    /// Those who set preferences: of a university for its own students.
    public static var action: Action { .setPreferences }

    let student: String
    let placement: String
    let rank: Int?

    /// - Parameter rank: 1 for the first choice, up to 1,000; nil takes the preference back.
    public init(student: String, placement: String, rank: Int?) {
        self.student = student
        self.placement = placement
        self.rank = rank
    }

    /// Stores.
    ///
    /// - Throws: `badData` for a rank out of range and for a placement that a rule refuses; `conflict` when there is no
    ///   preference to take back.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        let pair = try PairInQuestion(student, placement, work, on: db)
        if let university = pair.student.organisationID, !work.may(.setPreferences, on: university) {
            throw ServiceError(
                .notAllowed,
                "\(pair.student.reference) is of another university, whose preferences \(work.actor.login) may not set."
            )
        }
        if let rank {
            let verdict = try pair.verdict(work, on: db)
            let refusals = verdict.refusals.subtracting(.passing)
            if !refusals.isEmpty {
                throw ServiceError.badData(
                    "\(pair.student.reference) cannot go to \(pair.placement.reference): \(work.words(for: refusals))."
                )
            }
            try pair.set(rank, within: 1...1_000, "rank", PreferencesFile.values, work, on: db)
        } else {
            try pair.remove("preference", PreferencesFile.values, work, on: db)
        }
    }
}

/// Sets how welcome a student is to the host of a placement, or takes that back.
public struct SetHostBand: Verb {
    /// Those who manage placements.
    public static var action: Action { .managePlacements }

    let placement: String
    let student: String
    let band: Int?

    /// - Parameter band: 1 for the most welcome, up to 1,000; nil takes the band back.
    public init(placement: String, student: String, band: Int?) {
        self.placement = placement
        self.student = student
        self.band = band
    }

    /// Stores.
    ///
    /// - Throws: `badData` for a band out of range; `conflict` when there is no band to take back.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        let pair = try PairInQuestion(student, placement, work, on: db)
        if let band {
            try pair.set(band, within: 1...1_000, "band", HostPreferencesFile.values, work, on: db)
        } else {
            try pair.remove("band", HostPreferencesFile.values, work, on: db)
        }
    }
}

/// Sets how long a journey was measured to take, or takes the measurement back, so that it is estimated again.
public struct SetTravel: Verb {
    /// Those who manage students.
    public static var action: Action { .manageStudents }

    let student: String
    let placement: String
    let mode: TravelMode
    let minutes: Int?

    /// - Parameter minutes: one way, up to a day; nil takes the measurement back.
    public init(student: String, placement: String, mode: TravelMode, minutes: Int?) {
        self.student = student
        self.placement = placement
        self.mode = mode
        self.minutes = minutes
    }

    /// Stores.
    ///
    /// - Throws: `badData` for minutes out of range; `conflict` when there is no measurement to take back.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        var pair = try PairInQuestion(student, placement, work, on: db)
        pair.mode = mode.rawValue
        if let minutes {
            try pair.set(minutes, within: 0...1_440, "number of minutes", TravelFile.values, work, on: db)
        } else {
            try pair.remove("measured journey", TravelFile.values, work, on: db)
        }
    }
}

/// One student and one placement of the same term, by reference.
private struct PairInQuestion {
    let student: PairDirectory.Named
    let placement: PairDirectory.Named
    var mode = ""

    init(
        _ student: String, _ placement: String, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        // Imports and single decisions about the same pair queue up.
        try work.queueForReferences(on: db)
        var directory = PairDirectory()
        try directory.load(students: [student], placements: [placement], work, on: db)
        guard let student = directory.students[Reference.key(student)] else {
            throw ServiceError.notFound(
                "There is no student \(student) in \(work.partnership.name); see berth student list.")
        }
        guard let placement = directory.placements[Reference.key(placement)] else {
            throw ServiceError.notFound(
                "There is no placement \(placement) in \(work.partnership.name); see berth placement list.")
        }
        if student.termID != placement.termID {
            throw ServiceError.badData(
                "\(student.reference) and \(placement.reference) are of different terms.")
        }
        self.student = student
        self.placement = placement
    }

    /// What the rules of today say about the two.
    func verdict(_ work: Work, on db: isolated PostgresConnection) throws -> PairVerdict {
        try work.seeingEverything(on: db) {
            let ground = try PairGround(
                students: "student.student_id = \(student.id)",
                placements: "placement.placement_id = \(placement.id)", date: work.today, work, on: db)
            let travel = try work.givenTravel(
                where: "travel.student_id = \(student.id) and travel.placement_id = \(placement.id)", on: db)
            return ground.verdict(
                0, 0, given: travel[PairKey(student: student.id, placement: placement.id)] ?? .nothing)
        }
    }

    func set(
        _ number: Int, within range: ClosedRange<Int>, _ what: String, _ values: PairValues, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        guard range.contains(number) else {
            throw ServiceError.badData(
                "\(number) is no \(what); give one from \(range.lowerBound) to \(range.upperBound).")
        }
        let value = PairValues.Value(student: student, placement: placement, mode: mode, number: number)
        if try values.read([value], work, on: db)[value.key] == number {
            throw ServiceError.conflict(
                "That is what is stored of \(student.reference) and \(placement.reference) already.")
        }
        try values.write([value], work, on: db)
    }

    func remove(
        _ what: String, _ values: PairValues, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let value = PairValues.Value(student: student, placement: placement, mode: mode, number: 0)
        guard let number = try values.read([value], work, on: db)[value.key] else {
            throw ServiceError.conflict(
                "There is no \(what) of \(student.reference) and \(placement.reference) to take back.")
        }
        try values.remove(
            [.init(student: student, placement: placement, mode: mode, number: number)], work, on: db)
    }
}
