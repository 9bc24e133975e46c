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

-- Keys and newest description of a person, whatever his numbers, and whether the row's own key is a member's.
create or replace function pg_temp.guard_digest(
    of_person_no bigint, own_key_no bigint
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
        where description.person_no in (select number.person_no from number)
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
                        where person_key.person_no in (select number.person_no from number)
                    ),
                    (select jsonb_build_array(newest.name, newest.born_on, newest.sex) from newest),
                    exists (
                        select from identity.person_key
                        left join merged_person on person_key.person_no = merged_person.person_no
                        where person_key.key_no = guard_digest.own_key_no
                            and (
                                merged_person.is_member
                                or exists (
                                    select from identity.description
                                    where description.person_no = person_key.person_no
                                )
                            )
                    )
                )::text,
                'UTF8'
            )
        )
$$;
