-- The submission that one corrects, or else the one it would replace: of the full list in force before it
-- came the part of the same file name, or the whole of a list in one part beside the first part of a new one.
select coalesce(corrected.submission_id, part_before.submission_id)
from intake.submission as late
left join intake.submission as corrected
    on late.corrects_submission_no = corrected.submission_no
left join lateral intake.full_list_at(
    'infinity',
    late.partner_no,
    late.roster_kind,
    late.valid_from,
    coalesce(late.list_no, late.submission_no)
) as replaced on late.is_full
left join lateral (
    select part.submission_id
    from intake.list_parts_at('infinity', replaced.list_no) as part
    inner join intake.submission as file on part.submission_no = file.submission_no
    where
        file.file_name = late.file_name
        or (
            late.submission_no = coalesce(late.list_no, late.submission_no)
            and not exists (
                select from intake.submission as other
                where
                    coalesce(other.list_no, other.submission_no) = part.list_no
                    and coalesce(other.part_no, other.submission_no) <> part.part_no
            )
        )
    order by part.submission_no desc
    limit 1
) as part_before on true
where late.submission_id = %(submission_id)s
