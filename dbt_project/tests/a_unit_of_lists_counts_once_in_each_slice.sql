-- Evidence takes the flags of facts at their word: of the rows that name a unit, one counts in
-- each slice.
with

listed as (

    select * from {{ ref('fct_roster_months') }}

),

interns as (

    select * from {{ ref('fct_intern_months') }}

),

counted as (

    select
        listed.unit_kind,
        listed.unit_no
    from listed
    group by listed.unit_kind, listed.unit_no
    having
        count(*) filter (where listed.is_counted_total) <> 1
        or count(*) filter (where listed.is_counted_kind) <> count(distinct listed.roster_kind)
        or count(*) filter (where listed.is_counted_partner) <> count(distinct listed.partner_no)
        or count(*) filter (where listed.is_counted_funding) <> count(distinct listed.funding_code)
        or count(*) filter (where listed.is_counted_vulnerable)
        <> max(case when listed.is_vulnerable then 1 else 0 end)
        or count(*) filter (where listed.is_counted_vulnerable_funding)
        <> count(distinct listed.funding_code) filter (where listed.is_vulnerable)

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
