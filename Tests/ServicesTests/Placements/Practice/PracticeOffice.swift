import Domain
import OfficeSupport
import Postgres
@testable import Services

/// A published match of three first-placement students: S/A at P/1 of the council, S/B at P/2 and S/C at P/3 of the trust,
/// all from 7 November 2022; P/4 of the council is free. `una` is of the university, `hugo` of the trust.
struct PracticeOffice: Sendable {
    let match: MatchOffice

    static var town: MatchTown {
        var town = MatchTown(
            students: [
                .init(ref: "S/A", adjustments: "step_free"), .init(ref: "S/B"),
                .init(ref: "S/C", university: "other_university"),
            ],
            places: [
                .init(ref: "P/1", setting: "children", adjustments: "step_free"),
                .init(ref: "P/2", host: "tavy_trust", setting: "hospital"),
                .init(ref: "P/3", host: "tavy_trust", setting: "adults"),
                .init(ref: "P/4", setting: "adults", adjustments: "step_free"),
            ])
        town.wishes = ["S/A": ["P/1", "P/4"], "S/B": ["P/2", "P/4"], "S/C": ["P/3", "P/4"]]
        return town
    }

    static func open(_ body: (PracticeOffice) async throws -> Void) async throws {
        try await MatchOffice.open(town) { match in
            let run = try await match.fresh()
            try await match.perform(PublishMatch(reference: run.ref), as: "cora")
            try await body(PracticeOffice(match: match))
        }
    }

    var office: Office { match.office }

    @discardableResult
    func perform<V: Verb>(_ verb: V, as login: String = "cora", on date: String? = nil) async throws
        -> V.Output
    {
        if let date { office.clock.set(try day(date)) }
        return try await office.perform(verb, as: login)
    }

    /// Records that a placement started as planned, with its meeting before, and enters the days of its first weeks.
    func start(_ student: String, workedUntil: String? = nil) async throws {
        try await perform(
            RecordPracticeMilestone(reference: student, milestone: "agreement_meeting"), on: "2022-10-31")
        try await perform(
            RecordPracticeMilestone(reference: student, milestone: "started"), on: "2022-11-07")
        if let workedUntil {
            try await perform(
                RecordPracticeDays(
                    reference: student, from: try day("2022-11-07"), through: try day(workedUntil)),
                on: workedUntil)
        }
    }

    /// What an export writes.
    func export(_ kind: String) async throws -> String {
        try await office.export(kind)
    }

    /// The placements with where they stand, ended ones too.
    func lines(asOf: String? = nil, as login: String = "cora") async throws -> [PracticeLine] {
        try await office.perform(
            ListPractices(PracticeChoice(asOf: try asOf.map { try day($0) }), ended: true), as: login
        ).practices
    }

    /// The deadlines of the placements: reference, date and state.
    func deadlines(_ milestone: String, asOf: String? = nil) async throws -> [String] {
        try await office.perform(
            ListDeadlines(
                round: nil, dueWithin: nil, states: [], asOf: try asOf.map { try day($0) })
        ).deadlines.filter { $0.milestone == milestone && $0.kind == "practice_due" }.map {
            "\($0.subjectRef) \($0.dueOn) \($0.state)"
        }.sorted()
    }
}
