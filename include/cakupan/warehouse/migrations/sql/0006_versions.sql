-- Holds and releases as dated facts, the columns a sheet was read by, members of archives, answered receipts.

alter table control.load drop constraint load_kind_check;
alter table control.load add constraint load_kind_check
check (kind in ('intake', 'register', 'reference', 'hold', 'release', 'replay'));

create table intake.hold (
    hold_no bigint generated always as identity primary key,
    submission_no bigint not null,
    judgement_no integer not null,
    load_no bigint not null,
    state text not null check (state in ('held', 'released')),
    basis text not null check (basis in ('shrunk', 'gate', 'operator')),
    reason text not null check (btrim(reason) <> ''),
    action_no bigint references control.action,
    foreign key (submission_no, judgement_no) references intake.judgement,
    check ((state = 'released') = (basis = 'operator')),
    check (state = 'held' or action_no is not null)
);
comment on table intake.hold is
'One row per time a judgement was set aside or freed; the newest recorded by as_of counts. A judgement without one is free.';
create unique index hold_once_per_basis on intake.hold (submission_no, judgement_no, basis) where state = 'held';
create index on intake.hold (submission_no, judgement_no);

-- What stood in the judgement itself becomes a fact of the load it was seen with.
insert into intake.hold (submission_no, judgement_no, load_no, state, basis, reason)
select
    judgement.submission_no,
    judgement.judgement_no,
    judgement.load_no,
    'held',
    case when judgement.held_reason like '%separuh daftar yang berlaku%' then 'shrunk' else 'gate' end,
    coalesce(nullif(btrim(judgement.held_reason), ''), 'Tidak tercatat.')
from intake.judgement
where judgement.outcome = 'held'
order by judgement.submission_no, judgement.judgement_no;

insert into intake.hold (submission_no, judgement_no, load_no, state, basis, reason, action_no)
select
    hold.submission_no,
    hold.judgement_no,
    action.load_no,
    'released',
    'operator',
    coalesce(nullif(btrim(action.reason), ''), 'Tidak tercatat.'),
    action.action_no
from control.action
inner join intake.submission on action.subject = submission.submission_id
inner join intake.hold on submission.submission_no = hold.submission_no
where action.action = 'release' and action.load_no is not null and hold.state = 'held'
order by action.action_no, hold.hold_no;

drop view intake.submission_summary;
alter table intake.judgement drop constraint judgement_outcome_check;
update intake.judgement
set outcome = case
    when quarantined > 0 or duplicates > 0 or exists (
        select from intake.finding
        where finding.submission_no = judgement.submission_no and finding.judgement_no = judgement.judgement_no
    ) then 'accepted_with_findings'
    else 'accepted'
end
where outcome = 'held';
alter table intake.judgement add constraint judgement_outcome_check
check (outcome in ('accepted', 'accepted_with_findings', 'refused'));
alter table intake.judgement drop column held_reason;
comment on column intake.judgement.outcome is
'What judging found. Whether the list is held is said by intake.hold; intake.latest_judgement has both.';

create trigger hold_never_changes before update or truncate on intake.hold
for each statement execute function control.refuse_change();
create trigger release_stays before delete on intake.hold
for each row when (old.state = 'released') execute function control.refuse_change();

create view intake.latest_judgement as
select
    judgement.submission_no,
    judgement.judgement_no,
    judgement.load_no,
    judgement.contract_version,
    judgement.rules_version,
    case when latest_hold.state = 'held' then 'held' else judgement.outcome end as outcome,
    judgement.refusal_code,
    judgement.refusal_text,
    judgement.is_nil,
    judgement.received,
    judgement.accepted,
    judgement.quarantined,
    judgement.duplicates,
    judgement.stated_total,
    case when latest_hold.state = 'held' then latest_hold.reason end as held_reason,
    coalesce(latest_hold.state = 'released', false) as is_released,
    case when latest_hold.state = 'released' then latest_hold.reason end as release_reason
from intake.judgement
left join lateral (
    select hold.state, hold.reason
    from intake.hold
    left join control.load on hold.load_no = load.load_no
    where hold.submission_no = judgement.submission_no and hold.judgement_no = judgement.judgement_no
    -- A load is stamped at the end of its own transaction; until then it is the newest.
    order by load.recorded_at desc nulls first, hold.hold_no desc
    limit 1
) as latest_hold on true
where not exists (
    select from intake.judgement as newer
    where newer.submission_no = judgement.submission_no and newer.judgement_no > judgement.judgement_no
);
comment on view intake.latest_judgement is
'The newest judgement of each submission as it stands now: outcome held while it is set aside. One row per judged submission.';

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

-- Every column of a sheet, with the field it was read as and why.
alter table intake.sheet add column columns jsonb not null default '[]';
update intake.sheet
set columns = (
    select coalesce(
        jsonb_agg(
            jsonb_build_object(
                'number', null, 'header', mapped.key, 'field', mapped.value, 'basis', 'unknown', 'suggestion', null
            ) order by mapped.key
        ), '[]'
    )
    from jsonb_each_text(sheet.mapping) as mapped
);
alter table intake.sheet drop column mapping;
comment on column intake.sheet.columns is
'List of {number, header, field, basis, suggestion}, number 1-based; of judgements before this column came, mapped columns only.';

alter table intake.finding add column column_number integer;
comment on column intake.finding.column_number is '1-based position in the sheet; null: the whole row.';

alter table intake.delivery drop constraint delivery_outcome_check;
alter table intake.delivery add constraint delivery_outcome_check
check (outcome in ('submission', 'already_received', 'refused', 'unpacked'));
alter table intake.delivery add column container_delivery_no bigint references intake.delivery;
comment on column intake.delivery.container_delivery_no is 'The delivery of the archive this file was a member of.';

-- The arrival of a file a second time is looked up among all; names are longer than an index takes.
create index on intake.delivery (sha256, hashtextextended(relative_path, 0));

alter table intake.submission add column corrects_submission_no bigint references intake.submission;
comment on column intake.submission.corrects_submission_no is 'The submission whose corrected receipt this file is.';

alter table reference.office add column contact text;
