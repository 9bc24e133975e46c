-- Keys as integers, and a ledger of what was decided about rows: decisions, rulings, splits, findings, models.
-- Every row says by its load when it was known; nothing is ever changed.

alter table control.load drop constraint load_kind_check;
alter table control.load add constraint load_kind_check
check (kind in ('intake', 'register', 'reference', 'hold', 'release', 'replay', 'decision', 'model'));

-- A NIK is its sixteen digits; a KPJ, which may begin with zeros, has a one put before it and lies above every NIK.
create function identity.nik_no(nik text) returns bigint language sql immutable parallel safe as $$
    select case
        when octet_length(nik) = 16 and nik collate "C" !~ '[^0-9]'
            then case when nik::bigint % 1111111111111111 <> 0 then nik::bigint end
    end
$$;
comment on function identity.nik_no is
'A NIK as a number; null where it is none: another form, or one digit over and over, which fills a cell and names nobody.';
create function identity.kpj_no(kpj text) returns bigint language sql immutable parallel safe as $$
    select case
        when octet_length(kpj) between 8 and 13 and kpj collate "C" !~ '[^0-9]'
            and replace(kpj, left(kpj, 1), '') <> ''
            then 10000000000000000 + ('1' || kpj)::bigint
    end
$$;
comment on function identity.kpj_no is 'A KPJ of 8 to 13 digits as a number above every NIK; null where it is none.';
create function identity.key_kind(key_no bigint) returns text language sql immutable parallel safe as $$
    select case when key_no < 10000000000000000 then 'nik' else 'kpj' end
$$;
create function identity.key_text(key_no bigint) returns text language sql immutable parallel safe as $$
    select case
        when key_no < 10000000000000000 then lpad(key_no::text, 16, '0')
        else substr((key_no - 10000000000000000)::text, 2)
    end
$$;
comment on function identity.key_text is 'The digits of a key as they were written.';

-- Numbers of persons stay as they were given.
drop function identity.person_at;
alter table identity.person alter column person_no drop identity;
alter table identity.person_key rename to former_person_key;
alter table identity.former_person_key rename constraint person_key_pkey to former_person_key_pkey;
do $$
begin
    if exists (
        select from identity.former_person_key
        where not key_value ~ case key_kind when 'nik' then '^[0-9]{16}$' else '^[0-9]{8,13}$' end
    ) then
        raise exception 'identity.person_key holds keys that are no NIK or KPJ: this warehouse was altered by hand; restore a backup';
    end if;
end
$$;
create table identity.person_key (
    key_no bigint primary key,
    person_no bigint not null,
    load_no bigint not null
);
comment on table identity.person_key is
'One row per NIK or KPJ ever seen, as a number. person_no is in identity.person; no foreign key, it would double the time of numbering.';
comment on column identity.person_key.load_no is 'The load in which the key was first seen.';
insert into identity.person_key (key_no, person_no, load_no)
select
    case key_kind when 'nik' then key_value::bigint else 10000000000000000 + ('1' || key_value)::bigint end,
    person_no,
    load_no
from identity.former_person_key
order by load_no, 1;
drop table identity.former_person_key;
create index on identity.person_key using brin (load_no) with (autosummarize = on);

alter table identity.merge drop constraint merge_pkey;
alter table identity.merge add primary key (younger_person_no, load_no);
alter table identity.merge add column ruled_by text;
comment on table identity.merge is
'Persons found to be one: the younger number is given up for the older, both being nobody else''s younger at that time.';
comment on column identity.merge.ruled_by is 'Who decided it; null where a row of the register names both.';

create table identity.split (
    person_no bigint not null references identity.person,
    older_person_no bigint not null references identity.person,
    load_no bigint not null,
    reason text not null check (btrim(reason) <> ''),
    ruled_by text not null check (btrim(ruled_by) <> ''),
    primary key (person_no, older_person_no, load_no),
    check (older_person_no < person_no)
);
comment on table identity.split is
'Merges undone from the load on that records it. No row of the register makes the two one again; a later ruling may.';

