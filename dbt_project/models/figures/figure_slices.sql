with

partners as (

    select * from {{ ref('int_partners__located') }}

),

commitments as (

    select * from {{ ref('int_commitments__known') }}

),

agreements as (

    select * from {{ ref('int_agreements__known') }}

),

interns as (

    select * from {{ ref('int_interns__running') }}

),

employers as (

    select * from {{ ref('stg_register__employers') }}

),

fundings as (

    select * from {{ ref('fundings') }}

),

hosts as (

    select
        interns.host_code as slice_code,
        min({{ in_bytes_order('interns.host_name') }}) as stated_name
    from interns
    group by interns.host_code

),

schools as (

    select
        interns.school_code as slice_code,
        min({{ in_bytes_order('interns.school_name') }}) as stated_name
    from interns
    group by interns.school_code

),

named as (

    select
        'total' as slicing,
        'TOTAL' as slice_code,
        'Total' as slice_name

    union all

    {% for slicing, seed in var('listed_slicings').items() %}
    select
        '{{ slicing }}' as slicing,
        code as slice_code,
        name as slice_name
    from {{ ref(seed) }}

    union all

    {% endfor %}
    {%- for class in var('classes') %}
    select
        '{{ class.slicing }}' as slicing,
        '{{ class.code }}' as slice_code,
        '{{ class.name }}' as slice_name

    union all

    {% endfor %}
    select
        'funding_pair' as slicing,
        fundings.code || '+' || others.code as slice_code,
        fundings.name || ' dan ' || others.name as slice_name
    from fundings
    inner join fundings as others
        on {{ in_bytes_order('fundings.code') }} < {{ in_bytes_order('others.code') }}

    union all

    select
        'partner' as slicing,
        partners.partner_id as slice_code,
        partners.partner_name as slice_name
    from partners

    union all

    select
        'employer' as slicing,
        commitments.npp as slice_code,
        commitments.employer_name as slice_name
    from commitments

    union all

    select
        'agreement' as slicing,
        agreements.agreement_id as slice_code,
        agreements.agreement_title as slice_name
    from agreements

    union all

    select
        'host' as slicing,
        hosts.slice_code,
        coalesce(hosts.stated_name, employers.employer_name, hosts.slice_code) as slice_name
    from hosts
    left join employers on hosts.slice_code = employers.npp
    where hosts.slice_code is not null

    union all

    select
        'school' as slicing,
        schools.slice_code,
        schools.stated_name as slice_name
    from schools
    where schools.slice_code is not null

)

select * from named
