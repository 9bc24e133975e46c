-- What a ruling is held against: the row as it states itself, and what is known of the person it was about.
-- A name is the same whatever its case, signs and blanks; spellings are for whoever decides.
create or replace function pg_temp.row_digest(
    nik text, kpj text, name text, born_on date, sex text
) returns bytea language sql stable as $$
    select
        sha256(
            convert_to(
                jsonb_build_array(
                    nik, kpj, btrim(upper(regexp_replace(name, '[^[:alpha:]]+', ' ', 'g'))), born_on, sex
                )::text,
                'UTF8'
            )
        )
$$;

-- Keys and newest description of a person, whatever his numbers, and whether the row's own key is a member's,
-- as known at an instant; `merged_person` holds the merges of that instant.
create or replace function pg_temp.guard_digest(
    of_person_no bigint, own_key_no bigint, as_of timestamptz default 'infinity'
) returns bytea language sql stable as $$
    with
    number as (
        select guard_digest.of_person_no as person_no
        union
        select called.person_no
        from merged_person as asked
        inner join merged_person as called on asked.oldest_person_no = called.oldest_person_no
        where asked.person_no = guard_digest.of_person_no
    ),
    newest as (
        select description.name, description.born_on, description.sex
        from identity.description
        inner join control.load on description.load_no = load.load_no
        where description.person_no in (select number.person_no from number)
            and load.recorded_at <= guard_digest.as_of
        order by description.description_no desc
        limit 1
    )
    select
        sha256(
            convert_to(
                jsonb_build_array(
                    (
                        select jsonb_agg(person_key.key_no order by person_key.key_no)
                        from identity.person_key
                        inner join control.load on person_key.load_no = load.load_no
                        where person_key.person_no in (select number.person_no from number)
                            and load.recorded_at <= guard_digest.as_of
                    ),
                    (select jsonb_build_array(newest.name, newest.born_on, newest.sex) from newest),
                    exists (
                        select from identity.person_key
                        inner join control.load as keying on person_key.load_no = keying.load_no
                        left join merged_person as own on person_key.person_no = own.person_no
                        left join merged_person as called on own.oldest_person_no = called.oldest_person_no
                        inner join identity.description
                            on coalesce(called.person_no, person_key.person_no) = description.person_no
                        inner join control.load as describing on description.load_no = describing.load_no
                        where person_key.key_no = guard_digest.own_key_no
                            and keying.recorded_at <= guard_digest.as_of
                            and describing.recorded_at <= guard_digest.as_of
                    )
                )::text,
                'UTF8'
            )
        )
$$;