create table identity.description (
    description_no bigint generated always as identity primary key,
    person_no bigint not null,
    load_no bigint not null,
    file_no integer not null,
    row_number bigint not null,
    name text,
    name_key text,
    word_keys text[],
    born_on date,
    sex text,
    area_code text,
    mother_key text
);
create index on identity.description (person_no);
comment on table identity.description is
'What the register says of a person: one row per row of it that says something new. A person without one is known from rosters alone.';
comment on column identity.description.name_key is 'The sound of the name, its words sorted.';
comment on column identity.description.word_keys is 'A skeleton for each word of the name.';

create table identity.decision (
    submission_no bigint not null,
    judgement_no integer not null,
    sheet_no integer not null,
    row_number integer not null,
    load_no bigint not null,
    outcome text not null check (outcome in ('match', 'possible', 'no_match')),
    method text not null,
    person_no bigint,
    candidate_no bigint,
    name_level smallint,
    date_level smallint,
    sex_level smallint,
    place_level smallint,
    nik_level smallint,
    mother_level smallint,
    weight numeric(7, 2),
    lead numeric(7, 2),
    model_version text,
    ruling_no bigint,
    primary key (submission_no, judgement_no, sheet_no, row_number, load_no),
    check (outcome <> 'match' or person_no is not null),
    check (outcome <> 'possible' or (person_no is null and candidate_no is not null))
);
create index on identity.decision using brin (load_no) with (autosummarize = on);
comment on table identity.decision is
'Who a row of a list of people is. Of a row the newest decision recorded by as_of counts; one is added when something else is decided.';
comment on column identity.decision.person_no is
'match: a person of the register. no_match: the person of the row''s own key, where it has one that is nobody else''s.';
comment on column identity.decision.candidate_no is 'possible: the person it may be.';
comment on column identity.decision.load_no is
'The load that made it known: that of the row, or a later one of the register, of a model or of a ruling.';
comment on column identity.decision.lead is 'By how many bits the candidate is ahead of the second.';

create table identity.candidate (
    submission_no bigint not null,
    judgement_no integer not null,
    sheet_no integer not null,
    row_number integer not null,
    load_no bigint not null,
    rank smallint not null check (rank between 1 and 3),
    person_no bigint not null,
    weight numeric(7, 2),
    name_level smallint,
    date_level smallint,
    sex_level smallint,
    place_level smallint,
    nik_level smallint,
    mother_level smallint,
    primary key (submission_no, judgement_no, sheet_no, row_number, load_no, rank)
);
comment on table identity.candidate is 'The persons that a row decided as possible may be, best first, as found with that decision.';

create table identity.ruling (
    ruling_no bigint generated always as identity primary key,
    load_no bigint not null,
    partner_no bigint not null,
    row_digest bytea not null,
    outcome text not null check (outcome in ('match', 'no_match')),
    person_no bigint references identity.person,
    reason text not null check (btrim(reason) <> ''),
    guard_digest bytea,
    decided_by text not null check (btrim(decided_by) <> ''),
    second_by text check (second_by <> decided_by),
    workbook_sha256 text,
    check ((outcome = 'match') = (person_no is not null))
);
create index on identity.ruling (partner_no, row_digest);
comment on table identity.ruling is
'What a human decided about every row of a partner that says the same, in later lists too, while the guard holds.';
comment on column identity.ruling.row_digest is 'Over NIK, KPJ, normal name, birth date and sex of the row.';
comment on column identity.ruling.guard_digest is 'Over the person''s keys and newest description when it was decided.';

create table identity.model (
    version text primary key,
    sha256 text not null,
    load_no bigint not null,
    adopted_by text not null check (btrim(adopted_by) <> ''),
    reason text not null check (btrim(reason) <> '')
);
comment on table identity.model is 'Models of matching in the order they were adopted; without a row the shipped one is used.';

create table identity.finding (
    load_no bigint not null,
    code text not null,
    key_no bigint,
    person_no bigint,
    file_no integer,
    row_number bigint
);
create index on identity.finding (load_no, code);
create unique index finding_of_shared_kpj on identity.finding (key_no) where code = 'KPJ_BEBERAPA_NIK';
comment on table identity.finding is
'What is odd about the register, by the load that shows it: counted and told, never mended. A KPJ found shared links nothing from that load on.';

