with

roster_rows as (

    select * from {{ ref('int_roster_rows__in_force') }}

),

memberships as (

    select * from {{ ref('int_memberships__dated') }}

),

kinds as (

    select * from {{ ref('roster_kinds') }}

),

counted as (

    select
        roster_rows.*,
        count(*) over (
            partition by
                roster_rows.partner_no,
                roster_rows.roster_kind,
                roster_rows.funding_code,
                roster_rows.unit_kind,
                roster_rows.unit_no
        ) as listed_rows
    from roster_rows

),

representative as (

    select *
    from {{ first_of(
        'counted',
        'partner_no, roster_kind, funding_code, unit_kind, unit_no',
        newest_list_first('submission_no')
    ) }} as ranked

),

persons as (

    select roster_rows.person_no
    from roster_rows
    where roster_rows.person_no is not null

    union

    select roster_rows.candidate_no as person_no
    from roster_rows
    where roster_rows.candidate_no is not null

),

members as (

    select
        memberships.person_no,
        bool_or(memberships.is_registered) as is_registered,
        bool_or(memberships.is_active_month_end) as is_active_month_end
    from memberships
    inner join persons on memberships.person_no = persons.person_no
    group by memberships.person_no

),

joined as (

    select
        representative.partner_no,
        representative.partner_id,
        representative.roster_kind,
        representative.funding_code,
        representative.category_code,
        representative.area_code,
        representative.office_code,
        {{ match_columns('representative') }},
        representative.person_no,
        representative.candidate_no,

        representative.listed_rows,

        coalesce(members.is_registered, false) as is_registered,
        coalesce(members.is_active_month_end, false) as is_active_month_end,
        coalesce(candidates.is_registered, false) as is_possibly_registered,
        coalesce(candidates.is_active_month_end, false) as is_possibly_active_month_end,
        coalesce(kinds.counts = 'persons', false) as counts_people,
        coalesce(kinds.counts = 'persons' and kinds.is_vulnerable, false) as is_vulnerable,

        representative.listed_from,

        representative.unit_kind,
        representative.unit_no,
        {{ sheet_row_of('representative') }}
    from representative
    left join kinds on representative.roster_kind = kinds.code
    left join members on representative.person_no = members.person_no
    left join members as candidates on representative.candidate_no = candidates.person_no

),

-- Somebody whom several rows name or may name counts once: by a row that is him, else by the
-- newest that may be.
rivals as (

    select
        joined.*,
        coalesce(joined.person_no, joined.candidate_no) as rival_no,
        joined.person_no is null as is_candidate
    from joined
    where
        coalesce(joined.person_no, joined.candidate_no) in (
            select candidates.candidate_no
            from joined as candidates
            where candidates.match_state = 'possible'
        )

),

rivals_ranked as (

    select
        rivals.*,
        {{ rank_of_rival('rivals.is_candidate') }} as rank_of_all,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.roster_kind') }} as rank_of_kind,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.partner_no') }} as rank_of_partner,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.funding_code') }} as rank_of_funding,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.is_vulnerable') }} as rank_of_vulnerable,
        {{ rank_of_rival('rivals.is_candidate', 'rivals.is_vulnerable, rivals.funding_code') }}
            as rank_of_vulnerable_funding
    from rivals

),

possible as (

    select
        rivals_ranked.unit_no,
        rivals_ranked.partner_no,
        rivals_ranked.roster_kind,
        rivals_ranked.funding_code,
        {{ joined_codes(
            "case when rivals_ranked.rank_of_all = 1 then 'total' end",
            "case when rivals_ranked.rank_of_kind = 1 then 'kind' end",
            "case when rivals_ranked.rank_of_partner = 1 then 'partner' end",
            "case when rivals_ranked.rank_of_funding = 1 then 'funding' end",
            "case when is_vulnerable and rank_of_vulnerable = 1 then 'vulnerable' end",
            "case when is_vulnerable and rank_of_vulnerable_funding = 1"
            ~ " then 'vulnerable_funding' end",
        ) }} as possible_in
    from rivals_ranked
    where rivals_ranked.match_state = 'possible'

),

listed_often as (

    select
        joined.unit_kind,
        joined.unit_no
    from joined
    group by joined.unit_kind, joined.unit_no
    having count(*) > 1

),

-- Most people are listed once and count everywhere; only the others are ranked.
listed_once as (

    select
        joined.*,
        1 as rank_of_all,
        1 as rank_of_kind,
        1 as rank_of_partner,
        1 as rank_of_funding,
        1 as rank_of_vulnerable,
        1 as rank_of_vulnerable_funding
    from joined
    left join listed_often
        on
            joined.unit_kind = listed_often.unit_kind
            and joined.unit_no = listed_often.unit_no
    where listed_often.unit_no is null

),

ranked as (

    select
        joined.*,
        {{ rank_of_list('joined.unit_kind') }} as rank_of_all,
        {{ rank_of_list('joined.roster_kind') }} as rank_of_kind,
        {{ rank_of_list('joined.partner_no') }} as rank_of_partner,
        {{ rank_of_list('joined.funding_code') }} as rank_of_funding,
        {{ rank_of_list('joined.is_vulnerable') }} as rank_of_vulnerable,
        {{ rank_of_list('joined.is_vulnerable, joined.funding_code') }}
            as rank_of_vulnerable_funding
    from joined
    inner join listed_often
        on
            joined.unit_kind = listed_often.unit_kind
            and joined.unit_no = listed_often.unit_no

),

united as (

    select * from listed_once

    union all

    select * from ranked

),

counted_once as (

    select
        united.partner_no,
        united.partner_id,
        united.roster_kind,
        united.funding_code,
        united.category_code,
        united.area_code,
        united.office_code,
        {{ match_columns('united') }},

        united.listed_rows,

        united.is_registered,
        united.is_active_month_end,
        united.is_possibly_registered,
        united.is_possibly_active_month_end,
        possible.possible_in,
        united.counts_people,
        united.is_vulnerable,
        united.rank_of_all = 1 as is_counted_total,
        united.rank_of_kind = 1 as is_counted_kind,
        united.rank_of_partner = 1 as is_counted_partner,
        united.rank_of_funding = 1 as is_counted_funding,
        united.is_vulnerable and united.rank_of_vulnerable = 1 as is_counted_vulnerable,
        united.is_vulnerable
        and united.rank_of_vulnerable_funding = 1 as is_counted_vulnerable_funding,

        united.listed_from,

        united.unit_kind,
        united.unit_no,
        united.source_kind,
        united.source_no,
        united.sheet_no,
        united.row_number
    from united
    left join possible
        on
            united.match_state = 'possible'
            and united.unit_no = possible.unit_no
            and united.partner_no = possible.partner_no
            and united.roster_kind = possible.roster_kind
            and united.funding_code = possible.funding_code

)

select * from counted_once
