-- What the persons, keys, merges, splits, decisions, rulings and models of a load say, hashed, as in 0016, portion by portion;
-- and of portions from which a forgotten person was erased, what they said before. Each erasure recorded what a portion said
-- before and after it, in an action, which the chain of actions holds: where a portion says now what the last erasure left, and
-- each erasure found what the one before it left, the portion stands for what it said first. Anything else altered is seen.
-- The check makes these functions anew from this file, so every name is said in full.

create function chain.portions_of_persons(load_nos bigint[], parts text[])
returns table (load_no bigint, part text, portion bigint, row_count bigint, sha256 text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    with
    asked as (
        select wanted.load_no, coalesce(resolved_load.form, 2) as form
        from (select distinct unnest(portions_of_persons.load_nos) as load_no) as wanted
        left join identity.resolved_load on wanted.load_no = resolved_load.load_no
    ),
    person_text_portion as (
        select
            person.load_no,
            person.person_no >> 16 as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(person.person_no::text, ',' order by person.person_no), 'UTF8')) as sha256
        from identity.person
        where person.load_no = any(array(select asked.load_no from asked where asked.form = 1))
            and 'person' = any(portions_of_persons.parts)
        group by 1, 2
    ),
    person_portion as (
        select
            person.load_no,
            person.person_no >> 20 as portion,
            count(*) as row_count,
            sha256(string_agg(int8send(person.person_no), ''::bytea order by person.person_no)) as sha256
        from identity.person
        where person.load_no = any(array(select asked.load_no from asked where asked.form = 2))
            and 'person' = any(portions_of_persons.parts)
        group by 1, 2
    ),
    key_text_portion as (
        select
            key_text.load_no,
            key_text.person_no >> 16 as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(
                jsonb_build_array(key_text.person_no, key_text.key_kind, key_text.key_value)::text, ''
                order by key_text.person_no, key_text.key_kind collate "C", key_text.key_value collate "C"
            ), 'UTF8')) as sha256
        from (
            select
                person_key.load_no,
                person_key.person_no,
                case when person_key.key_no < 10000000000000000 then 'nik' else 'kpj' end as key_kind,
                case
                    when person_key.key_no < 10000000000000000 then lpad(person_key.key_no::text, 16, '0')
                    else substr((person_key.key_no - 10000000000000000)::text, 2)
                end as key_value
            from identity.person_key
            where person_key.load_no = any(array(select asked.load_no from asked where asked.form = 1))
        ) as key_text
        where 'person_key' = any(portions_of_persons.parts)
        group by 1, 2
    ),
    -- The keys of a kecamatan, and ten thousand million KPJs, are far less than a text may hold.
    key_portion as (
        select
            person_key.load_no,
            person_key.key_no / 10000000000 as portion,
            count(*) as row_count,
            sha256(string_agg(
                int8send(person_key.key_no) || int8send(person_key.person_no), ''::bytea order by person_key.key_no
            )) as sha256
        from identity.person_key
        where person_key.load_no = any(array(select asked.load_no from asked where asked.form = 2))
            and 'person_key' = any(portions_of_persons.parts)
        group by 1, 2
    ),
    merge_portion as (
        select
            merge.load_no,
            merge.younger_person_no >> 16 as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(
                (
                    jsonb_build_array(merge.younger_person_no, merge.older_person_no, merge.reason)
                    || case when merge.ruled_by is null then '[]'::jsonb else jsonb_build_array(merge.ruled_by) end
                )::text, ''
                order by merge.younger_person_no
            ), 'UTF8')) as sha256
        from identity.merge
        where merge.load_no = any(portions_of_persons.load_nos)
            and 'merge' = any(portions_of_persons.parts)
        group by 1, 2
    ),
    split_portion as (
        select
            split.load_no,
            split.person_no >> 16 as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(
                jsonb_build_array(split.person_no, split.older_person_no, split.reason, split.ruled_by)::text, ''
                order by split.person_no, split.older_person_no
            ), 'UTF8')) as sha256
        from identity.split
        where split.load_no = any(portions_of_persons.load_nos)
            and 'split' = any(portions_of_persons.parts)
        group by 1, 2
    ),
    ruling_portion as (
        select
            ruling.load_no,
            ruling.ruling_no >> 16 as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(
                jsonb_build_array(
                    ruling.ruling_no, ruling.partner_no, encode(ruling.row_digest, 'hex'), ruling.outcome,
                    ruling.person_no, ruling.reason, encode(ruling.guard_digest, 'hex'), ruling.decided_by,
                    ruling.second_by, ruling.workbook_sha256
                )::text, ''
                order by ruling.ruling_no
            ), 'UTF8')) as sha256
        from identity.ruling
        where ruling.load_no = any(portions_of_persons.load_nos)
            and 'ruling' = any(portions_of_persons.parts)
        group by 1, 2
    ),
    model_portion as (
        select
            model.load_no,
            0 as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(
                jsonb_build_array(model.version, model.sha256, model.adopted_by, model.reason)::text, ''
                order by model.version collate "C"
            ), 'UTF8')) as sha256
        from identity.model
        where model.load_no = any(portions_of_persons.load_nos)
            and 'model' = any(portions_of_persons.parts)
        group by 1, 2
    ),
    decision_portion as (
        select
            decision.load_no,
            decision.submission_no * 1024 + (decision.row_number >> 18) as portion,
            count(*) as row_count,
            sha256(convert_to(string_agg(
                row(
                    decision.judgement_no, decision.sheet_no, decision.row_number, decision.outcome,
                    decision.method, decision.person_no, decision.candidate_no, decision.name_level,
                    decision.date_level, decision.sex_level, decision.place_level, decision.nik_level,
                    decision.mother_level, decision.weight, decision.lead, decision.model_version,
                    decision.ruling_no
                )::text, ''
                order by decision.judgement_no, decision.sheet_no, decision.row_number
            ), 'UTF8')) as sha256
        from identity.decision
        where decision.load_no = any(array(select asked.load_no from asked where asked.form = 2))
            and 'decision' = any(portions_of_persons.parts)
        group by 1, 2
    ),
    portion as (
        select 'person' as part, person_text_portion.* from person_text_portion
        union all
        select 'person', person_portion.* from person_portion
        union all
        select 'person_key', key_text_portion.* from key_text_portion
        union all
        select 'person_key', key_portion.* from key_portion
        union all
        select 'merge', merge_portion.* from merge_portion
        union all
        select 'split', split_portion.* from split_portion
        union all
        select 'ruling', ruling_portion.* from ruling_portion
        union all
        select 'model', model_portion.* from model_portion
        union all
        select 'decision', decision_portion.* from decision_portion
    )
    select portion.load_no, portion.part, portion.portion, portion.row_count, encode(portion.sha256, 'hex')
    from portion