create table identity.numbering (
    is_only boolean primary key default true check (is_only),
    secret_check text not null
);
comment on table identity.numbering is
'Tells whether the secret that orders new persons is the one of those before: a keyed hash of a fixed text under it.';

do $$
declare
    name text;
begin
    foreach name in array array[
        'person_key', 'split', 'description', 'decision', 'candidate', 'ruling', 'model', 'finding', 'numbering'
    ]
    loop
        execute format(
            'create trigger %I before update or delete or truncate on identity.%I '
            'for each statement execute function control.refuse_change()', name || '_only_grows', name
        );
    end loop;
end
$$;

-- Which KPJs were found beside several NIKs in loads resolved before.
insert into identity.finding (load_no, code, key_no)
select distinct on (shared.key_no) shared.load_no, 'KPJ_BEBERAPA_NIK', shared.key_no
from (
    select membership.load_no, identity.kpj_no(membership.kpj) as key_no
    from register.membership
    where identity.kpj_no(membership.kpj) is not null and membership.nik ~ '^[0-9]{16}$'
    group by 1, 2
    having min(membership.nik) <> max(membership.nik)
) as shared
inner join control.load on shared.load_no = load.load_no
where shared.load_no in (select resolved_load.load_no from identity.resolved_load)
order by shared.key_no, load.recorded_at, shared.load_no;

-- What intake took from the NIK where a row states nothing, so that matching does not take it for a second witness.
alter table intake.roster_row add column is_birth_from_nik boolean;
alter table intake.roster_row add column is_sex_from_nik boolean;
comment on column intake.roster_row.is_birth_from_nik is 'The row states no birth date; null of rows judged before this column came.';

-- How the link of a load hashes its keys: 1 as texts, of loads resolved before this; 2 as numbers.
alter table identity.resolved_load add column form smallint not null default 1;
alter table identity.resolved_load alter column form set default 2;

create function identity.apart_at(as_of timestamptz)
returns table (person_no bigint, older_person_no bigint) language sql stable as $$
    select split.person_no, split.older_person_no
    from identity.split
    inner join control.load as splitting on split.load_no = splitting.load_no
    where splitting.recorded_at <= apart_at.as_of
        and not exists (
            select from identity.merge
            inner join control.load as merging on merge.load_no = merging.load_no
            where merge.younger_person_no = split.person_no and merge.older_person_no = split.older_person_no
                and merging.recorded_at <= apart_at.as_of
                and (merging.recorded_at, merging.load_no) > (splitting.recorded_at, splitting.load_no)
        )
$$;
comment on function identity.apart_at is
'Pairs of persons that a human told apart by as_of and nobody joined since.';

create function identity.oldest_at(as_of timestamptz)
returns table (person_no bigint, oldest_person_no bigint) language sql stable as $$
    with recursive
    merged as (
        select merge.younger_person_no, merge.older_person_no
        from identity.merge
        inner join control.load as merging on merge.load_no = merging.load_no
        where merging.recorded_at <= oldest_at.as_of
            and not exists (
                select from identity.apart_at(oldest_at.as_of) as apart
                where apart.person_no = merge.younger_person_no
                    and apart.older_person_no = merge.older_person_no
            )
    ),
    ancestor (person_no, ancestor_no) as (
        select merged.younger_person_no, merged.older_person_no from merged
        union
        select ancestor.person_no, merged.older_person_no
        from ancestor
        inner join merged on ancestor.ancestor_no = merged.younger_person_no
    )
    select ancestor.person_no, min(ancestor.ancestor_no)
    from ancestor
    group by ancestor.person_no
$$;
comment on function identity.oldest_at is
'Persons that gave up their number by as_of, with the one that stays: merges recorded by then, splits undoing theirs. One row per such person.';

create function identity.person_at(as_of timestamptz)
returns table (key_no bigint, key_kind text, key_value text, person_no bigint) language sql stable as $$
    select
        person_key.key_no,
        identity.key_kind(person_key.key_no),
        identity.key_text(person_key.key_no),
        coalesce(oldest.oldest_person_no, person_key.person_no)
    from identity.person_key
    left join identity.oldest_at(person_at.as_of) as oldest on person_key.person_no = oldest.person_no
    where person_key.load_no in (select load.load_no from control.load where load.recorded_at <= person_at.as_of)
