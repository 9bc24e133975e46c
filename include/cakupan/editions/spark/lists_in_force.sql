-- What intake.in_force says of a month, from what is known of submissions at the instant.
with

month as (
    select
        cast($period || '-01' as date) as first_day,
        last_day(cast($period || '-01' as date)) as last_day
),

reaching as (
    select file.*
    from submission_at as file
    cross join month
    where
        file.period = $period
        or (
            file.is_carried_forward
            and file.valid_from <= month.last_day
            and (file.valid_to is null or file.valid_to >= month.first_day)
        )
),

owed as (
    select distinct
        reaching.partner_no,
        reaching.roster_kind
    from reaching
),

newest as (
    select
        owed.partner_no,
        owed.roster_kind,
        file.list_no,
        file.valid_from
    from owed
    cross join month
    left join submission_at as file
        on
            owed.partner_no = file.partner_no
            and owed.roster_kind = file.roster_kind
            and file.is_full
            and file.is_usable
            and file.valid_from <= month.last_day
    qualify
        row_number() over (
            partition by owed.partner_no, owed.roster_kind
            order by file.valid_from desc nulls last, file.list_no desc, file.submission_no desc
        ) = 1
),

standing as (
    select newest.list_no
    from newest
    where newest.list_no is not null
    union
    select addition.list_no
    from reaching as addition
    inner join newest
        on addition.partner_no = newest.partner_no and addition.roster_kind = newest.roster_kind
    where
        not addition.is_full
        and (
            newest.list_no is null
            or addition.valid_from > newest.valid_from
            or (addition.valid_from = newest.valid_from and addition.list_no > newest.list_no)
        )
),

newest_parts as (
    select file.*
    from standing
    inner join submission_at as file on standing.list_no = file.list_no
    where file.is_usable
    qualify row_number() over (partition by file.list_no, file.part_no order by file.submission_no desc) = 1
)

select file.*
from newest_parts as file
cross join month
where
    file.valid_from <= month.last_day
    and (file.valid_to is null or file.valid_to >= month.first_day)
    and (file.is_carried_forward or file.period = $period)
