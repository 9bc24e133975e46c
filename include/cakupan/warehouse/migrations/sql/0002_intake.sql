-- What partners sent, and what was judged of it. Personal data: vault schema.
create schema intake;

create table intake.delivery (
    delivery_no bigint generated always as identity primary key,
    load_no bigint not null,
    partner_id text,
    relative_path text not null,
    file_name text not null,
    sha256 text not null,
    size_bytes bigint not null,
    received_at timestamptz not null,
    outcome text not null check (outcome in ('submission', 'already_received', 'refused')),
    refusal_code text,
    submission_no bigint
);
comment on table intake.delivery is 'One row per arrival of a file, whatever became of it.';

create table intake.submission (
    submission_no bigint generated always as identity primary key,
    submission_id text generated always as ('S' || lpad(submission_no::text, 6, '0')) stored unique,
    load_no bigint not null,
    delivery_no bigint not null,
    partner_no bigint not null,
    partner_id text not null,
    roster_kind text not null,
    period text not null check (period ~ '^\d{4}-(0[1-9]|1[0-2])$'),
    sha256 text not null,
    file_name text not null,
    received_at timestamptz not null,
    kind_basis text not null,
    period_basis text not null,
    is_full boolean not null,
    carry_forward boolean not null,
    funding_code text,
    agreement_id text,
    valid_from date not null,
    valid_to date
);
create index on intake.submission (partner_no, roster_kind, period);
comment on table intake.submission is 'One file taken for one partner, kind and period. Immutable. kind_basis and period_basis say how they were found.';

create table intake.judgement (
    submission_no bigint not null references intake.submission,
    judgement_no integer not null,
    load_no bigint not null,
    contract_version text not null,
    rules_version text not null,
    outcome text not null check (outcome in ('accepted', 'accepted_with_findings', 'refused', 'held')),
    refusal_code text,
    refusal_text text,
    is_nil boolean not null default false,
    received integer not null default 0,
    accepted integer not null default 0,
    quarantined integer not null default 0,
    duplicates integer not null default 0,
    stated_total integer,
    held_reason text,
    primary key (submission_no, judgement_no),
    check (received = accepted + quarantined + duplicates),
    check ((outcome = 'refused') = (refusal_code is not null))
);
comment on table intake.judgement is 'One row per time a submission was judged; the newest visible at as_of counts.';

create table intake.sheet (
    submission_no bigint not null,
    judgement_no integer not null,
    sheet_no integer not null,
    sheet_name text not null,
    is_visible boolean not null,
    is_ignored boolean not null,
    header_row integer,
    mapping jsonb not null default '{}',
    used_rows integer not null,
    title_rows integer not null,
    header_rows integer not null,
    numbering_rows integer not null,
    section_rows integer not null,
    total_rows integer not null,
    note_rows integer not null,
    received integer not null,
    accepted integer not null,
    quarantined integer not null,
    duplicates integer not null,
    primary key (submission_no, judgement_no, sheet_no),
    foreign key (submission_no, judgement_no) references intake.judgement,
    check (used_rows = title_rows + header_rows + numbering_rows + section_rows + total_rows + note_rows + received),
    check (received = accepted + quarantined + duplicates)
);
comment on table intake.sheet is 'One row per sheet of a judged file; the constraints hold conservation.';

create table intake.roster_row (
    period text not null,
    submission_no bigint not null,
    judgement_no integer not null,
    sheet_no integer not null,
    row_number integer not null,
    verdict text not null check (verdict in ('accepted', 'quarantined', 'duplicate')),
    nik text,
    kpj text,
    nama text,
    tanggal_lahir date,
    jenis_kelamin text,
    area_code text,
    is_area_assumed boolean not null default false,
    category_code text,
    funding_code text,
    npp text,
    nama_perusahaan text,
    pekerja_aktif bigint,
    pekerja_terdaftar bigint,
    target_peserta bigint,
    nama_proyek text,
    no_proyek text,
    nilai_kontrak numeric(20, 2),
    jumlah_pekerja_proyek bigint,
    tempat_magang text,
    asal_lembaga text,
    starts_on date,
    ends_on date,
    attributes jsonb not null default '{}'
) partition by list (period);
comment on table intake.roster_row is
'One row per received row of a judged sheet. Only fields the contract keeps. A partition is made for each period when rows of it are first stored.';

create table intake.finding (
    submission_no bigint not null,
    judgement_no integer not null,
    sheet_no integer,
    row_number integer,
    column_name text,
    code text not null,
    severity text not null check (severity in ('error', 'warning')),
    foreign key (submission_no, judgement_no) references intake.judgement
);
create index on intake.finding (submission_no, judgement_no);
comment on table intake.finding is 'What is wrong, where: no cell values. sheet_no null: the submission as a whole.';

create table intake.receipt (
    submission_no bigint not null,
    judgement_no integer not null,
    file_name text not null,
    sha256 text not null,
    written_at timestamptz not null,
    primary key (submission_no, judgement_no)
);
comment on table intake.receipt is 'One row per answer written to a partner; a submission without one is still to be judged or answered.';

create index on intake.roster_row (submission_no, judgement_no);

create view intake.submission_summary as
select
    submission.submission_no,
    submission.submission_id,
    submission.partner_id,
    submission.roster_kind,
    submission.period,
    judgement.judgement_no,
    judgement.outcome,
    judgement.refusal_code,
    judgement.is_nil,
    judgement.received,
    judgement.accepted,
    judgement.quarantined,
    judgement.duplicates,
    case when judgement.received > 0 then judgement.accepted::numeric / judgement.received end as accepted_rate,
    (select coalesce(sum(sheet.received), 0) from intake.sheet
     where sheet.submission_no = judgement.submission_no and sheet.judgement_no = judgement.judgement_no) as sheet_received,
    (select count(*) from intake.roster_row
     where roster_row.period = submission.period and roster_row.submission_no = judgement.submission_no
         and roster_row.judgement_no = judgement.judgement_no) as landed_rows
from intake.judgement
inner join intake.submission on judgement.submission_no = submission.submission_no;
comment on view intake.submission_summary is 'What gate 1 reads. One row per judgement.';
