-- The agency's own extracts, as dated rows. Personal data: vault schema.
-- Every table: (load_no, file_no, row_number) is the row of the file it came from; replaced_by_load_no closes it.
create schema register;

create table register.unit_key (
    unit_no bigint generated always as identity primary key,
    unit_kind text not null,
    unit_id text not null,
    unique (unit_kind, unit_id)
);
comment on table register.unit_key is
'Readable ids to integers, for partner, employer, project, claim, agreement, action, workforce, target. Never reused.';

create function register.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if old.replaced_by_load_no is null and new.replaced_by_load_no is not null then
            old.replaced_by_load_no := new.replaced_by_load_no;
            if new is not distinct from old then
                return new;
            end if;
        end if;
    end if;
    raise exception '% on %.% refused: a dated row can only be closed, once', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

create table register.membership (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    membership_id text not null,
    nik text, kpj text, nama text, tanggal_lahir date, jenis_kelamin text,
    segment_code text not null, programme_codes text not null, npp text, category_code text, funding_code text,
    office_code text, work_area_code text, residence_area_code text,
    active_from date not null, active_to date, paid_through date
);
create table register.employer (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    npp text not null, nama_perusahaan text not null, area_code text, office_code text, scale text, active_workers_reported bigint
);
create table register.project (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    project_id text not null, npp text, area_code text not null, office_code text, funding_code text,
    workers bigint not null, contract_rupiah numeric(20, 0), starts_on date not null, ends_on date, maintenance_until date
);
create table register.contribution (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    membership_id text not null, month text not null, programme_code text not null, rupiah numeric(20, 0) not null, paid_on date not null
);
create table register.claim (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    claim_id text not null, kpj text, programme_code text not null, cases bigint not null, rupiah numeric(20, 0) not null,
    paid_on date not null, area_code text not null, office_code text
);

create schema reference;

create table reference.area (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    area_code text not null, parent_code text, level text not null, area_name text not null,
    valid_from date not null, valid_to date, bps_code text
);
create table reference.area_move (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    old_code text not null, new_code text not null, area_name text not null, moved_on date not null, document text
);
create table reference.office (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    office_code text not null, parent_code text, office_name text not null, level text not null
);
create table reference.partner (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    partner_id text not null, partner_name text not null, area_code text, office_code text, contact text
);
create table reference.obligation (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    partner_id text not null, roster_kind text not null, frequency text not null check (frequency in ('monthly', 'quarterly', 'yearly', 'once')),
    due_day integer not null, list_mode text not null check (list_mode in ('full', 'addition')), carry_forward boolean not null,
    funding_code text, agreement_id text, valid_from date not null, valid_to date
);
create table reference.layout (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    partner_id text not null, roster_kind text not null, header text not null, field text not null, valid_from date not null, valid_to date
);
create table reference.workforce (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    basis text not null, area_code text not null, segment_code text not null, workers bigint not null, valid_from date not null,
    source text not null, document text
);
create table reference.target (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    indicator_code text not null, area_code text not null, period text not null, value numeric(12, 4) not null, document text
);
create table reference.agreement (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    agreement_id text not null, agreement_kind text not null, title text not null, partner_id text, area_code text not null,
    signed_on date not null, valid_to date
);
create table reference.agreement_action (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    agreement_id text not null, action_id text not null, action text not null, responsible text, due_on date not null, done_on date, document text, measure text
);
create table reference.commitment (
    load_no bigint not null, replaced_by_load_no bigint, file_no integer not null, row_number bigint not null, row_hash text not null,
    agreement_id text not null, npp text not null, baseline_on date not null, active_workers bigint not null, members bigint not null, share numeric(6, 4) not null
);

do $$
declare
    name text;
begin
    for name in
        select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname in ('register', 'reference') and tablename <> 'unit_key'
    loop
        execute format('create trigger dated_row before update or delete on %s for each row execute function register.refuse_change()', name);
        execute format('create trigger dated_table before truncate on %s for each statement execute function control.refuse_change()', name);
    end loop;
end
$$;

create unique index on register.membership (membership_id) where replaced_by_load_no is null;
create index on register.membership (load_no);
create index on register.membership (nik);
create index on register.membership (kpj);
create unique index on register.employer (npp) where replaced_by_load_no is null;
create unique index on register.project (project_id) where replaced_by_load_no is null;
create unique index on register.contribution (membership_id, month, programme_code) where replaced_by_load_no is null;
create unique index on register.claim (claim_id) where replaced_by_load_no is null;
create unique index on reference.area (area_code, valid_from) where replaced_by_load_no is null;
create unique index on reference.area_move (old_code, new_code) where replaced_by_load_no is null;
create unique index on reference.office (office_code) where replaced_by_load_no is null;
create unique index on reference.partner (partner_id) where replaced_by_load_no is null;
create unique index on reference.obligation (partner_id, roster_kind, valid_from) where replaced_by_load_no is null;
create unique index on reference.layout (partner_id, roster_kind, header, valid_from) where replaced_by_load_no is null;
create unique index on reference.workforce (basis, area_code, segment_code, valid_from) where replaced_by_load_no is null;
create unique index on reference.target (indicator_code, area_code, period) where replaced_by_load_no is null;
create unique index on reference.agreement (agreement_id) where replaced_by_load_no is null;
create unique index on reference.agreement_action (agreement_id, action_id) where replaced_by_load_no is null;
create unique index on reference.commitment (agreement_id, npp) where replaced_by_load_no is null;
