with

interns as (

    select * from {{ ref('int_interns__running') }}

),

listed as (

    select
        interns.*,
        interns.submission_no as source_no
    from interns

),

ranked as (

    select
        listed.*,
        row_number() over (
            partition by listed.unit_kind, listed.unit_no
            order by {{ newest_list_first() }}
        ) = 1 as is_counted_total
    from listed

),

-- Somebody whom several rows name or may name counts once, as on other lists.
rivals as (

    select
        ranked.*,
        coalesce(ranked.person_no, ranked.candidate_no) as rival_no,
        ranked.person_no is null as is_candidate
    from ranked

),

rivals_ranked as (

    select
        rivals.*,
        {{ rank_of_rival('rivals.is_candidate') }} as rank_of_all,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.host_code') }} as rank_of_host
    from rivals

),

placed as (

    select
        rivals_ranked.host_code,
        rivals_ranked.school_code,
        rivals_ranked.partner_no,
        rivals_ranked.partner_id,
        rivals_ranked.roster_kind,
        rivals_ranked.funding_code,
        rivals_ranked.category_code,
        rivals_ranked.area_code,
        rivals_ranked.office_code,
        rivals_ranked.programme_codes,
        rivals_ranked.possible_programme_codes,
        {{ match_columns('rivals_ranked') }},

        rivals_ranked.is_active_month_end,
        rivals_ranked.is_possibly_active_month_end,
        case when rivals_ranked.match_state = 'possible' then {{ joined_codes(
            "case when rivals_ranked.rank_of_all = 1 then 'total' end",
            "case when rivals_ranked.rank_of_host = 1 then 'host' end",
        ) }} end as possible_in,
        rivals_ranked.is_counted_total,
        coalesce(rivals_ranked.covered_from <= rivals_ranked.starts_on, false)
            as is_covered_from_first_day,

        case
            when
                rivals_ranked.covered_from is not null
                and rivals_ranked.starts_on is not null
                then
                    cast(greatest({{ days_between(
                        'rivals_ranked.starts_on', 'rivals_ranked.covered_from'
                    ) }}, 0) as integer)
        end as days_uncovered,

        rivals_ranked.listed_from,
        rivals_ranked.starts_on,
        rivals_ranked.ends_on,

        rivals_ranked.unit_kind,
        rivals_ranked.unit_no,
        {{ sheet_row_of('rivals_ranked') }}
    from rivals_ranked

)

select * from placed
