-- Full lists, each named by its first file, and corrections of one part, beside what was in force before
-- they came. A list is weighed when all its parts as received are judged and one of them is usable.
-- Files are looked up list by list (offset 0): the cost follows the lists and not the months on record.
with

late as (
    select
        submission.*,
        submission.submission_no <> submission.part_no as is_correction
    from intake.submission_at('infinity') as submission
    where submission.submission_no = any(%(submission_nos)s)
),

own as (
    select
        late.submission_no as late_no,
        file.submission_no,
        file.judgement_no,
        file.accepted,
        file.outcome,
        file.is_usable
    from late
    cross join
        lateral (
            select part.* from intake.submission_at('infinity') as part
            where part.list_no = late.list_no
            order by part.submission_no
            offset 0
        ) as file
    where
        file.submission_no = late.submission_no
        or (not late.is_correction and file.submission_no = file.part_no)
),

weighed as (
    select
        own.late_no,
        array_agg(own.submission_no order by own.submission_no)
        filter (where own.is_usable) as submission_nos,
        array_agg(own.judgement_no order by own.submission_no)
        filter (where own.is_usable) as judgement_nos,
        sum(own.accepted) filter (where own.is_usable) as accepted
    from own
    group by own.late_no
    having bool_or(own.is_usable) and not bool_or(own.outcome = 'waiting')
),

siblings as (
    -- What there was of its list before a correction came.
    select
        late.submission_no as late_no,
        array_agg(file.submission_id order by file.submission_no) as submission_ids,
        bool_or(file.is_usable) as is_any_usable,
        bool_or(file.outcome = 'held') as is_any_held
    from late
    cross join
        lateral (
            select part.* from intake.submission_at('infinity') as part
            where part.list_no = late.list_no and part.submission_no < late.submission_no
            order by part.submission_no
            offset 0
        ) as file
    where late.is_correction
    group by late.submission_no
),

replaced as (
    select
        late.submission_no as late_no,
        part.submission_id,
        part.part_no,
        part.accepted,
        is_mended.is_mended and part.part_no <> late.part_no as is_kept
    from late
    left join siblings on late.submission_no = siblings.late_no
    cross join lateral (select coalesce(siblings.is_any_usable, false) as is_mended) as is_mended
    left join
        lateral intake.full_list_at(
            'infinity', late.partner_no, late.roster_kind, late.valid_from, late.list_no
        ) as before_it
        on before_it.valid_to is null or late.valid_from <= before_it.valid_to
    cross join lateral intake.list_parts_at(
        'infinity',
        case when is_mended.is_mended then late.list_no else before_it.list_no end,
        late.submission_no
    ) as part
),

in_force as (
    select
        replaced.late_no,
        array_agg(replaced.submission_id order by replaced.part_no) as submission_ids,
        sum(replaced.accepted) as accepted,
        coalesce(sum(replaced.accepted) filter (where replaced.is_kept), 0) as kept
    from replaced
    group by replaced.late_no
)

select
    weighed.submission_nos,
    weighed.judgement_nos,
    weighed.accepted + coalesce(in_force.kept, 0) as accepted,
    coalesce(in_force.submission_ids, '{}') as replaced_ids,
    coalesce(in_force.accepted, 0) as replaced_rows,
    case
        when siblings.is_any_held and not siblings.is_any_usable then siblings.submission_ids
        else '{}'
    end as held_ids
from weighed
left join siblings on weighed.late_no = siblings.late_no
left join in_force on weighed.late_no = in_force.late_no
order by weighed.late_no
