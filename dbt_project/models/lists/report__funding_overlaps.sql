with

doubly_paid as (

    select * from {{ ref('fct_funding_overlaps') }}

),

listed as (

    select * from {{ ref('fct_roster_months') }}

),

fundings as (

    select * from {{ ref('fundings') }}

),

partners as (

    select * from {{ ref('int_partners__located') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

people as (

    select doubly_paid.*
    from doubly_paid
    where doubly_paid.is_counted_total

),

rows_of_people as (

    select
        listed.unit_no,
        listed.funding_code,
        listed.partner_no,
        listed.partner_id
    from people
    inner join listed
        on
            people.unit_no = listed.unit_no
            and people.unit_kind = listed.unit_kind
    where listed.funding_code <> {{ funding_unknown() }}

),

paying as (

    select
        rows_of_people.unit_no,
        rows_of_people.funding_code,
        coalesce(fundings.name, rows_of_people.funding_code) as funding_name
    from rows_of_people
    left join fundings on rows_of_people.funding_code = fundings.code
    group by 1, 2, 3

),

sending as (

    select
        rows_of_people.unit_no,
        rows_of_people.partner_no,
        coalesce(partners.partner_name, rows_of_people.partner_id) as partner_name
    from rows_of_people
    left join partners on rows_of_people.partner_no = partners.partner_no
    group by 1, 2, 3

),

paid as (

    select
        paying.unit_no,
        {{ joined_texts('paying.funding_name', '; ') }} as funding_names
    from paying
    group by paying.unit_no

),

sent as (

    select
        sending.unit_no,
        {{ joined_texts('sending.partner_name', '; ') }} as partner_names
    from sending
    group by sending.unit_no

),

one_line_each as (

    select
        people.unit_no as person_no,
        people.area_code,
        areas.area_name,
        paid.funding_names,
        sent.partner_names,

        people.rupiah_of_person as rupiah,

        people.has_rate
    from people
    inner join paid on people.unit_no = paid.unit_no
    inner join sent on people.unit_no = sent.unit_no
    left join areas on people.area_code = areas.area_code

)

select * from one_line_each
