import Domain
import FoundationEssentials
import Postgres

/// What does not go together in posts: people in a post that is deleted, more employees than the post has room for,
/// one person twice, and one person with more than standard hours over several posts of one organisation. The statutory
/// return adds up full-time equivalents as they are, so that more than 1 of one person would be somebody who is not
/// there; who works in two posts has a part of the hours in each. Nobody has lost more days than since they came.
struct EstablishmentCheck {
    /// One fault.
    struct Fault: Sendable {
        /// The assignment that is too many.
        let assignmentID: UUID
        /// Those that it does not go together with, itself included.
        let together: [UUID]
        let postID: UUID
        /// What is wrong and what to do, in a sentence.
        let reason: String
    }

    /// Looks through posts as they stand now, inside the transaction that has changed them.
    ///
    /// - Parameter posts: a query of the keys of the posts.
    static func faults(
        of posts: SQL, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [Fault] {
        let rows = try db.query(
            """
            with checked as (
                select post.post_id, post.reference, version.fte, version.closed_on
                from berth.post
                join berth.post_version as version
                    on version.partnership_id = post.partnership_id and version.post_id = post.post_id
                where post.partnership_id = \(work.partnership.id) and version.superseded_at = 'infinity'
                  and post.post_id in (\(posts))
            ), held as (
                select assignment.assignment_id, assignment.organisation_id, assignment.post_id,
                       assignment.person_ref, assignment.person_key, assignment.kind, assignment.fte,
                       assignment.started_on, assignment.ended_on, assignment.counted_on,
                       assignment.days_lost
                from berth.assignment
                join checked on checked.post_id = assignment.post_id
                where assignment.partnership_id = \(work.partnership.id)
                  and assignment.superseded_at = 'infinity'
            )
            select 1, held.assignment_id, array[held.assignment_id], checked.reference, held.person_ref,
                   checked.closed_on, 0, 0, held.post_id
            from held
            join checked on checked.post_id = held.post_id
            where held.ended_on is null and checked.closed_on is not null or held.ended_on > checked.closed_on
               or held.started_on >= checked.closed_on
            union all
            select 3, held.assignment_id, array_agg(other.assignment_id), checked.reference, held.person_ref,
                   held.started_on, sum(other.fte)::integer, checked.fte, held.post_id
            from held
            join checked on checked.post_id = held.post_id
            join held as other
                on other.post_id = held.post_id and other.kind = 'employee'
               and other.started_on <= held.started_on
               and (other.ended_on is null or other.ended_on > held.started_on)
            where held.kind = 'employee'
            group by held.assignment_id, held.post_id, checked.reference, held.person_ref, held.started_on, checked.fte
            having sum(other.fte) > checked.fte
            union all
            select 2, held.assignment_id, array[held.assignment_id, earlier.assignment_id], checked.reference,
                   held.person_ref, earlier.started_on, 0, 0, held.post_id
            from held
            join checked on checked.post_id = held.post_id
            join held as earlier
                on earlier.post_id = held.post_id and earlier.person_key = held.person_key
               and (earlier.started_on, earlier.assignment_id) < (held.started_on, held.assignment_id)
               and (earlier.ended_on is null or earlier.ended_on > held.started_on)
               and (held.ended_on is null or held.ended_on > held.started_on)
            union all
            select 4, own.assignment_id, array_agg(other.assignment_id),
                   string_agg(
                       trim_scale(other.fte / 10000.0) || ' in ' || place.reference, ', '
                       order by other.started_on, place.reference),
                   own.person_ref, own.started_on, sum(other.fte)::integer, 0, min(mine.post_id::text)::uuid
            from (
                select distinct on (organisation_id, person_key) organisation_id, person_key, post_id
                from held
            ) as mine
            join berth.assignment as own
                on own.partnership_id = \(work.partnership.id) and own.superseded_at = 'infinity'
               and own.organisation_id = mine.organisation_id and own.person_key = mine.person_key
            join berth.assignment as other
                on other.partnership_id = own.partnership_id and other.superseded_at = 'infinity'
               and other.organisation_id = own.organisation_id and other.person_key = own.person_key
               and other.started_on <= own.started_on
               and (other.ended_on is null or other.ended_on > own.started_on)
            join berth.post as place
                on place.partnership_id = other.partnership_id and place.post_id = other.post_id
            group by own.assignment_id, own.person_ref, own.started_on
            having sum(other.fte) > 10000 and count(distinct other.post_id) > 1
            union all
            select 5, held.assignment_id, array[held.assignment_id], checked.reference, held.person_ref,
                   counted.on_day, counted.days_lost, came.days, held.post_id
            from held
            join checked on checked.post_id = held.post_id
            cross join lateral unnest(held.counted_on, held.days_lost) as counted (on_day, days_lost)
            cross join lateral (
                select counted.on_day - min(own.started_on) + 1 as days
                from berth.assignment as own
                where own.partnership_id = \(work.partnership.id) and own.superseded_at = 'infinity'
                  and own.organisation_id = held.organisation_id and own.person_key = held.person_key
            ) as came
            where counted.days_lost > 10000 * came.days::bigint
            order by 1, 4, 5
            limit 10000
            """, as: (Int, UUID, [UUID], String, String, CalendarDate?, Int, Int, UUID).self)
        return rows.map { row in
            Fault(assignmentID: row.1, together: row.2, postID: row.8, reason: reason(row))
        }
    }

    private static func reason(
        _ row: (Int, UUID, [UUID], String, String, CalendarDate?, Int, Int, UUID)
    ) -> String {
        let date = row.5?.description ?? ""
        switch row.0 {
        case 1:
            return
                "The post \(row.3) is deleted on \(date), so \(row.4) cannot be in it after that; end the assignment by then or keep the post."
        case 3:
            let held = FTE(tenThousandths: row.6)
            let room = FTE(tenThousandths: row.7)
            return
                "With \(row.4) the employees of the post \(row.3) come to \(held) on \(date), more than its \(room); end an assignment or use another post."
        case 4:
            return
                "\(row.4) would work \(FTE(tenThousandths: row.6)) on \(date): \(row.3). One person is at most 1 in an organisation; end or correct one of them first."
        case 5:
            return
                "\(row.4) has lost \(FTE(tenThousandths: row.6)) days by \(date), \(row.7.counted("day")) after coming, that one included; days lost are of the twelve months up to the day, or since the start."
        default:
            return
                "\(row.4) is in the post \(row.3) already from \(date); end that assignment first or correct it."
        }
    }

    /// Refuses what one verb has made of a post.
    ///
    /// - Throws: as ``refuse(posts:_:on:)`` does.
    static func refuse(post id: UUID, _ work: Work, on db: isolated PostgresConnection) throws {
        try refuse(posts: "select \(id)::uuid", work, on: db)
    }

    /// Refuses what one verb has made of several posts, which a query tells.
    ///
    /// - Throws: `conflict` with the first fault, and every one in the details.
    static func refuse(posts: SQL, _ work: Work, on db: isolated PostgresConnection) throws {
        let faults = try faults(of: posts, work, on: db)
        guard let first = faults.first else { return }
        throw ServiceError(.conflict, first.reason, details: faults.map { .init(reason: $0.reason) })
    }
}
