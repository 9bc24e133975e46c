-- The files that count by now, or will when they are judged, for some partners, kinds and months: of the
-- full list the newest of each part, and every addition.
select
    wanted.partner_no,
    wanted.roster_kind,
    wanted.period,
    file.submission_no,
    submission.sha256,
    submission.list_no,
    submission.part_no,
    file.is_full
from unnest(%(partner_nos)s::bigint[], %(roster_kinds)s::text[], %(periods)s::text[])
        as wanted (partner_no, roster_kind, period)
cross join
    lateral (
        select part.*
        from intake.full_list_at(
                'infinity',
                wanted.partner_no,
                wanted.roster_kind,
                (wanted.period || '-01')::date,
                counts_waiting => true
            ) as newest
        cross join
            lateral intake.list_parts_at(
                'infinity', newest.list_no, counts_waiting => true
            ) as part
        where newest.period = wanted.period
        union all
        select addition.*
        from intake.submission_at('infinity') as addition
        where
            addition.partner_no = wanted.partner_no
            and addition.roster_kind = wanted.roster_kind
            and addition.period = wanted.period
            and not addition.is_full
            and (addition.is_usable or addition.outcome = 'waiting')
    ) as file
inner join intake.submission on file.submission_no = submission.submission_no
order by file.submission_no desc
