-- Evidence takes the flags of facts at their word: of the rows that name a unit, one counts in
-- each slice.
with

listed as (

    select * from {{ ref('fct_roster_months') }}

),

listed_again as (

    select * from {{ ref('fct_roster_months') }}

),

interns as (

    select * from {{ ref('fct_intern_months') }}

),

-- Most units are on one row: only of the others it is asked how many kinds, partners and payers name them.
tallied as (

    select
        listed.unit_kind,
        listed.unit_no,
        count(*) as places,
        count(*) filter (where listed.is_counted_total) as counted_total,
        count(*) filter (where listed.is_counted_kind) as counted_kind,
        count(*) filter (where listed.is_counted_partner) as counted_partner,
        count(*) filter (where listed.is_counted_funding) as counted_funding,
        count(*) filter (where listed.is_counted_vulnerable) as counted_vulnerable,
        count(*) filter (where listed.is_counted_vulnerable_funding) as counted_vulnerable_funding,
        max(case when listed.is_vulnerable then 1 else 0 end) as vulnerable
    from listed
    group by listed.unit_kind, listed.unit_no

),

on_several_rows as (

    select tallied.*
    from tallied
    where tallied.places > 1

),

named as (

    select
        on_several_rows.unit_kind,
        on_several_rows.unit_no,
        count(distinct listed_again.roster_kind) as kinds,
        count(distinct listed_again.partner_no) as partners,
        count(distinct listed_again.funding_code) as fundings,
        count(distinct listed_again.funding_code) filter (where listed_again.is_vulnerable) as vulnerable_fundings
    from on_several_rows
    inner join listed_again
        on
            on_several_rows.unit_kind = listed_again.unit_kind
            and on_several_rows.unit_no = listed_again.unit_no
    group by on_several_rows.unit_kind, on_several_rows.unit_no

),

counted as (

    select
        tallied.unit_kind,
        tallied.unit_no
    from tallied
    left join named
        on
            tallied.unit_kind = named.unit_kind
            and tallied.unit_no = named.unit_no
    where
        tallied.counted_total <> 1
        or tallied.counted_kind <> coalesce(named.kinds, 1)
        or tallied.counted_partner <> coalesce(named.partners, 1)
        or tallied.counted_funding <> coalesce(named.fundings, 1)
        or tallied.counted_vulnerable <> tallied.vulnerable
        or tallied.counted_vulnerable_funding
        <> coalesce(named.vulnerable_fundings, tallied.vulnerable)

    union all

    select
        interns.unit_kind,
        interns.unit_no
    from interns
    group by interns.unit_kind, interns.unit_no
    having count(*) filter (where interns.is_counted_total) <> 1

)

select
    counted.unit_kind,
    counted.unit_no
from counted
