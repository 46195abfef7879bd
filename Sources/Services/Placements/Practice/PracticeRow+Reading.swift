import Domain
import FoundationEssentials
import Postgres

/// What the query for practice placements selects.
private struct PracticeColumns: Decodable {
    let practiceId: UUID
    let studentId: UUID
    let placementId: UUID
    let universityId: UUID
    let hostId: UUID
    let version: Int
    let studentRef: String
    let practiceNo: Int
    var givenName: String
    var familyName: String
    var university: String
    let placementRef: String
    var host: String
    var team: String
    var setting: String
    let termId: UUID
    let term: String
    var educatorRef: String?
    var isEducatorOffSite: Bool
    let pathway: String
    let unit: String
    let required: Int
    let weekdays: String
    let placedOn: CalendarDate
    let startsOn: CalendarDate
    let endedOn: CalendarDate?
    let endKind: String?
    let endReasonCode: String?
    let reason: String?
    let overridden: String
    var placementEndsOn: CalendarDate
    var termEndsOn: CalendarDate

    var row: PracticeRow? {
        guard let unit = PracticeUnit(rawValue: unit), let pattern = PracticePattern(digits: weekdays) else {
            return nil
        }
        return PracticeRow(
            id: practiceId, studentID: studentId, placementID: placementId, universityID: universityId,
            hostID: hostId, number: practiceNo, version: version,
            record: PracticeRecord(
                practiceRef: "\(studentRef)/\(practiceNo)", studentRef: studentRef,
                name: "\(givenName) \(familyName)", university: university, placementRef: placementRef,
                host: host, team: team, setting: setting, term: term, educatorRef: educatorRef,
                pathway: pathway, unit: unit, required: required, weekdays: pattern.description,
                placedOn: placedOn, startsOn: startsOn, endedOn: endedOn,
                end: endKind.flatMap { PracticeEndKind(rawValue: $0) }, endReason: endReasonCode,
                reason: reason, overridden: overridden.split(separator: " ").map(String.init)),
            pattern: pattern, placementEndsOn: placementEndsOn, termEndsOn: termEndsOn,
            isEducatorOffSite: isEducatorOffSite)
    }
}

extension Work {
    /// Practice placements that the operator sees, for a condition on `practice`, `student`, `placement`, `term`,
    /// `host` and `university`, by student and number.
    ///
    /// A host sees no students but those who come to it, so who is visible is asked for by the placement's own row.
    func practices(
        where condition: SQL, at moment: Moment, on db: isolated PostgresConnection
    ) throws -> [PracticeRow] {
        let isEnded: SQL = "practice.ended_on <= \(moment.asOf) and practice.ended_at <= \(moment.asAt)"
        let rows = try seeingEverything(on: db) {
            let columns = try db.queryRows(
                """
                select practice.practice_id, practice.student_id, practice.placement_id,
                       university.organisation_id as university_id, host.organisation_id as host_id,
                       practice.version, student.reference as student_ref, practice.practice_no,
                       student.given_name, student.family_name, university.code as university,
                       placement.reference as placement_ref, host.code as host, placement.team,
                       placement.setting, term.term_id, term.code as term, educator.reference as educator_ref,
                       educator.educator_id is not null and educator.organisation_id is null
                           as is_educator_off_site,
                       practice.pathway_code as pathway, practice.unit, practice.required, practice.weekdays,
                       practice.placed_on, practice.starts_on,
                       case when \(isEnded) then practice.ended_on end as ended_on,
                       case when \(isEnded) then practice.end_kind end as end_kind,
                       case when \(isEnded) then practice.end_reason_code end as end_reason_code,
                       practice.reason, array_to_string(practice.overridden, ' ') as overridden,
                       placement.ends_on as placement_ends_on, term.ends_on as term_ends_on
                from berth.practice
                join berth.student
                    on student.partnership_id = practice.partnership_id
                   and student.student_id = practice.student_id
                join berth.organisation as university
                    on university.partnership_id = student.partnership_id
                   and university.organisation_id = student.organisation_id
                join berth.placement
                    on placement.partnership_id = practice.partnership_id
                   and placement.placement_id = practice.placement_id
                join berth.organisation as host
                    on host.partnership_id = placement.partnership_id
                   and host.organisation_id = placement.organisation_id
                join berth.placement_term as term
                    on term.partnership_id = placement.partnership_id and term.term_id = placement.term_id
                left join berth.practice_educator as educator
                    on educator.partnership_id = placement.partnership_id
                   and educator.educator_id = placement.educator_id
                where practice.partnership_id = \(partnership.id) and practice.placed_on <= \(moment.asOf)
                  and practice.placed_at <= \(moment.asAt) and \(condition)
                order by student.reference collate "C", practice.practice_no
                """, as: PracticeColumns.self)
            return try standing(columns, at: moment, on: db)
        }.compactMap(\.row)
        if rows.isEmpty { return [] }
        let seen = Set(
            try db.query(
                """
                select practice_id
                from berth.practice
                where partnership_id = \(partnership.id) and practice_id = any (\(rows.map(\.id)))
                """, as: UUID.self))
        return rows.filter { seen.contains($0.id) }
    }