$$;
comment on function identity.person_at is
'Who is who as known at as_of: every key recorded by then with its person, merges and splits recorded by then followed to the oldest.
One row per key. A row with both keys: take the person of its NIK; its KPJ, when known, leads to the same person.';

-- What was resolved before this gets its descriptions, and decisions by the keys that were known then.
insert into identity.description (person_no, load_no, file_no, row_number, name, born_on, sex, area_code)
select
    stated.person_no, stated.load_no, stated.file_no, stated.row_number,
    stated.nama, stated.tanggal_lahir, stated.jenis_kelamin, stated.residence_area_code
from (
    select distinct on (
        person_key.person_no, membership.nama, membership.tanggal_lahir, membership.jenis_kelamin,
        membership.residence_area_code
    )
        person_key.person_no, membership.load_no, membership.file_no, membership.row_number, membership.nama,
        membership.tanggal_lahir, membership.jenis_kelamin, membership.residence_area_code, load.recorded_at
    from register.membership
    inner join control.load on membership.load_no = load.load_no
    inner join identity.resolved_load on membership.load_no = resolved_load.load_no
    inner join identity.person_key
        on coalesce(identity.nik_no(membership.nik), identity.kpj_no(membership.kpj)) = person_key.key_no
    order by
        person_key.person_no, membership.nama, membership.tanggal_lahir, membership.jenis_kelamin,
        membership.residence_area_code, load.recorded_at, membership.load_no, membership.file_no, membership.row_number
) as stated
order by stated.recorded_at, stated.load_no, stated.file_no, stated.row_number;

insert into identity.decision (
    submission_no, judgement_no, sheet_no, row_number, load_no, outcome, method, person_no
)
with
oldest as materialized (select older.* from identity.oldest_at('infinity') as older),
member as materialized (
    select coalesce(oldest.oldest_person_no, description.person_no) as person_no, min(load.recorded_at) as recorded_at
    from identity.description
    inner join control.load on description.load_no = load.load_no
    left join oldest on description.person_no = oldest.person_no
    group by 1
),
touched as (
    select judgement.load_no, judgement.submission_no, judgement.judgement_no
    from intake.judgement
    union
    select hold.load_no, hold.submission_no, hold.judgement_no
    from intake.hold
    where hold.state = 'released'
),
counted as (
    select distinct on (standing.submission_no, standing.judgement_no)
        touched.load_no, load.recorded_at, standing.period, standing.submission_no, standing.judgement_no
    from touched
    inner join control.load on touched.load_no = load.load_no
    inner join identity.resolved_load on touched.load_no = resolved_load.load_no
    cross join lateral (
        select submission.* from intake.submission_at(load.recorded_at) as submission
        where submission.submission_no = touched.submission_no
        order by submission.submission_no
        offset 0
    ) as standing
    where touched.judgement_no = standing.judgement_no and standing.is_usable
    order by standing.submission_no, standing.judgement_no, load.recorded_at, touched.load_no
)
select
    counted.submission_no, counted.judgement_no, listed.sheet_no, listed.row_number, counted.load_no,
    case when member.person_no is null then 'no_match' else 'match' end,
    case when member.person_no is null then 'none' else identity.key_kind(person_key.key_no) end,
    case when member.person_no is not null or listed.verdict = 'accepted' then person_key.person_no end
from counted
inner join intake.roster_row as listed
    on counted.period = listed.period and counted.submission_no = listed.submission_no
    and counted.judgement_no = listed.judgement_no
left join identity.person_key
    on coalesce(identity.nik_no(listed.nik), identity.kpj_no(listed.kpj)) = person_key.key_no
left join oldest on person_key.person_no = oldest.person_no
left join member
    on coalesce(oldest.oldest_person_no, person_key.person_no) = member.person_no
    and member.recorded_at <= counted.recorded_at
-- Rows of people have one of these; those of companies and projects have none.
where listed.verdict in ('accepted', 'quarantined')
    and (listed.nik is not null or listed.kpj is not null or listed.nama is not null)
order by 1, 2, 3, 4;
