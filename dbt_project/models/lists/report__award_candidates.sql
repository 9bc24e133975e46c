with

figures as (

    select * from {{ ref('figures_summed') }}

),

areas as (

    select * from {{ ref('int_areas__current') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

closure as (

    select * from {{ ref('area_closure') }}

),

obligations as (

    select * from {{ ref('fct_obligations') }}

),

rules as (

    {% for award in var('awards') %}
    select
        '{{ award.code }}' as award_code,
        '{{ award.indicator_code }}' as indicator_code,
        {{ award.minimum_workers }} as minimum_workers,
        {{ award.places }} as places
    {% if not loop.last %}
    union all

    {% endif %}
    {% endfor %}
),

-- Whoever keeps a list for the area, from within it, and has not sent what was due.
late as (

    select closure.ancestor_code as area_code
    from obligations
    inner join closure on obligations.area_code = closure.area_code
    where not obligations.is_on_time
    group by closure.ancestor_code

),

judged as (

    select
        rules.award_code,
        rules.places,
        peers.ancestor_code as peer_group,
        figures.figure_id,
        figures.area_code,
        areas.area_name,
        case
            when figures.denominator < rules.minimum_workers then 'TERLALU_KECIL'
            when figures.numerator > figures.denominator then 'DI_ATAS_100'
            when late.area_code is not null then 'DAFTAR_TERLAMBAT'
        end as reason_code,

        figures.numerator / figures.denominator as coverage
    from figures
    inner join rules on figures.indicator_code = rules.indicator_code
    inner join indicators on figures.indicator_code = indicators.code
    inner join areas on figures.area_code = areas.area_code
    inner join closure as own
        on
            figures.area_code = own.area_code
            and own.area_code = own.ancestor_code
            and indicators.lowest_level = own.ancestor_level
    inner join closure as peers
        on
            figures.area_code = peers.area_code
            and indicators.peer_level = peers.ancestor_level
    left join late on figures.area_code = late.area_code
    where
        figures.slicing = 'total'
        and figures.denominator > 0

),

ranked as (

    select
        judged.*,
        rank() over (
            partition by judged.award_code, judged.peer_group, judged.reason_code is null
            order by judged.coverage desc nulls last
        ) as place_among_alike,
        rank() over (
            partition by judged.award_code, judged.peer_group
            order by judged.coverage desc nulls last
        ) as place_of_all
    from judged

),

-- Candidates, and beside them who would be one but for the rule that excludes him.
listed as (

    select
        ranked.award_code,
        ranked.peer_group,
        ranked.figure_id,
        ranked.area_code,
        ranked.area_name,
        ranked.reason_code,

        case when ranked.reason_code is null then cast(ranked.place_among_alike as integer) end
            as place,

        ranked.reason_code is null as is_candidate
    from ranked
    where
        (ranked.reason_code is null and ranked.place_among_alike <= ranked.places)
        or (ranked.reason_code is not null and ranked.place_of_all <= ranked.places)

)

select * from listed