    /// The same as they were at the moment: students, placements, educators and terms are corrected later.
    private func standing(
        _ rows: [PracticeColumns], at moment: Moment, on db: isolated PostgresConnection
    ) throws -> [PracticeColumns] {
        let students = try former(
            rows.map(\.studentId), before: "student_changed", at: moment, as: StudentRecord.self, on: db)
        let placements = try former(
            rows.map(\.placementId), before: "placement_changed", at: moment, as: PlacementRecord.self, on: db
        )
        let terms = try former(
            rows.map(\.termId), before: "term_changed", at: moment, as: TermRecord.self, on: db)
        let offSite = try offSiteEducators(at: moment, on: db)
        return rows.map { row in
            var row = row
            if let student = students[row.studentId] {
                (row.givenName, row.familyName) = (student.givenName, student.familyName)
                row.university = student.organisation
            }
            if let placement = placements[row.placementId] {
                (row.host, row.team, row.setting) = (
                    placement.organisation, placement.team, placement.setting
                )
                row.educatorRef = placement.educatorRef
                row.placementEndsOn = placement.endsOn
            }
            if let ref = row.educatorRef, let isOffSite = offSite[ref] { row.isEducatorOffSite = isOffSite }
            if row.educatorRef == nil { row.isEducatorOffSite = false }
            if let term = terms[row.termId] { row.termEndsOn = term.endsOn }
            return row
        }
    }

    /// Whether educators worked for no organisation of the partnership at the moment, by reference.
    private func offSiteEducators(
        at moment: Moment, on db: isolated PostgresConnection
    ) throws -> [String: Bool] {
        if moment.asAt >= now { return [:] }
        let present = try db.query(
            """
            select educator_id, reference, organisation_id is null
            from berth.practice_educator
            where partnership_id = \(partnership.id)
            """, as: (UUID, String, Bool).self)
        let former = try former(
            present.map(\.0), before: "educator_changed", at: moment, as: EducatorRecord.self, on: db)
        return Dictionary(
            present.map { ($0.1, former[$0.0].map { $0.organisation == nil } ?? $0.2) },
            uniquingKeysWith: { first, _ in first })
    }

    /// A practice placement by its reference, or a student's by the student's: the one that has not ended, or else the
    /// last.
    ///
    /// - Parameter locked: makes those who change it queue up.
    func practice(
        _ reference: String, at moment: Moment? = nil, locked: Bool = false,
        on db: isolated PostgresConnection
    ) throws -> PracticeRow {
        let condition = PracticeReference(reference).condition
        let moment = moment ?? Moment(present: self)
        func found() throws -> PracticeRow {
            let rows = try practices(where: condition, at: moment, on: db)
            guard let row = rows.last(where: { $0.record.end == nil }) ?? rows.last else {
                throw ServiceError.notFound(
                    "There is no practice placement of \(reference) in \(partnership.name); see berth practice list, or place the student with berth practice place."
                )
            }
            return row
        }
        let row = try found()
        if !locked { return row }
        try db.execute(
            """
            select practice_id
            from berth.practice
            where partnership_id = \(partnership.id) and practice_id = \(row.id)
            for no key update
            """)
        // Whoever waited sees what the other has made of it.
        return try practices(where: "practice.practice_id = \(row.id)", at: moment, on: db).first ?? row
    }

    /// The rules for practice placements on a day, as they were known at a moment: at present, unless one is named.
    func practiceRules(at moment: Moment? = nil, db: isolated PostgresConnection) throws -> PracticeRules {
        let moment = moment ?? Moment(present: self)
        let book = try reference(at: moment, on: db).rules
        do {
            return try PracticeRules(book, on: moment.asOf)
        } catch {
            throw ServiceError(.badData, "\(error) Load the reference data with berth db seed.")
        }
    }
}
