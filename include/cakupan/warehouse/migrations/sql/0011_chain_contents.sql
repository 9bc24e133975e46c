-- What the rows of a link say, hashed. The check makes these functions anew from this file in a schema of its own,
-- for whoever owns the database could replace them there; so every name is said in full, and no setting matters.
-- A column added to one of these tables later takes part from the migration that also rewrites its function.

create function chain.of_actions(action_nos bigint[])
returns table (row_key text, subject text, row_count bigint, content_sha256 text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        action.action_no::text,
        action.action || ' ' || action.subject,
        1::bigint,
        encode(sha256(convert_to(jsonb_build_array(
            action.action_no, action.action, action.subject, action.actor, action.reason, action.details,
            action.load_no, extract(epoch from action.acted_at)::text
        )::text, 'UTF8')), 'hex')
    from control.action
    where action.action_no = any(of_actions.action_nos)
$$;

create function chain.of_editions(edition_nos bigint[])
returns table (row_key text, subject text, row_count bigint, content_sha256 text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        edition.edition_no::text,
        edition.period || '/v' || edition.version,
        1::bigint,
        encode(sha256(convert_to(jsonb_build_array(
            edition.edition_no, edition.number, edition.period, edition.version,
            extract(epoch from edition.as_of)::text, edition.code_version,
            extract(epoch from edition.published_at)::text, edition.reason, edition.supersedes_edition_no,
            edition.manifest_sha256, edition.is_demo_clock, edition.action_count, edition.identity_count
        )::text, 'UTF8')), 'hex')
    from publication.edition
    where edition.edition_no = any(of_editions.edition_nos)
$$;

create function chain.of_figures(edition_nos bigint[])
returns table (row_key text, subject text, row_count bigint, content_sha256 text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        figure.edition_no::text,
        min(edition.period || '/v' || edition.version),
        count(*),
        encode(sha256(string_agg(sha256(convert_to(jsonb_build_array(
            figure.edition_no, figure.figure_id, figure.indicator_code, figure.period, figure.area_code,
            figure.area_name, figure.segment_code, figure.slicing, figure.slice_code, figure.slice_name,
            figure.class, figure.expression, figure.input_ids, figure.numerator, figure.denominator,
            figure.value, figure.unit, figure.digits, figure.basis, figure.source, figure.excluded,
            figure.excluded_causes, figure.lower_bound, figure.rank, figure.peer_group, figure.peer_count,
            figure.flag, figure.note
        )::text, 'UTF8')), ''::bytea order by figure.figure_id collate "C")), 'hex')
    from publication.figure
    left join publication.edition on figure.edition_no = edition.edition_no
    where figure.edition_no = any(of_figures.edition_nos)
    group by figure.edition_no
$$;

create function chain.of_changes(edition_nos bigint[])
returns table (row_key text, subject text, row_count bigint, content_sha256 text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select
        figure_change.edition_no::text,
        min(edition.period || '/v' || edition.version),
        count(*),
        encode(sha256(string_agg(sha256(convert_to(jsonb_build_array(
            figure_change.edition_no, figure_change.figure_id, figure_change.previous_edition_no,
            figure_change.part, figure_change.cause, figure_change.previous_value, figure_change.value,
            figure_change.change
        )::text, 'UTF8')), ''::bytea order by
            figure_change.figure_id collate "C", figure_change.part collate "C", figure_change.cause collate "C"
        )), 'hex')
    from publication.figure_change
    left join publication.edition on figure_change.edition_no = edition.edition_no
    where figure_change.edition_no = any(of_changes.edition_nos)
    group by figure_change.edition_no
$$;

-- Who is who, load by load. Rows are hashed in portions of 65.536 persons, for a text has at most 1 GB.
create function chain.of_persons(load_nos bigint[])
returns table (row_key text, subject text, row_count bigint, content_sha256 text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    with
    person_portion as (
        select
            person.load_no,
            person.person_no >> 16 as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(person.person_no::text, ',' order by person.person_no), 'UTF8')) as sha256
        from identity.person
        where person.load_no = any(of_persons.load_nos)
        group by 1, 2
    ),
    key_portion as (
        select
            person_key.load_no,
            person_key.person_no >> 16 as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(
                jsonb_build_array(person_key.person_no, person_key.key_kind, person_key.key_value)::text, ''
                order by person_key.person_no, person_key.key_kind collate "C", person_key.key_value collate "C"
            ), 'UTF8')) as sha256
        from identity.person_key
        where person_key.load_no = any(of_persons.load_nos)
        group by 1, 2
    ),
    merge_portion as (
        select
            merge.load_no,
            merge.younger_person_no >> 16 as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(
                jsonb_build_array(merge.younger_person_no, merge.older_person_no, merge.reason)::text, ''
                order by merge.younger_person_no
            ), 'UTF8')) as sha256
        from identity.merge
        where merge.load_no = any(of_persons.load_nos)
        group by 1, 2
    ),
    portion as (
        select 'person' as part, person_portion.* from person_portion
        union all
        select 'person_key', key_portion.* from key_portion
        union all
        select 'merge', merge_portion.* from merge_portion
    ),
    loaded as (
        select
            portion.load_no,
            sum(portion.row_count)::bigint as row_count,
            string_agg(
                portion.part || ' ' || portion.portion || ' ' || portion.row_count || ' '
                || encode(portion.sha256, 'hex'), ','
                order by portion.part collate "C", portion.portion
            ) as content
        from portion
        group by 1
    )
    select
        asked.load_no::text,
        'load ' || asked.load_no,
        coalesce(loaded.row_count, 0),
        encode(sha256(convert_to(asked.load_no || ':' || coalesce(loaded.content, ''), 'UTF8')), 'hex')
    from (select distinct unnest(of_persons.load_nos) as load_no) as asked
    left join loaded on asked.load_no = loaded.load_no
$$;
