with

listed as (

    select * from {{ ref('fct_roster_months') }}

),

prices as (

    select * from {{ ref('int_contributions__priced') }}

),

read_for_payers as (

    select * from {{ ref('fct_roster_months') }}

),

-- Hardly anybody has two payers; of the others nothing is asked.
paid_twice as (

    select read_for_payers.unit_no
    from read_for_payers
    where
        read_for_payers.unit_kind = 'person'
        and read_for_payers.funding_code <> {{ funding_unknown() }}
    group by read_for_payers.unit_no
    having count(*) > 1 and min(read_for_payers.funding_code) <> max(read_for_payers.funding_code)

),

people as (

    select listed.*
    from listed
    inner join paid_twice on listed.unit_no = paid_twice.unit_no
    where
        listed.unit_kind = 'person'
        and listed.funding_code <> {{ funding_unknown() }}

),

placed as (

    select *
    from {{ first_of('people', 'unit_no', newest_list_first()) }} as ranked

),

funded as (

    select
        people.unit_no,
        people.funding_code
    from people
    group by people.unit_no, people.funding_code

),

-- Without a rate in force nothing can be said of the amount; the list of overlaps says so.
paid as (

    select
        funded.unit_no,
        funded.funding_code,
        coalesce(prices.rupiah, 0) as rupiah,
        prices.rupiah is not null as has_rate
    from funded
    inner join placed on funded.unit_no = placed.unit_no
    left join prices
        on
            funded.funding_code = prices.funding_code
            and prices.begins_on = {{ period_start() }}
            and coalesce(placed.category_code, 'SEMUA') = prices.category_code

),

people_paid as (

    select
        paid.unit_no,
        sum(paid.rupiah) - max(paid.rupiah) as rupiah_of_person,
        bool_and(paid.has_rate) as has_rate
    from paid
    group by paid.unit_no

),

paired as (

    select
        paid.unit_no,
        paid.funding_code || '+' || others.funding_code as funding_pair,
        least(paid.rupiah, others.rupiah) as rupiah
    from paid
    inner join paid as others
        on
            paid.unit_no = others.unit_no
            and {{ in_bytes_order('paid.funding_code') }}
            < {{ in_bytes_order('others.funding_code') }}

),

overlapping as (

    select
        paired.funding_pair,
        placed.area_code,
        placed.office_code,
        placed.category_code,
        placed.roster_kind,
        placed.partner_no,
        placed.match_state,
        placed.matched_by,

        cast(paired.rupiah as bigint) as rupiah,
        cast(people_paid.rupiah_of_person as bigint) as rupiah_of_person,

        people_paid.has_rate,
        row_number() over (
            partition by paired.unit_no
            order by {{ in_bytes_order('paired.funding_pair') }} nulls last
        ) = 1 as is_counted_total,

        placed.unit_kind,
        placed.unit_no,
        placed.source_kind,
        placed.source_no,
        placed.sheet_no,
        placed.row_number
    from paired
    inner join placed on paired.unit_no = placed.unit_no
    inner join people_paid on paired.unit_no = people_paid.unit_no

)

select * from overlapping
