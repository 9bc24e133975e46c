with

contribution_rates as (

    select * from {{ ref('stg_reference__contribution_rates') }}

),

segments as (

    select * from {{ ref('segments') }}

),

fundings as (

    select * from {{ ref('fundings') }}

),

categories as (

    select * from {{ ref('categories') }}

),

programmes as (

    select * from {{ ref('programmes') }}

),

occupations as (

    select categories.code as category_code
    from categories

    union all

    select 'SEMUA' as category_code

),

months as (

    {% for month in range(var('renewal_months') + 1) %}
    select
        date '{{ first_of_month(month) }}' as begins_on,
        {{ day_before("date '" ~ first_of_month(month) ~ "'") }} as follows_on
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}
),

-- Of a programme a relief goes before the full rate, the row of the occupation before that
-- of all, the newest before those before it.
possible as (

    select
        months.begins_on,
        months.follows_on,
        occupations.category_code,
        fundings.code as funding_code,
        contribution_rates.programme_code,
        contribution_rates.rupiah,
        row_number() over (
            partition by
                months.begins_on,
                occupations.category_code,
                fundings.code,
                contribution_rates.programme_code
            order by
                contribution_rates.is_relief desc nulls first,
                case when contribution_rates.category_code = 'SEMUA' then 1 else 0 end nulls last,
                contribution_rates.valid_from desc nulls first
        ) as place
    from contribution_rates
    inner join segments
        on
            contribution_rates.segment_code = segments.code
            and segments.is_sponsored
    inner join programmes
        on
            contribution_rates.programme_code = programmes.code
            and programmes.is_basic
    inner join occupations
        on contribution_rates.category_code in (occupations.category_code, 'SEMUA')
    inner join fundings
        on not (contribution_rates.is_relief and fundings.is_state_budget)
    inner join months
        on
            contribution_rates.valid_from <= months.begins_on
            and (
                contribution_rates.valid_to is null
                or contribution_rates.valid_to >= months.begins_on
            )

),

priced as (

    select
        possible.begins_on,
        possible.follows_on,
        possible.category_code,
        possible.funding_code,

        cast(sum(possible.rupiah) as bigint) as rupiah
    from possible
    where possible.place = 1
    group by
        possible.begins_on,
        possible.follows_on,
        possible.category_code,
        possible.funding_code

)

select * from priced
