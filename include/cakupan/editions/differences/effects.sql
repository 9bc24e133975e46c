-- What each origin adds to the figures that moved: evidence in its own area, and where it rolls up above.
with

closures as (
    select
        'before' as side,
        area_closure.area_code,
        area_closure.ancestor_code,
        1 as sign
    from before.area_closure
    union all
    select
        'after' as side,
        area_closure.area_code,
        area_closure.ancestor_code,
        1 as sign
    from after.area_closure
    union all
    select
        'both' as side,
        moved_areas.area_code,
        moved_areas.ancestor_code,
        moved_areas.sign
    from main.moved_areas
),

raised as (
    select
        measured.indicator_code,
        measured.slicing,
        measured.slice_code,
        closures.ancestor_code as area_code,
        measured.why,
        measured.origin_kind,
        measured.origin_no,
        measured.exclusion,
        closures.sign * measured.numerator as numerator,
        closures.sign * measured.denominator as denominator,
        closures.sign * measured.excluded as excluded,
        closures.sign * measured.possible as possible,
        closures.sign * measured.unknown as unknown,
        measured.numerator_rows,
        measured.denominator_rows,
        measured.excluded_rows,
        measured.possible_rows,
        measured.unknown_rows
    from main.measured
    inner join closures
        on
            measured.side = closures.side
            and measured.area_code = closures.area_code
            and (measured.rolls_up or measured.area_code = closures.ancestor_code)
)

select
    raised.indicator_code,
    raised.slicing,
    raised.slice_code,
    raised.area_code,
    raised.why,
    raised.origin_kind,
    raised.origin_no::bigint as origin_no,
    raised.exclusion,
    sum(raised.numerator)::bigint as numerator,
    sum(raised.denominator)::bigint as denominator,
    sum(raised.excluded)::bigint as excluded,
    sum(raised.possible)::bigint as possible,
    sum(raised.unknown)::bigint as unknown,
    sum(raised.numerator_rows)::bigint as numerator_rows,
    sum(raised.denominator_rows)::bigint as denominator_rows,
    sum(raised.excluded_rows)::bigint as excluded_rows,
    sum(raised.possible_rows)::bigint as possible_rows,
    sum(raised.unknown_rows)::bigint as unknown_rows
from raised
inner join main.addresses
    on
        raised.indicator_code = addresses.indicator_code
        and raised.slicing = addresses.slicing
        and raised.slice_code = addresses.slice_code
        and raised.area_code = addresses.area_code
group by 1, 2, 3, 4, 5, 6, 7, 8
