-- How auditors read the vault: masked, one thing at a time, and never without a trace of it. What is read is named
-- first and that is committed; only then, within minutes and to the same login, is it shown. So whoever rolls back the
-- transaction in which he read has left the record of it all the same.
create schema audit;

create table audit.ticket (
    ticket_no bigint generated always as identity primary key,
    action_no bigint not null references control.action,
    login text not null,
    what text not null,
    subject text not null,
    opened_in xid8 not null default pg_current_xact_id(),
    opened_at timestamptz not null default clock_timestamp()
);
comment on table audit.ticket is
'One row per reading that was announced: who, what, in which transaction and when by the real clock. Nobody but the functions of this schema reads or writes it.';
create trigger ticket_only_grows before update or delete or truncate on audit.ticket
for each statement execute function control.refuse_change();

-- The same masks as cakupan.masking, which a test holds against these.
create function audit.mask_nik(nik text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case
        when length(nik) < 8 then repeat('*', length(nik))
        else left(nik, 4) || repeat('*', length(nik) - 8) || right(nik, 4)
    end
$$;

create function audit.mask_number(number text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case
        when length(number) < 8 then repeat('*', length(number))
        else repeat('*', length(number) - 4) || right(number, 4)
    end
$$;

create function audit.mask_text(content text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select regexp_replace(regexp_replace(content, '(?<=\w)\w', '*', 'g'), '\d', '*', 'g')
$$;

create function audit.require_reason(reason text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
    if require_reason.reason is null or length(btrim(require_reason.reason)) not between 10 and 1000 then
        raise exception 'say why in ten letters or more, and in a thousand at most'
            using errcode = 'invalid_parameter_value';
    end if;
    return btrim(require_reason.reason);
end
$$;

-- What a row of the archive was read for: of a person by the name of his login, of the pipeline by whom it works for.
create function audit.record_read(subject text, actor text, reason text, details jsonb) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
    insert into control.action (action, subject, actor, reason, details, acted_at)
    values (
        'read', record_read.subject, record_read.actor, record_read.reason, record_read.details, control.now()
    )
$$;

create function audit.open_reading(what text, subject text, reason text) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    forms jsonb := '{"submission": "^S\\d{6,}$", "membership": "^\\d+:\\d+:\\d+$", "person": "^\\d+$"}';
    said text := audit.require_reason(open_reading.reason);
    recorded bigint;
    opened bigint;
begin
    if coalesce(open_reading.subject, '') !~ coalesce(forms ->> open_reading.what, '^\M$') then
        raise exception 'nothing to read by that name; submission S000012, membership 3:1:25 or person 12'
            using errcode = 'invalid_parameter_value';
    end if;
    insert into control.action (action, subject, actor, reason, details, acted_at)
    values (
        'open_reading', open_reading.what || ' ' || open_reading.subject, session_user, said, '{}', control.now()
    )
    returning action_no into recorded;
    insert into audit.ticket (action_no, login, what, subject)
    values (recorded, session_user, open_reading.what, open_reading.subject)
    returning ticket_no into opened;
    return opened;
end
$$;

create function audit.opened(ticket bigint, what text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    found_subject text;
begin
    select known.subject into found_subject
    from audit.ticket as known
    inner join control.action as recorded on known.action_no = recorded.action_no
    where known.ticket_no = opened.ticket and known.login = session_user and known.what = opened.what
        and known.opened_at > clock_timestamp() - interval '15 minutes'
        and pg_xact_status(known.opened_in) = 'committed';
    if found_subject is null then
        raise exception 'not shown: first commit audit.open_reading for it, as the same login, within 15 minutes'
            using errcode = 'insufficient_privilege';
    end if;
    return found_subject;
end
$$;

create function audit.roster_rows(ticket bigint) returns table (
    judgement_no integer,
    sheet_no integer,
    row_number integer,
    verdict text,
    nik text,
    kpj text,
    nama text,
    tanggal_lahir text,
    jenis_kelamin text,
    area_code text,
    category_code text,
    funding_code text,
    npp text,
    starts_on date,
    ends_on date
) language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked text := audit.opened(roster_rows.ticket, 'submission');
begin
    return query
    select
        roster_row.judgement_no,
        roster_row.sheet_no,
        roster_row.row_number,
        roster_row.verdict,
        audit.mask_nik(roster_row.nik),
        audit.mask_number(roster_row.kpj),
        audit.mask_text(roster_row.nama),
        case when roster_row.tanggal_lahir is not null then '***' end,
        roster_row.jenis_kelamin,
        roster_row.area_code,
        roster_row.category_code,
        roster_row.funding_code,
        roster_row.npp,
        roster_row.starts_on,
        roster_row.ends_on
    from intake.submission
    inner join intake.roster_row
        on submission.period = roster_row.period and submission.submission_no = roster_row.submission_no
    where submission.submission_id = asked
    order by 1, 2, 3;
end
$$;

create function audit.membership(ticket bigint) returns table (
    load_no bigint,
    file_no integer,
    row_number bigint,
    replaced_by_load_no bigint,
    nik text,
    kpj text,
    nama text,
    tanggal_lahir text,
    jenis_kelamin text,
    segment_code text,
    programme_codes text,
    npp text,
    office_code text,
    work_area_code text,
    residence_area_code text,
    active_from date,
    active_to date,
    paid_through date
) language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    place text[] := string_to_array(audit.opened(membership.ticket, 'membership'), ':');
begin
    return query
    select
        known.load_no,
        known.file_no,
        known.row_number,
        known.replaced_by_load_no,
        audit.mask_nik(known.nik),
        audit.mask_number(known.kpj),
        audit.mask_text(known.nama),
        case when known.tanggal_lahir is not null then '***' end,
        known.jenis_kelamin,
        known.segment_code,
        known.programme_codes,
        known.npp,
        known.office_code,
        known.work_area_code,
        known.residence_area_code,
        known.active_from,
        known.active_to,
        known.paid_through
    from register.membership as known
    where (known.load_no, known.file_no, known.row_number)
        = (place[1]::bigint, place[2]::integer, place[3]::bigint);
end
$$;

create function audit.person(ticket bigint) returns table (
    key_kind text,
    key text,
    first_seen_load_no bigint,
    person_no bigint,
    oldest_person_no bigint
) language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    asked bigint := audit.opened(person.ticket, 'person')::bigint;
begin
    return query
    with known as (
        select coalesce(
            (select merged.oldest_person_no from identity.oldest_at('infinity') as merged where merged.person_no = asked),
            asked
        ) as oldest_no
    )
    select
        identity.key_kind(person_key.key_no),
        case identity.key_kind(person_key.key_no)
            when 'nik' then audit.mask_nik(identity.key_text(person_key.key_no))
            else audit.mask_number(identity.key_text(person_key.key_no))
        end,
        person_key.load_no,
        person_key.person_no,
        known.oldest_no
    from identity.person_key
    left join identity.oldest_at('infinity') as older on person_key.person_no = older.person_no
    inner join known on coalesce(older.oldest_person_no, person_key.person_no) = known.oldest_no
    order by 1, 3, 2;
end
$$;