$$;

create or replace function chain.of_persons(load_nos bigint[])
returns table (row_key text, subject text, row_count bigint, content_sha256 text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    with
    erasure as (
        select
            (erased ->> 'load_no')::bigint as load_no,
            erased ->> 'part' as part,
            (erased ->> 'portion')::bigint as portion,
            (erased ->> 'rows_before')::bigint as rows_before,
            erased ->> 'sha256_before' as sha256_before,
            (erased ->> 'rows_after')::bigint as rows_after,
            erased ->> 'sha256_after' as sha256_after,
            action.action_no
        from control.action
        cross join lateral jsonb_array_elements(action.details -> 'portions') as erased
        where action.action = 'forget' and jsonb_typeof(action.details -> 'portions') = 'array'
    ),
    followed as (
        -- Of keys an erasure leaves fewer, of rulings as many.
        select
            erasure.*,
            row_number() over of_portion as place,
            row_number() over (
                partition by erasure.load_no, erasure.part, erasure.portion order by erasure.action_no desc
            ) as place_from_last,
            case erasure.part
                when 'person_key' then erasure.rows_after < erasure.rows_before
                when 'ruling' then erasure.rows_after = erasure.rows_before
                else false
            end
            and (
                lag(erasure.action_no) over of_portion is null
                or (
                    lag(erasure.rows_after) over of_portion = erasure.rows_before
                    and lag(erasure.sha256_after) over of_portion is not distinct from erasure.sha256_before
                )
            ) as is_following
        from erasure
        window of_portion as (
            partition by erasure.load_no, erasure.part, erasure.portion order by erasure.action_no
        )
    ),
    erased_portion as (
        select
            followed.load_no,
            followed.part,
            followed.portion,
            max(followed.rows_before) filter (where followed.place = 1) as rows_first,
            max(followed.sha256_before) filter (where followed.place = 1) as sha256_first,
            max(followed.rows_after) filter (where followed.place_from_last = 1) as rows_last,
            max(followed.sha256_after) filter (where followed.place_from_last = 1) as sha256_last
        from followed
        group by followed.load_no, followed.part, followed.portion
        having bool_and(followed.is_following)
    ),
    portion as (
        select
            coalesce(said.load_no, erased_portion.load_no) as load_no,
            coalesce(said.part, erased_portion.part) as part,
            coalesce(said.portion, erased_portion.portion) as portion,
            case
                when coalesce(said.row_count, 0) = erased_portion.rows_last
                    and said.sha256 is not distinct from erased_portion.sha256_last
                    then erased_portion.rows_first
                else said.row_count
            end as row_count,
            case
                when coalesce(said.row_count, 0) = erased_portion.rows_last
                    and said.sha256 is not distinct from erased_portion.sha256_last
                    then erased_portion.sha256_first
                else said.sha256
            end as sha256
        from chain.portions_of_persons(
            of_persons.load_nos, array['person', 'person_key', 'merge', 'split', 'ruling', 'model', 'decision']
        ) as said
        full join erased_portion
            on said.load_no = erased_portion.load_no
                and said.part = erased_portion.part
                and said.portion = erased_portion.portion
    ),
    loaded as (
        select
            portion.load_no,
            sum(portion.row_count)::bigint as row_count,
            string_agg(
                portion.part || ' ' || portion.portion || ' ' || portion.row_count || ' ' || portion.sha256, ','
                order by portion.part collate "C", portion.portion
            ) as content
        from portion
        where portion.row_count is not null
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

revoke all on function chain.portions_of_persons, chain.of_persons from public;
