-- The numbers one slip of the pen away from a NIK, of rows that it does not fit or that say no birth date:
-- each of sixteen digits another one, or exchanged with the next; one left out, one struck twice.
create temporary table near_nik on commit drop as
with

asked as materialized (
    select
        row_asked.row_no,
        row_asked.nik::bigint as number,
        length(row_asked.nik) as digits
    from row_asked
    where
        length(row_asked.nik) between 15 and 17
        and (row_asked.born_on is null or not row_asked.has_own_nik)
),

placed as (
    select
        asked.*,
        step.place,
        power(10::numeric, step.place)::bigint as unit
    from asked
    cross join generate_series(0, 16) as step (place)
),

parted as (
    -- What stands before the place, the digit at it, the one before that, and what stands behind it.
    select
        placed.*,
        placed.number / placed.unit / 10 as before,
        mod(placed.number / placed.unit, 10) as digit,
        mod(placed.number / placed.unit / 10, 10) as digit_before,
        mod(placed.number, placed.unit) as behind
    from placed
)

select
    parted.row_no,
    (parted.before * 10 + other.digit) * parted.unit + parted.behind as key_no
from parted
cross join generate_series(0, 9) as other (digit)
where parted.digits = 16 and parted.place < 16 and other.digit <> parted.digit
union
select
    parted.row_no,
    parted.before / 10 * parted.unit * 100
    + (parted.digit * 10 + parted.digit_before) * parted.unit + parted.behind as key_no
from parted
where parted.digits = 16 and parted.place < 15 and parted.digit <> parted.digit_before
union
select
    parted.row_no,
    ((parted.before * 10 + parted.digit) * 10 + other.digit) * parted.unit + parted.behind as key_no
from parted
cross join generate_series(0, 9) as other (digit)
where parted.digits = 15 and parted.place < 16
union
select
    parted.row_no,
    parted.before * parted.unit + parted.behind as key_no
from parted
where parted.digits = 17
