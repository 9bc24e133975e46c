-- Rows of two lists that are changed, new or gone: as they stand in the later file, gone ones after them.
with

pair as (
    select
        difference_match.earlier_no,
        difference_match.later_no,
        difference_match.basis,
        difference_match.fields
    from difference_match
    where difference_match.basis <> 'digest'
    union all
    select
        case when not difference_row.is_later then difference_row.row_no end as earlier_no,
        case when difference_row.is_later then difference_row.row_no end as later_no,
        null as basis,
        null as fields
    from difference_row
    where
        not exists (
            select from difference_match as matched
            where matched.earlier_no = difference_row.row_no
        )
        and not exists (
            select from difference_match as matched
            where matched.later_no = difference_row.row_no
        )
),

shown as (
    select pair.*
    from pair
    order by pair.later_no nulls last, pair.earlier_no
    limit %(most)s
)

select
    shown.basis,
    earlier.sheet_no as earlier_sheet_no,
    earlier.row_number as earlier_row,
    earlier_sheet.sheet_name as earlier_sheet,
    later.sheet_no as later_sheet_no,
    later.row_number as later_row,
    later_sheet.sheet_name as later_sheet,
    coalesce(shown.fields, '{}') as fields,
    earlier.content as before,
    later.content as after
from shown
left join difference_row as earlier on shown.earlier_no = earlier.row_no
left join difference_row as later on shown.later_no = later.row_no
left join intake.sheet as earlier_sheet
    on
        earlier_sheet.submission_no = %(earlier_no)s
        and earlier_sheet.judgement_no = %(earlier_judged)s
        and earlier.sheet_no = earlier_sheet.sheet_no
left join intake.sheet as later_sheet
    on
        later_sheet.submission_no = %(later_no)s
        and later_sheet.judgement_no = %(later_judged)s
        and later.sheet_no = later_sheet.sheet_no
order by shown.later_no nulls last, shown.earlier_no
