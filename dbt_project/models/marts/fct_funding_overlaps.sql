with

listed as (

    select * from {{ ref('fct_roster_months') }}

),

people as (

    select listed.*
    from listed
    where
        listed.unit_kind = 'person'
        and listed.funding_code <> {{ funding_unknown() }}

),

funded as (

    select
        people.unit_no,
        people.funding_code
    from people
    group by people.unit_no, people.funding_code

),

paired as (

    select
        funded.unit_no,
        funded.funding_code || '+' || others.funding_code as funding_pair
    from funded
    inner join funded as others
        on
            funded.unit_no = others.unit_no
            and {{ in_bytes_order('funded.funding_code') }}
            < {{ in_bytes_order('others.funding_code') }}

),

placed as (

    select *
    from {{ first_of('people', 'unit_no', newest_list_first()) }} as ranked

),

overlapping as (

    select
        paired.funding_pair,
        placed.area_code,
        placed.office_code,
        placed.category_code,
        placed.roster_kind,
        placed.partner_no,

        row_number() over (
            partition by paired.unit_no
            order by {{ in_bytes_order('paired.funding_pair') }}
        ) = 1 as is_counted_total,

        placed.unit_kind,
        placed.unit_no,
        placed.source_kind,
        placed.source_no,
        placed.sheet_no,
        placed.row_number
    from paired
    inner join placed on paired.unit_no = placed.unit_no

)

select * from overlapping
