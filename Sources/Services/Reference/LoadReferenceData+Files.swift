import Postgres

extension LoadReferenceData {
    /// The files in the order in which they refer to each other.
    static let files: [File] = [
        File(
            name: "bank_holidays", columns: ["division", "date", "title", "notes"],
            prune: { columns in
                """
                delete from berth.bank_holiday as kept
                where not exists (
                    select from unnest(\(columns[0]), \(columns[1])) as given (division, held_on)
                    where given.division = kept.division and given.held_on::date = kept.held_on
                )
                """
            }
        ) { columns in
            """
            insert into berth.bank_holiday as kept (division, held_on, title, notes)
            select given.division, given.held_on::date, given.title, coalesce(given.notes, '')
            from unnest(\(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]))
                as given (division, held_on, title, notes)
            on conflict (division, held_on) do update set title = excluded.title, notes = excluded.notes
            where (kept.title, kept.notes) is distinct from (excluded.title, excluded.notes)
            """
        },
        File(name: "countries", columns: ["country", "name"]) { columns in
            """
            insert into berth.country as kept (country_code, name)
            select given.country, given.name
            from unnest(\(columns[0]), \(columns[1])) as given (country, name)
            on conflict (country_code) do update set name = excluded.name
            where kept.name is distinct from excluded.name
            """
        },
        File(
            name: "country_list_entries",
            columns: ["list", "country", "effective_from", "effective_to", "source", "checked_on", "note"],
            prune: { columns in
                """
                delete from berth.country_list_entry as kept
                where not exists (
                    select from unnest(\(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]))
                        as given (list, country, effective_from, effective_to)
                    where given.list = kept.list_code and given.country = kept.country_code
                      and daterange(given.effective_from::date, given.effective_to::date, '[]')
                          = kept.effective
                )
                """
            }
        ) { columns in
            """
            insert into berth.country_list_entry as kept (
                list_code, country_code, effective, source, checked_on, note)
            select given.list, given.country,
                   daterange(given.effective_from::date, given.effective_to::date, '[]'),
                   given.source, given.checked_on::date, coalesce(given.note, '')
            from unnest(\(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]), \(columns[4]),
                        \(columns[5]), \(columns[6]))
                as given (list, country, effective_from, effective_to, source, checked_on, note)
            on conflict (list_code, country_code, effective) do update
            set source = excluded.source, checked_on = excluded.checked_on, note = excluded.note
            where (kept.source, kept.checked_on, kept.note)
                is distinct from (excluded.source, excluded.checked_on, excluded.note)
            """
        },
        File(
            name: "rules",
            columns: [
                "key", "value", "unit", "effective_from", "effective_to", "source", "checked_on", "note",
            ],
            left: { columns in
                """
                select rule_key, effective_from
                from berth.rule as kept
                where not exists (
                    select from unnest(\(columns[0]), \(columns[3])) as given (key, effective_from)
                    where given.key = kept.rule_key and given.effective_from::date = kept.effective_from
                )
                """
            }
        ) { columns in
            """
            insert into berth.rule as kept (
                rule_key, effective_from, effective_to, value, unit, source, checked_on, note)
            select given.key, given.effective_from::date, given.effective_to::date, given.value, given.unit,
                   given.source, given.checked_on::date, coalesce(given.note, '')
            from unnest(\(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]), \(columns[4]),
                        \(columns[5]), \(columns[6]), \(columns[7]))
                as given (key, value, unit, effective_from, effective_to, source, checked_on, note)
            order by given.key, given.effective_from
            on conflict (rule_key, effective_from) do update
            set effective_to = excluded.effective_to, value = excluded.value, unit = excluded.unit,
                source = excluded.source, checked_on = excluded.checked_on, note = excluded.note
            where (kept.effective_to, kept.value, kept.unit, kept.source, kept.checked_on, kept.note)
                is distinct from (excluded.effective_to, excluded.value, excluded.unit, excluded.source,
                                  excluded.checked_on, excluded.note)
            """
        },
        File(name: "pathways", columns: ["pathway", "name", "role", "source"]) { columns in
            """
            insert into berth.pathway as kept (pathway_code, name, role, source)
            select given.pathway, given.name, given.role, coalesce(given.source, '')
            from unnest(\(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]))
                as given (pathway, name, role, source)
            on conflict (pathway_code) do update
            set name = excluded.name, role = excluded.role, source = excluded.source
            where (kept.name, kept.role, kept.source)
                is distinct from (excluded.name, excluded.role, excluded.source)
            """
        },
        File(
            name: "milestones",
            columns: [
                "pathway", "milestone", "name", "position", "actor", "waiting_on", "usual_amount",
                "usual_unit", "source", "note",
            ]
        ) { columns in
            """
            with given as (
                select pathway, milestone, name, position, actor, waiting_on, usual_amount, usual_unit,
                       source, note
                from unnest(\(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]), \(columns[4]),
                            \(columns[5]), \(columns[6]), \(columns[7]), \(columns[8]), \(columns[9]))
                    as given (pathway, milestone, name, position, actor, waiting_on, usual_amount,
                              usual_unit, source, note)
            ), named as (
                insert into berth.milestone (milestone_code)
                select distinct given.milestone from given
                on conflict (milestone_code) do nothing
            )
            insert into berth.milestone_definition as kept (
                pathway_code, milestone_code, name, position, actor, waiting_on, usual_amount, usual_unit,
                source, note)
            select given.pathway, given.milestone, given.name, given.position::smallint, given.actor,
                   given.waiting_on, given.usual_amount::smallint, given.usual_unit,
                   coalesce(given.source, ''), coalesce(given.note, '')
            from given
            on conflict (pathway_code, milestone_code) do update
            set name = excluded.name, position = excluded.position, actor = excluded.actor,
                waiting_on = excluded.waiting_on, usual_amount = excluded.usual_amount,
                usual_unit = excluded.usual_unit, source = excluded.source, note = excluded.note
            where (kept.name, kept.position, kept.actor, kept.waiting_on, kept.usual_amount, kept.usual_unit,
                   kept.source, kept.note)
                is distinct from (excluded.name, excluded.position, excluded.actor, excluded.waiting_on,
                                  excluded.usual_amount, excluded.usual_unit, excluded.source, excluded.note)
            """
        },
        File(name: "prerequisites", columns: ["pathway", "milestone", "prerequisite"]) { columns in
            """
            with given as (
                select pathway, milestone, prerequisite
                from unnest(\(columns[0]), \(columns[1]), \(columns[2]))
                    as given (pathway, milestone, prerequisite)
            ), dropped as (
                delete from berth.milestone_prerequisite as kept
                where (kept.pathway_code, kept.milestone_code, kept.prerequisite_code)
                    not in (select given.pathway, given.milestone, given.prerequisite from given)
            )
            insert into berth.milestone_prerequisite (pathway_code, milestone_code, prerequisite_code)
            select given.pathway, given.milestone, given.prerequisite
            from given
            on conflict (pathway_code, milestone_code, prerequisite_code) do nothing
            """
        },
        File(name: "reason_codes", columns: ["decision", "code", "name"]) { columns in
            """
            insert into berth.reason_code as kept (decision, reason_code, name)
            select given.decision, given.code, given.name
            from unnest(\(columns[0]), \(columns[1]), \(columns[2])) as given (decision, code, name)
            on conflict (decision, reason_code) do update set name = excluded.name
            where kept.name is distinct from excluded.name
            """
        },
        File(
            name: "workforce_comparators",
            columns: [
                "measure", "area", "as_of", "basis", "value", "published_on", "source", "checked_on", "note",
            ],
            prune: { columns in
                """
                delete from berth.workforce_comparator as kept
                where not exists (
                    select from unnest(\(columns[0]), \(columns[1]), \(columns[2]))
                        as given (measure, area, as_of)
                    where given.measure = kept.measure and given.area = kept.area
                      and given.as_of::date = kept.as_of
                )
                """
            }
        ) { columns in
            """
            insert into berth.workforce_comparator as kept (
                measure, area, as_of, basis, value, published_on, source, checked_on, note)
            select given.measure, given.area, given.as_of::date, given.basis, given.value,
                   given.published_on::date, given.source, given.checked_on::date, coalesce(given.note, '')
            from unnest(\(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]), \(columns[4]),
                        \(columns[5]), \(columns[6]), \(columns[7]), \(columns[8]))
                as given (measure, area, as_of, basis, value, published_on, source, checked_on, note)
            on conflict (measure, area, as_of) do update
            set basis = excluded.basis, value = excluded.value, published_on = excluded.published_on,
                source = excluded.source, checked_on = excluded.checked_on, note = excluded.note
            where (kept.basis, kept.value, kept.published_on, kept.source, kept.checked_on, kept.note)
                is distinct from (excluded.basis, excluded.value, excluded.published_on, excluded.source,
                                  excluded.checked_on, excluded.note)
            """
        },
        File(
            name: "role_routes",
            columns: [
                "role", "role_name", "standard_ref", "leads", "organisation_kinds", "source", "checked_on",
                "note",
            ],
            prune: { columns in
                """
                delete from berth.role_route as kept
                where not exists (
                    select from unnest(\(columns[0]), \(columns[2])) as given (role, standard_ref)
                    where given.role = kept.role and coalesce(given.standard_ref, '') = kept.standard_ref
                )
                """
            }
        ) { columns in
            """
            insert into berth.role_route as kept (
                role, role_name, standard_ref, leads, organisation_kinds, source, checked_on, note)
            select given.role, given.role_name, coalesce(given.standard_ref, ''), given.leads,
                   given.organisation_kinds, given.source, given.checked_on::date, coalesce(given.note, '')
            from unnest(\(columns[0]), \(columns[1]), \(columns[2]), \(columns[3]), \(columns[4]),
                        \(columns[5]), \(columns[6]), \(columns[7]))
                as given (role, role_name, standard_ref, leads, organisation_kinds, source, checked_on, note)
            on conflict (role, standard_ref) do update
            set role_name = excluded.role_name, leads = excluded.leads,
                organisation_kinds = excluded.organisation_kinds, source = excluded.source,
                checked_on = excluded.checked_on, note = excluded.note
            where (kept.role_name, kept.leads, kept.organisation_kinds, kept.source, kept.checked_on, kept.note)
                is distinct from (excluded.role_name, excluded.leads, excluded.organisation_kinds, excluded.source,
                                  excluded.checked_on, excluded.note)
            """
        },
    ]
}
