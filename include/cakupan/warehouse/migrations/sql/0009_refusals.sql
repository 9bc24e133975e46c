-- Refusals and holds keep what was found, not a sentence: both languages are made of it.

alter table intake.judgement add column refusal_details jsonb;
update intake.judgement
set refusal_details = case
    when refusal_text is null then '{}' else jsonb_build_object('text_id', refusal_text)
end
where refusal_code is not null;
alter table intake.judgement add check ((refusal_code is null) = (refusal_details is null));
comment on column intake.judgement.refusal_details is
'What was found, by the names of the braces in the sentence of its code. text_id: the sentence itself, of judgements before this column came.';

alter table intake.delivery add column refusal_details jsonb;
update intake.delivery set refusal_details = '{}'
where refusal_code is not null;
alter table intake.delivery add check ((refusal_code is null) = (refusal_details is null));
comment on column intake.delivery.refusal_details is 'As in intake.judgement; empty of deliveries before this column came.';

alter table intake.hold disable trigger hold_never_changes;
alter table intake.hold add column reason_code text;
alter table intake.hold add column reason_details jsonb;
alter table intake.hold alter column reason drop not null;
update intake.hold
set
    reason_code = case basis when 'shrunk' then 'DAFTAR_MENYUSUT' else 'PEMERIKSAAN_GAGAL' end,
    reason_details = jsonb_build_object('text_id', reason),
    reason = null
where state = 'held';
alter table intake.hold enable trigger hold_never_changes;
alter table intake.hold add check ((state = 'held') = (reason_code is not null and reason_details is not null));
alter table intake.hold add check ((state = 'released') = (reason is not null));
comment on column intake.hold.reason is 'Why whoever released it did so, in their words.';
comment on column intake.hold.reason_details is
'What was found, by the names of the braces in the sentence of its code. text_id: the sentence itself, of holds before this column came.';

-- The function of 0008 and its view say the code and what was found of a hold, no sentence.
drop view intake.latest_judgement;
drop function intake.judgement_at;
alter table intake.judgement drop column refusal_text;

create function intake.judgement_at(as_of timestamptz) returns table (
    submission_no bigint,
    judgement_no integer,
    outcome text,
    held_code text,
    held_details jsonb,
    is_released boolean,
    release_reason text
) language sql stable as $$
    select
        judgement.submission_no,
        judgement.judgement_no,
        case when newest_hold.state = 'held' then 'held' else judgement.outcome end,
        case when newest_hold.state = 'held' then newest_hold.reason_code end,
        case when newest_hold.state = 'held' then newest_hold.reason_details end,
        coalesce(newest_hold.state = 'released', false),
        case when newest_hold.state = 'released' then newest_hold.reason end
    from intake.judgement
    left join control.load as judged on judgement.load_no = judged.load_no
    left join lateral (
        select hold.state, hold.reason, hold.reason_code, hold.reason_details
        from intake.hold
        left join control.load as recorded on hold.load_no = recorded.load_no
        where hold.submission_no = judgement.submission_no and hold.judgement_no = judgement.judgement_no
            and coalesce(recorded.recorded_at, 'infinity') <= judgement_at.as_of
        order by recorded.recorded_at desc nulls first, hold.hold_no desc
        limit 1
    ) as newest_hold on true
    where coalesce(judged.recorded_at, 'infinity') <= judgement_at.as_of
        and not exists (
            select from intake.judgement as newer
            left join control.load as judged_newer on newer.load_no = judged_newer.load_no
            where newer.submission_no = judgement.submission_no and newer.judgement_no > judgement.judgement_no
                and coalesce(judged_newer.recorded_at, 'infinity') <= judgement_at.as_of
        )
$$;
comment on function intake.judgement_at is
'The judgement that counts at as_of, and whether it is set aside then. One row per submission judged by as_of.';

create view intake.latest_judgement as
select
    judgement.submission_no,
    judgement.judgement_no,
    judgement.load_no,
    judgement.contract_version,
    judgement.rules_version,
    latest.outcome,
    judgement.refusal_code,
    judgement.refusal_details,
    judgement.is_nil,
    judgement.received,
    judgement.accepted,
    judgement.quarantined,
    judgement.duplicates,
    judgement.stated_total,
    latest.held_code,
    latest.held_details,
    latest.is_released,
    latest.release_reason
from intake.judgement_at('infinity') as latest
inner join intake.judgement
    on latest.submission_no = judgement.submission_no and latest.judgement_no = judgement.judgement_no;
comment on view intake.latest_judgement is
'The newest judgement of each submission as it stands now: outcome held while it is set aside. One row per judged submission.';
